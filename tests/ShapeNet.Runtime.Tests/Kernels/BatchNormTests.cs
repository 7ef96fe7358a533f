using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

public interface ITestBatchNorm : IBatchNorm2dShape
{
    static float IBatchNorm2dShape.Epsilon => 1e-5f;

    static float IBatchNorm2dShape.Momentum => 0.1f;

    static bool IBatchNorm2dShape.AddsResidual => false;

    static bool IBatchNorm2dShape.AppliesReLU => false;
}

public readonly struct PlainNorm : ITestBatchNorm
{
    public static int Channels => 21;

    public static int Height => 13;

    public static int Width => 11;
}

public readonly struct RectifiedNorm : ITestBatchNorm
{
    public static int Channels => 32;

    public static int Height => 5;

    public static int Width => 7;

    public static bool AppliesReLU => true;
}

public readonly struct ResidualNorm : ITestBatchNorm
{
    public static int Channels => 19;

    public static int Height => 9;

    public static int Width => 31;

    public static float Epsilon => 1e-3f;

    public static float Momentum => 0.3f;

    public static bool AddsResidual => true;

    public static bool AppliesReLU => true;
}

public readonly struct LinearResidualNorm : ITestBatchNorm
{
    public static int Channels => 8;

    public static int Height => 3;

    public static int Width => 3;

    public static bool AddsResidual => true;
}

