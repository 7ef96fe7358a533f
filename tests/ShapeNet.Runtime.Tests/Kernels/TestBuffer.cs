using System.Runtime.InteropServices;
using ShapeNet.Runtime.Cpu;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

/// <summary>
/// Native memory for a kernel's operand between two guards of NaN: a read beyond the operand poisons the result, a write
/// fails the test when the buffer is disposed.
/// </summary>
internal sealed unsafe class TestBuffer : IDisposable
{
    private const int Guard = 64;
    private readonly float* memory;

    public TestBuffer(long count)
    {
        Count = (int)count;
        memory = (float*)NativeMemory.AlignedAlloc((nuint)(Count + (2 * Guard)) * sizeof(float), 64);
        new Span<float>(memory, Count + (2 * Guard)).Fill(float.NaN);
    }

    public TestBuffer(double[] values)
        : this(values.Length)
    {
        for (var i = 0; i < values.Length; i++)
            Values[i] = (float)values[i];
    }

    public int Count { get; }

    public Span<float> Values => new(memory + Guard, Count);

    public CpuBuffer Operand => new(memory + Guard);

    public float[] ToArray() => Values.ToArray();

    public void Dispose()
    {
        var before = new Span<float>(memory, Guard).ContainsAnyExcept(float.NaN);
        var after = new Span<float>(memory + Guard + Count, Guard).ContainsAnyExcept(float.NaN);
        NativeMemory.AlignedFree(memory);
        Assert.False(before, "a kernel wrote before its operand");
        Assert.False(after, "a kernel wrote behind its operand");
    }
}
