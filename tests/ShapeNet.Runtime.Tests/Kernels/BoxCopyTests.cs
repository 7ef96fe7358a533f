using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

/// <summary>A box of 3×4 pixels and 5 channels somewhere inside 9 channels, 6×7 pixels.</summary>
public readonly struct InnerBox : IBoxCopyShape
{
    public static int Channels => 5;

    public static int Height => 3;

    public static int Width => 4;

    public static int OuterChannels => 9;

    public static int OuterHeight => 6;

    public static int OuterWidth => 7;

    public static int FirstChannel => 3;

    public static int FirstRow => 2;

    public static int FirstColumn => 1;
}

public class BoxCopyTests
{
    private const int Batch = 3;
    private const int BoxCount = Batch * 5 * 3 * 4;
    private const int OuterCount = Batch * 9 * 6 * 7;
    private readonly double[] box = Numbers.Random(BoxCount, seed: 1);
    private readonly double[] outer = Numbers.Random(OuterCount, seed: 2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Extract(bool accumulate)
    {
        var expected = Enumerable.Range(0, BoxCount).Select(i => outer[OuterOf(i)] + (accumulate ? box[i] : 0)).ToArray();
        KernelRun.Check(Batch, default, [outer], [accumulate ? box : Numbers.Unset(BoxCount)], [expected], (context, inputs, outputs, _) =>
            BoxCopyKernel<InnerBox>.Extract(context, inputs[0], outputs[0], accumulate));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Insert(bool accumulate)
    {
        var expected = (double[])outer.Clone();
        for (var i = 0; i < BoxCount; i++)
            expected[OuterOf(i)] = box[i] + (accumulate ? outer[OuterOf(i)] : 0);
        KernelRun.Check(Batch, default, [box], [outer], [expected], (context, inputs, outputs, _) =>
            BoxCopyKernel<InnerBox>.Insert(context, inputs[0], outputs[0], accumulate));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void InsertZeroed(bool accumulate)
    {
        var expected = accumulate ? (double[])outer.Clone() : new double[OuterCount];
        for (var i = 0; i < BoxCount; i++)
            expected[OuterOf(i)] += box[i];
        KernelRun.Check(Batch, default, [box], [accumulate ? outer : Numbers.Unset(OuterCount)], [expected], (context, inputs, outputs, _) =>
            BoxCopyKernel<InnerBox>.InsertZeroed(context, inputs[0], outputs[0], accumulate));
    }

    private static int OuterOf(int i)
    {
        var channel = i % 5;
        var column = i / 5 % 4;
        var row = i / 20 % 3;
        var image = i / 60;
        return (((((image * 6) + row + 2) * 7) + column + 1) * 9) + channel + 3;
    }
}
