using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

/// <summary>The chapter's upsampling, in small: every pixel sees 2×2 inputs, and each half stride of columns is cut off at one end.</summary>
public readonly struct Upsample32 : ITestConvolution<Upsample32>
{
    public static int InChannels => 3;

    public static int InHeight => 96;

    public static int InWidth => 64;

    public static int OutChannels => 2;

    public static int KernelHeight => 64;

    public static int KernelWidth => 64;

    public static int StrideHeight => 32;

    public static int StrideWidth => 32;

    public static int PaddingHeight => 16;

    public static int PaddingWidth => 16;
}

/// <summary>Other taps and paddings for rows than for columns; runs of pixels that begin or end outside the image; more windows than a block.</summary>
public readonly struct Upsample16 : ITestConvolution<Upsample16>
{
    public static int InChannels => 5;

    public static int InHeight => 118;

    public static int InWidth => 178;

    public static int OutChannels => 3;

    public static int KernelHeight => 32;

    public static int KernelWidth => 48;

    public static int StrideHeight => 16;

    public static int StrideWidth => 16;

    public static int PaddingHeight => 5;

    public static int PaddingWidth => 7;
}

/// <summary>One tap, more channels than a vector, and rows and columns that no input reaches (output padding).</summary>
public readonly struct Upsample16Alone : ITestConvolution<Upsample16Alone>
{
    public static int InChannels => 4;

    public static int InHeight => 35;

    public static int InWidth => 49;

    public static int OutChannels => 21;

    public static int KernelHeight => 16;

    public static int KernelWidth => 16;

    public static int StrideHeight => 16;

    public static int StrideWidth => 16;
}

/// <summary>The shape of the logits of a transposed convolution, given by its adjoint.</summary>
public readonly struct LogitsOf<TShape> : IChannelShape
    where TShape : struct, IConv2dShape
{
    public static int Channels => TShape.InChannels;

    public static int Height => TShape.InHeight;

    public static int Width => TShape.InWidth;
}

/// <summary>A transposed convolution and the loss behind it as one kernel, against both by themselves.</summary>
public abstract class UpsampleLossTests<TShape>
    where TShape : struct, IConv2dShape
{
    private const int Batch = 2;
    private const int Ignore = 255;
    private readonly double[] input = Numbers.Random(Batch * ConvolutionReference<TShape>.OutputCount, seed: 1);
    private readonly double[] weight = Numbers.Random(ConvolutionReference<TShape>.WeightCount, seed: 2);
    private readonly double[] bias = Numbers.Random(TShape.InChannels, seed: 3);
    private readonly int[] labels = new int[Batch * TShape.InHeight * TShape.InWidth];

    protected UpsampleLossTests()
    {
        var random = new Random(4);
        for (var i = 0; i < labels.Length; i++)
            labels[i] = random.Next(5) == 0 ? Ignore : random.Next(TShape.InChannels);
    }

    [Fact]
    public void Applies() => Assert.True(UpsampleLossKernel<TShape>.Applies());

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Losses_hits_and_gradients(bool hasBias, bool hasInputGradient)
    {
        var logits = ConvolutionReference<TShape>.DataGradient(Batch, input, weight);
        if (hasBias)
            logits = [.. logits.Select((value, i) => value + bias[i % TShape.InChannels])];
        var gradient = LossReference<LogitsOf<TShape>>.Gradient(Batch, logits, labels, Ignore);
        double[][] expected =
        [
            LossReference<LogitsOf<TShape>>.Losses(Batch, logits, labels, Ignore),
            LossReference<LogitsOf<TShape>>.Correct(Batch, logits, labels, Ignore),
            LossReference<LogitsOf<TShape>>.Counted(Batch, labels, Ignore),
            ConvolutionReference<TShape>.WeightGradient(Batch, gradient, input),
        ];
        if (hasInputGradient)
            expected = [.. expected, ConvolutionReference<TShape>.Forward(Batch, gradient, weight, bias: null)];
        if (hasBias)
            expected = [.. expected, [.. Enumerable.Range(0, TShape.InChannels).Select(channel => gradient.Where((_, i) => i % TShape.InChannels == channel).Sum())]];

        KernelRun.Check(
            Batch,
            UpsampleLossKernel<TShape>.RunScratch(),
            [input, weight, bias, Numbers.Bits(labels)],
            [.. expected.Select(values => Numbers.Unset(values.Length))],
            expected,
            (context, inputs, outputs, scratch) => UpsampleLossKernel<TShape>.Run(
                context, inputs[0], inputs[1], hasBias ? inputs[2] : CpuBuffer.None, inputs[3], Ignore,
                hasInputGradient ? outputs[4] : CpuBuffer.None, outputs[3], hasBias ? outputs[^1] : CpuBuffer.None,
                outputs[0], outputs[1], outputs[2], scratch));
    }
}

public sealed class Upsample32LossTests : UpsampleLossTests<Upsample32>;

public sealed class Upsample16LossTests : UpsampleLossTests<Upsample16>;

public sealed class Upsample16AloneLossTests : UpsampleLossTests<Upsample16Alone>;
