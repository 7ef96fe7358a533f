using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

public readonly struct ThirdDropped : IDropoutShape
{
    public static int Elements => 33_335;

    public static float Probability => 0.3f;

    public static int Stream => 7;
}

public readonly struct OtherStream : IDropoutShape
{
    public static int Elements => 33_335;

    public static float Probability => 0.3f;

    public static int Stream => 8;
}

public class DropoutTests
{
    private const int Batch = 2;
    private readonly double[] ones = [.. Enumerable.Repeat(1.0, Batch * ThirdDropped.Elements)];

    /// <summary>The known answers of the generator's authors, and thereby the whole generator.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    public unsafe void Philox_gives_the_known_answers(
        uint key0, uint key1, uint c0, uint c1, uint c2, uint c3, uint w0, uint w1, uint w2, uint w3)
    {
        var words = stackalloc uint[4];
        Philox.Next(key0, key1, c0, c1, c2, c3, words);
        Assert.Equal([w0, w1, w2, w3], new ReadOnlySpan<uint>(words, 4).ToArray());
    }

    [Fact]
    public void Keeps_the_right_share_and_scales_it()
    {
        var mask = Mask<ThirdDropped>(seed: 1, step: 2);
        Assert.All(mask, value => Assert.True(value is 0 or 1 / (1 - 0.3f)));
        Assert.InRange(mask.Count(value => value == 0) / (double)mask.Length, 0.29, 0.31);
    }

    [Fact]
    public void Seed_step_and_stream_choose_the_mask()
    {
        var mask = Mask<ThirdDropped>(seed: 1, step: 2);
        Assert.Equal(mask, Mask<ThirdDropped>(seed: 1, step: 2));
        Assert.NotEqual(mask, Mask<ThirdDropped>(seed: 2, step: 2));
        Assert.NotEqual(mask, Mask<ThirdDropped>(seed: 1, step: 3));
        Assert.NotEqual(mask, Mask<OtherStream>(seed: 1, step: 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Backward_uses_the_same_mask(bool accumulate)
    {
        var gradient = Numbers.Random(ones.Length, seed: 1);
        var before = Numbers.Random(ones.Length, seed: 2);
        var mask = Mask<ThirdDropped>(seed: 1, step: 2);
        var expected = gradient.Select((value, i) => (value * mask[i]) + (accumulate ? before[i] : 0)).ToArray();
        KernelRun.Check(
            Batch, default, [gradient], [accumulate ? before : Numbers.Unset(ones.Length)], [expected], (context, inputs, outputs, _) =>
                DropoutKernel<ThirdDropped>.Backward(context, inputs[0], outputs[0], accumulate, seed: 1, step: 2));
    }

    private float[] Mask<TShape>(ulong seed, ulong step)
        where TShape : struct, IDropoutShape
    {
        using var threads = new CpuThreads(2);
        using var buffer = new TestBuffer(ones);
        DropoutKernel<TShape>.Forward(new(Batch, threads, VectorWidths.Widest), buffer.Operand, buffer.Operand, seed, step);
        return buffer.ToArray();
    }
}
