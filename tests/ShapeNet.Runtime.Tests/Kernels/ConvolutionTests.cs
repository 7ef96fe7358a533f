using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

/// <summary>Forward pass and both gradients of a convolution, for each shape of <c>ConvolutionShapes.cs</c>.</summary>
public abstract class ConvolutionTests<TShape>
    where TShape : struct, IConv2dShape
{
    private const int Batch = 3;
    private readonly double[] input = Numbers.Random(Batch * ConvolutionReference<TShape>.InputCount, seed: 1);
    private readonly double[] weight = Numbers.Random(ConvolutionReference<TShape>.WeightCount, seed: 2);
    private readonly double[] outputGradient = Numbers.Random(Batch * ConvolutionReference<TShape>.OutputCount, seed: 3);
    private readonly double[] bias = Numbers.Random(TShape.OutChannels, seed: 4);

    [Fact]
    public void Reference_gradients_match_differences()
    {
        double Loss() => Numbers.Dot(ConvolutionReference<TShape>.Forward(Batch, input, weight, bias), outputGradient);
        Numbers.AssertGradient(Loss, input, ConvolutionReference<TShape>.DataGradient(Batch, outputGradient, weight));
        Numbers.AssertGradient(Loss, weight, ConvolutionReference<TShape>.WeightGradient(Batch, input, outputGradient));
    }

    [Fact]
    public void Forward() =>
        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.ForwardScratch(),
            [input, weight, bias],
            [Numbers.Unset(outputGradient.Length)],
            [ConvolutionReference<TShape>.Forward(Batch, input, weight, bias)],
            (context, inputs, outputs, scratch) =>
                Conv2dKernel<TShape>.Forward(context, inputs[0], inputs[1], inputs[2], outputs[0], scratch));

    [Fact]
    public void Forward_adds_residual_and_rectifies()
    {
        var residual = Numbers.Random(outputGradient.Length, seed: 5);
        var sum = Numbers.Add(ConvolutionReference<TShape>.Forward(Batch, input, weight, bias), residual);
        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.ForwardScratch(),
            [input, weight, bias, residual],
            [Numbers.Unset(outputGradient.Length)],
            [[.. sum.Select(value => Math.Max(value, 0))]],
            (context, inputs, outputs, scratch) => Conv2dKernel<TShape>.ForwardFused(
                context, inputs[0], inputs[1], inputs[2], inputs[3], relu: true, outputs[0], scratch));
    }

    [Fact]
    public void Forward_over_the_residual()
    {
        var residual = Numbers.Random(outputGradient.Length, seed: 5);
        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.ForwardScratch(),
            [input, weight],
            [residual],
            [Numbers.Add(ConvolutionReference<TShape>.Forward(Batch, input, weight, bias: null), residual)],
            (context, inputs, outputs, scratch) => Conv2dKernel<TShape>.ForwardFused(
                context, inputs[0], inputs[1], CpuBuffer.None, outputs[0], relu: false, outputs[0], scratch));
    }

    [Fact]
    public void DataGradient() =>
        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.DataGradientScratch(),
            [outputGradient, weight],
            [Numbers.Unset(input.Length)],
            [ConvolutionReference<TShape>.DataGradient(Batch, outputGradient, weight)],
            (context, inputs, outputs, scratch) => Conv2dKernel<TShape>.DataGradient(
                context, inputs[0], inputs[1], CpuBuffer.None, outputs[0], accumulate: false, scratch));

    [Fact]
    public void DataGradient_accumulates() =>
        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.DataGradientScratch(),
            [outputGradient, weight],
            [input],
            [Numbers.Add(ConvolutionReference<TShape>.DataGradient(Batch, outputGradient, weight), input)],
            (context, inputs, outputs, scratch) => Conv2dKernel<TShape>.DataGradient(
                context, inputs[0], inputs[1], CpuBuffer.None, outputs[0], accumulate: true, scratch));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DataGradient_adds_bias(bool accumulate)
    {
        var inBias = Numbers.Random(TShape.InChannels, seed: 6);
        var expected = ConvolutionReference<TShape>.DataGradient(Batch, outputGradient, weight);
        for (var i = 0; i < expected.Length; i++)
            expected[i] += inBias[i % TShape.InChannels] + (accumulate ? input[i] : 0);
        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.DataGradientScratch(),
            [outputGradient, weight, inBias],
            [accumulate ? input : Numbers.Unset(input.Length)],
            [expected],
            (context, inputs, outputs, scratch) => Conv2dKernel<TShape>.DataGradient(
                context, inputs[0], inputs[1], inputs[2], outputs[0], accumulate, scratch));
    }

    [Fact]
    public void WeightGradient() =>
        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.WeightGradientScratch(),
            [input, outputGradient],
            [Numbers.Unset(weight.Length)],
            [ConvolutionReference<TShape>.WeightGradient(Batch, input, outputGradient)],
            (context, inputs, outputs, scratch) => Conv2dKernel<TShape>.WeightGradient(
                context, inputs[0], inputs[1], outputs[0], scratch));
}

public class Square3x3Tests : ConvolutionTests<Square3x3>;

public class OddChannelsTests : ConvolutionTests<OddChannels>;

public class StemTests : ConvolutionTests<Stem>;

public class DownsampleTests : ConvolutionTests<Downsample>;

public class AsymmetricTests : ConvolutionTests<Asymmetric>;

public class DilatedTests : ConvolutionTests<Dilated>;

public class GroupedTests : ConvolutionTests<Grouped>;

public class DepthwiseTests : ConvolutionTests<Depthwise>;

public class ManyChannelsTests : ConvolutionTests<ManyChannels>;

public class TransposedBilinearTests : ConvolutionTests<TransposedBilinear>;

public class TransposedOutputPaddingTests : ConvolutionTests<TransposedOutputPadding>;

public class KernelBeyondInputTests : ConvolutionTests<KernelBeyondInput>;

public class WidePaddingTests : ConvolutionTests<WidePadding>;

public class LongRowTests : ConvolutionTests<LongRow>;

public class TiledOddSizeTests : ConvolutionTests<TiledOddSize>;

public class TiledWidePaddingTests : ConvolutionTests<TiledWidePadding>;

public class PassingWeightsTests : ConvolutionTests<PassingWeights>;

public class PassingTwiceTests
{
    private const int Batch = 3;

    [Fact]
    public void Inputs_are_transformed_in_two_goes()
    {
        var input = Numbers.Random(Batch * ConvolutionReference<PassingTwice>.InputCount, seed: 1);
        var weight = Numbers.Random(ConvolutionReference<PassingTwice>.WeightCount, seed: 2);
        var residual = Numbers.Random(Batch * ConvolutionReference<PassingTwice>.OutputCount, seed: 3);
        var factors = Numbers.Random(PassingTwice.OutChannels, seed: 4);
        var scaled = weight.Select((value, i) => value * factors[i % PassingTwice.OutChannels]).ToArray();
        var sum = Numbers.Add(ConvolutionReference<PassingTwice>.Forward(Batch, input, scaled, bias: null), residual);
        KernelRun.Check(
            Batch,
            Conv2dKernel<PassingTwice>.ForwardScratch(),
            [input, weight, factors],
            [residual],
            [[.. sum.Select(value => Math.Max(value, 0))]],
            (context, inputs, outputs, scratch) => Conv2dKernel<PassingTwice>.ForwardScaled(
                context, inputs[0], inputs[1], inputs[2], CpuBuffer.None, outputs[0], relu: true, outputs[0], scratch));
    }
}
