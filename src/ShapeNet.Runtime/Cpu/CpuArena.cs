using System.Runtime.InteropServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>One aligned block of native memory with everything that a network keeps and uses.</summary>
internal sealed unsafe class CpuArena : IDisposable
{
    private const int Alignment = 64;

    private void* memory;

    /// <summary>Reserves the memory; all of it is zero.</summary>
    /// <param name="parameterFloats">Values in the parameter block.</param>
    /// <param name="trains">Whether gradients and momentum are kept.</param>
    /// <param name="bufferFloats">Values in the block of running statistics.</param>
    /// <param name="preparedFloats">Values prepared for inference.</param>
    /// <param name="programFloats">Values that the program's plan needs for a full batch.</param>
    /// <param name="capacity">Images in a full batch.</param>
    /// <param name="labelsPerImage">Labels of one image.</param>
    public CpuArena(
        long parameterFloats, bool trains, long bufferFloats, long preparedFloats, long programFloats, int capacity, long labelsPerImage)
    {
        var total = 0L;
        var parameters = Reserve(parameterFloats);
        var gradients = Reserve(trains ? parameterFloats : 0);
        var momentum = Reserve(trains ? parameterFloats : 0);
        var buffers = Reserve(bufferFloats);
        var prepared = Reserve(preparedFloats);
        var labels = Reserve(labelsPerImage * capacity);
        var losses = Reserve(capacity);
        var correct = Reserve(capacity);
        var counted = Reserve(capacity);
        var program = Reserve(programFloats);

        Bytes = total * sizeof(float);
        memory = NativeMemory.AlignedAlloc((nuint)Bytes, Alignment);
        NativeMemory.Clear(memory, (nuint)Bytes);
        var start = (float*)memory;
        Parameters = start + parameters;
        Gradients = start + gradients;
        Momentum = start + momentum;
        Buffers = start + buffers;
        Prepared = start + prepared;
        Labels = start + labels;
        Losses = start + losses;
        Correct = start + correct;
        Counted = start + counted;
        Program = start + program;

        long Reserve(long floats)
        {
            var offset = total;
            total += (floats + Alignment / sizeof(float) - 1) / (Alignment / sizeof(float)) * (Alignment / sizeof(float));
            return offset;
        }
    }

    /// <summary>The size of the whole block.</summary>
    public long Bytes { get; }

    public float* Parameters { get; }

    public float* Gradients { get; }

    public float* Momentum { get; }

    public float* Buffers { get; }

    public float* Prepared { get; }

    public float* Labels { get; }

    public float* Losses { get; }

    public float* Correct { get; }

    public float* Counted { get; }

    public float* Program { get; }

    public void Dispose()
    {
        NativeMemory.AlignedFree(memory);
        memory = null;
    }
}