public abstract class BatchNormTests<TShape>
    where TShape : struct, IBatchNorm2dShape
{
    private const int Batch = 3;
    private readonly double[] input = Numbers.Random(Batch * BatchNormReference<TShape>.Count, seed: 1);
    private readonly double[] residual = Numbers.Random(Batch * BatchNormReference<TShape>.Count, seed: 2);
    private readonly double[] outputGradient = Numbers.Random(Batch * BatchNormReference<TShape>.Count, seed: 3);
    private readonly double[] scale = Numbers.Random(TShape.Channels, seed: 4);
    private readonly double[] shift = Numbers.Random(TShape.Channels, seed: 5);
    private readonly double[] mean;
    private readonly double[] variance;
    private readonly double[] inverseDeviation;
    private readonly double[] output;

    protected BatchNormTests()
    {
        (mean, variance) = BatchNormReference<TShape>.Statistics(Batch, input);
        inverseDeviation = [.. variance.Select(value => 1 / Math.Sqrt(value + TShape.Epsilon))];
        output = BatchNormReference<TShape>.Train(Batch, input, scale, shift, residual);
    }

    [Fact]
    public void Reference_gradients_match_differences()
    {
        double Loss() => Numbers.Dot(BatchNormReference<TShape>.Train(Batch, input, scale, shift, residual), outputGradient);
        var masked = BatchNormReference<TShape>.Masked(outputGradient, output);
        var gradients = BatchNormReference<TShape>.Backward(Batch, input, scale, masked);
        Numbers.AssertGradient(Loss, scale, gradients.Scale);
        Numbers.AssertGradient(Loss, shift, gradients.Shift);
        Numbers.AssertGradient(Loss, input, gradients.Input);
        if (TShape.AddsResidual)
            Numbers.AssertGradient(Loss, residual, masked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void Statistics(double offset)
    {
        // A mean far from zero: the variance must not be the difference of two large numbers.
        var moved = input.Select(value => (double)(float)(value + offset)).ToArray();
        var (movedMean, movedVariance) = BatchNormReference<TShape>.Statistics(Batch, moved);
        var pixels = (double)Batch * TShape.Height * TShape.Width;
        var running = Numbers.Random(TShape.Channels, seed: 6);
        KernelRun.Check(
            Batch,
            BatchNorm2dKernel<TShape>.StatisticsScratch(),
            [moved],
            [Numbers.Unset(TShape.Channels), Numbers.Unset(TShape.Channels), running, running],
            [
                movedMean,
                [.. movedVariance.Select(value => 1 / Math.Sqrt(value + TShape.Epsilon))],
                [.. running.Zip(movedMean, (old, value) => old + (TShape.Momentum * (value - old)))],
                [.. running.Zip(movedVariance, (old, value) => old + (TShape.Momentum * ((value * pixels / (pixels - 1)) - old)))],
            ],
            (context, inputs, outputs, scratch) => BatchNorm2dKernel<TShape>.Statistics(
                context, inputs[0], outputs[0], outputs[1], outputs[2], outputs[3], scratch));
    }

    [Fact]
    public void Apply() =>
        KernelRun.Check(
            Batch,
            default,
            [input, mean, inverseDeviation, scale, shift, residual],
            [Numbers.Unset(input.Length)],
            [output],
            (context, inputs, outputs, _) => BatchNorm2dKernel<TShape>.Apply(
                context, inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], ResidualOf(inputs[5]), outputs[0]));

    [Fact]
    public void Apply_in_place() =>
        KernelRun.Check(
            Batch,
            default,
            [mean, inverseDeviation, scale, shift, residual],
            [input],
            [output],
            (context, inputs, outputs, _) => BatchNorm2dKernel<TShape>.Apply(
                context, outputs[0], inputs[0], inputs[1], inputs[2], inputs[3], ResidualOf(inputs[4]), outputs[0]));

    [Fact]
    public void Apply_over_the_residual()
    {
        if (!TShape.AddsResidual)
            return;
        KernelRun.Check(
            Batch,
            default,
            [input, mean, inverseDeviation, scale, shift],
            [residual],
            [output],
            (context, inputs, outputs, _) => BatchNorm2dKernel<TShape>.Apply(
                context, inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], outputs[0], outputs[0]));
    }

    [Fact]
    public void Normalize()
    {
        var runningVariance = Numbers.Random(TShape.Channels, seed: 7).Select(value => (double)(float)Math.Abs(value)).ToArray();
        var runningMean = Numbers.Random(TShape.Channels, seed: 8);
        KernelRun.Check(
            Batch,
            default,
            [input, runningMean, runningVariance, scale, shift, residual],
            [Numbers.Unset(input.Length)],
            [BatchNormReference<TShape>.Apply(input, runningMean, runningVariance, scale, shift, residual)],
            (context, inputs, outputs, _) => BatchNorm2dKernel<TShape>.Normalize(
                context, inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], ResidualOf(inputs[5]), outputs[0]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BackwardReduce(bool inPlace)
    {
        var rounded = output.Select(value => (double)(float)value).ToArray();
        var masked = BatchNormReference<TShape>.Masked(outputGradient, rounded);
        var gradients = BatchNormReference<TShape>.Backward(Batch, input, scale, masked);
        double[][] outputs = [Numbers.Unset(TShape.Channels), Numbers.Unset(TShape.Channels)];
        double[][] expected = [gradients.Scale, gradients.Shift];
        if (TShape.AddsResidual)
        {
            outputs = [.. outputs, inPlace ? outputGradient : Numbers.Unset(input.Length)];
            expected = [.. expected, masked];
        }

        KernelRun.Check(
            Batch,
            BatchNorm2dKernel<TShape>.BackwardReduceScratch(),
            [outputGradient, rounded, input, mean, inverseDeviation],
            outputs,
            expected,
            (context, inputs, results, scratch) => BatchNorm2dKernel<TShape>.BackwardReduce(
                context, inPlace && TShape.AddsResidual ? results[2] : inputs[0], inputs[1], inputs[2], inputs[3], inputs[4],
                results[0], results[1], TShape.AddsResidual ? results[2] : CpuBuffer.None, scratch));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void BackwardApply(bool inPlace, bool accumulate)
    {
        var rounded = output.Select(value => (double)(float)value).ToArray();
        var masked = BatchNormReference<TShape>.Masked(outputGradient, rounded);
        var gradients = BatchNormReference<TShape>.Backward(Batch, input, scale, masked);
        var given = TShape.AddsResidual ? masked : outputGradient;
        KernelRun.Check(
            Batch,
            default,
            [given, rounded, input, mean, inverseDeviation, scale, gradients.Scale, gradients.Shift],
            [inPlace ? given : accumulate ? residual : Numbers.Unset(input.Length)],
            [accumulate ? Numbers.Add(gradients.Input, residual) : gradients.Input],
            (context, inputs, outputs, _) => BatchNorm2dKernel<TShape>.BackwardApply(
                context, inPlace ? outputs[0] : inputs[0], TShape.AddsResidual ? CpuBuffer.None : inputs[1], inputs[2], inputs[3],
                inputs[4], inputs[5], inputs[6], inputs[7], outputs[0], accumulate));
    }

    private static CpuBuffer ResidualOf(CpuBuffer buffer) => TShape.AddsResidual ? buffer : CpuBuffer.None;
}

public class PlainNormTests : BatchNormTests<PlainNorm>;

public class RectifiedNormTests : BatchNormTests<RectifiedNorm>;

public class ResidualNormTests : BatchNormTests<ResidualNorm>;

public class LinearResidualNormTests : BatchNormTests<LinearResidualNorm>;

/// <summary>A folded convolution gives what convolution and normalisation give one after the other.</summary>
public abstract class BatchNormFoldTests<TShape>
    where TShape : struct, IConv2dShape
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folding_changes_nothing(bool withBias)
    {
        const int Batch = 2;
        const double Epsilon = 1e-5f;
        var input = Numbers.Random(Batch * ConvolutionReference<TShape>.InputCount, seed: 1);
        var weight = Numbers.Random(ConvolutionReference<TShape>.WeightCount, seed: 2);
        var bias = Numbers.Random(TShape.OutChannels, seed: 3);
        var scale = Numbers.Random(TShape.OutChannels, seed: 4);
        var shift = Numbers.Random(TShape.OutChannels, seed: 5);
        var mean = Numbers.Random(TShape.OutChannels, seed: 6);
        var variance = Numbers.Random(TShape.OutChannels, seed: 7).Select(value => (double)(float)(value + 1.5)).ToArray();
        var expected = ConvolutionReference<TShape>.Forward(Batch, input, weight, withBias ? bias : null);
        for (var i = 0; i < expected.Length; i++)
        {
            var c = i % TShape.OutChannels;
            expected[i] = (scale[c] * (expected[i] - mean[c]) / Math.Sqrt(variance[c] + Epsilon)) + shift[c];
        }

        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.ForwardScratch(),
            [input, weight, bias, scale, shift, mean, variance],
            [Numbers.Unset(expected.Length), Numbers.Unset(bias.Length), Numbers.Unset(bias.Length)],
            [expected],
            (context, inputs, outputs, scratch) =>
            {
                BatchNormFold.Factors(
                    context, TShape.OutChannels, (float)Epsilon, withBias ? inputs[2] : CpuBuffer.None, inputs[3], inputs[4], inputs[5],
                    inputs[6], outputs[1], outputs[2]);
                Conv2dKernel<TShape>.ForwardScaled(
                    context, inputs[0], inputs[1], outputs[1], outputs[2], CpuBuffer.None, relu: false, outputs[0], scratch);
            });
    }
}

public class GroupedFoldTests : BatchNormFoldTests<Grouped>;

public class TiledFoldTests : BatchNormFoldTests<TiledOddSize>;

public class TiledWideFoldTests : BatchNormFoldTests<TiledWidePadding>;
