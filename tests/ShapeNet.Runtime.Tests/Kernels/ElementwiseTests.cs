using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

public readonly struct OddTensor : IChannelShape
{
    public static int Channels => 21;

    public static int Height => 47;

    public static int Width => 53;
}

public readonly struct SmallTensor : IChannelShape
{
    public static int Channels => 32;

    public static int Height => 3;

    public static int Width => 5;
}

public readonly struct FeatureTensor : IChannelShape
{
    public static int Channels => 130;

    public static int Height => 1;

    public static int Width => 1;
}

/// <summary>Ops that work on every value, or on every channel, by itself.</summary>
public abstract class ElementwiseTests<TShape>
    where TShape : struct, IChannelShape
{
    private const int Batch = 3;
    private readonly double[] left = Numbers.Random(Batch * Values, seed: 1);
    private readonly double[] right = Numbers.Random(Batch * Values, seed: 2);
    private readonly double[] third = Numbers.Random(Batch * Values, seed: 3);

    private static int Values => TShape.Channels * TShape.Height * TShape.Width;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Add(bool relu)
    {
        var expected = Numbers.Add(left, right).Select(value => relu ? Math.Max(value, 0) : value).ToArray();
        KernelRun.Check(Batch, default, [left, right], [Numbers.Unset(left.Length)], [expected], (context, inputs, outputs, _) =>
            AddKernel<TShape>.Run(context, inputs[0], inputs[1], outputs[0], relu));
        KernelRun.Check(Batch, default, [right], [left], [expected], (context, inputs, outputs, _) =>
            AddKernel<TShape>.Run(context, outputs[0], inputs[0], outputs[0], relu));
    }

    [Fact]
    public void Copy() =>
        KernelRun.Check(Batch, default, [left], [Numbers.Unset(left.Length)], [left], (context, inputs, outputs, _) =>
            CopyKernel<TShape>.Run(context, inputs[0], outputs[0]));

    [Fact]
    public void Accumulate() =>
        KernelRun.Check(Batch, default, [left], [right], [Numbers.Add(left, right)], (context, inputs, outputs, _) =>
            AccumulateKernel<TShape>.Run(context, inputs[0], outputs[0]));

    [Fact]
    public void ReLU()
    {
        var expected = left.Select(value => Math.Max(value, 0)).ToArray();
        KernelRun.Check(Batch, default, [left], [Numbers.Unset(left.Length)], [expected], (context, inputs, outputs, _) =>
            ReLUKernel<TShape>.Forward(context, inputs[0], outputs[0]));
        KernelRun.Check(Batch, default, [], [left], [expected], (context, _, outputs, _) =>
            ReLUKernel<TShape>.Forward(context, outputs[0], outputs[0]));
    }

    [Fact]
    public void ReLU_gradient()
    {
        var output = left.Select(value => Math.Max(value, 0)).ToArray();
        var expected = right.Zip(left, (gradient, value) => value > 0 ? gradient : 0).ToArray();
        Numbers.AssertGradient(() => Numbers.Dot([.. left.Select(value => Math.Max(value, 0))], right), left, expected);
        KernelRun.Check(Batch, default, [right, output], [Numbers.Unset(left.Length)], [expected], (context, inputs, outputs, _) =>
            ReLUKernel<TShape>.Backward(context, inputs[0], inputs[1], outputs[0], accumulate: false));
        KernelRun.Check(Batch, default, [output], [right], [expected], (context, inputs, outputs, _) =>
            ReLUKernel<TShape>.Backward(context, outputs[0], inputs[0], outputs[0], accumulate: false));
        KernelRun.Check(Batch, default, [right, output], [third], [Numbers.Add(expected, third)], (context, inputs, outputs, _) =>
            ReLUKernel<TShape>.Backward(context, inputs[0], inputs[1], outputs[0], accumulate: true));
    }

    [Fact]
    public void ReLU_passes_NaN_on()
    {
        using var threads = new CpuThreads(1);
        foreach (var width in new[] { VectorWidth.Scalar, VectorWidth.Vector256, VectorWidths.Widest })
        {
            using var buffer = new TestBuffer(left);
            buffer.Values[0] = float.NaN;
            buffer.Values[^1] = float.NaN;
            ReLUKernel<TShape>.Forward(new(Batch, threads, width), buffer.Operand, buffer.Operand);
            Assert.True(float.IsNaN(buffer.Values[0]));
            Assert.True(float.IsNaN(buffer.Values[^1]));
            buffer.Values.Clear();
        }
    }

    [Fact]
    public void ChannelSum()
    {
        var expected = new double[TShape.Channels];
        for (var i = 0; i < left.Length; i++)
            expected[i % TShape.Channels] += left[i];
        KernelRun.Check(
            Batch,
            ChannelSumKernel<TShape>.RunScratch(),
            [left],
            [Numbers.Unset(TShape.Channels)],
            [expected],
            (context, inputs, outputs, scratch) => ChannelSumKernel<TShape>.Run(context, inputs[0], outputs[0], scratch));
    }

    [Fact]
    public void GlobalAverage()
    {
        var pixels = TShape.Height * TShape.Width;
        var gradient = Numbers.Random(Batch * TShape.Channels, seed: 4);
        int OutputOf(int i) => (i / Values * TShape.Channels) + (i % TShape.Channels);
        double[] Forward()
        {
            var averages = new double[Batch * TShape.Channels];
            for (var i = 0; i < left.Length; i++)
                averages[OutputOf(i)] += left[i] / pixels;
            return averages;
        }

        var expected = left.Select((_, i) => gradient[OutputOf(i)] / pixels).ToArray();
        Numbers.AssertGradient(() => Numbers.Dot(Forward(), gradient), left, expected);
        KernelRun.Check(Batch, default, [left], [Numbers.Unset(gradient.Length)], [Forward()], (context, inputs, outputs, _) =>
            GlobalAvgPool2dKernel<TShape>.Forward(context, inputs[0], outputs[0]));
        KernelRun.Check(Batch, default, [gradient], [Numbers.Unset(left.Length)], [expected], (context, inputs, outputs, _) =>
            GlobalAvgPool2dKernel<TShape>.Backward(context, inputs[0], outputs[0], accumulate: false));
        KernelRun.Check(Batch, default, [gradient], [right], [Numbers.Add(expected, right)], (context, inputs, outputs, _) =>
            GlobalAvgPool2dKernel<TShape>.Backward(context, inputs[0], outputs[0], accumulate: true));
    }

    [Fact]
    public void Flatten()
    {
        var pixels = TShape.Height * TShape.Width;
        var features = new double[left.Length];
        var gradient = new double[left.Length];
        for (var n = 0; n < Batch; n++)
        for (var p = 0; p < pixels; p++)
        for (var c = 0; c < TShape.Channels; c++)
        {
            features[(n * Values) + (c * pixels) + p] = left[(n * Values) + (p * TShape.Channels) + c];
            gradient[(n * Values) + (p * TShape.Channels) + c] = left[(n * Values) + (c * pixels) + p];
        }

        KernelRun.Check(Batch, default, [left], [Numbers.Unset(left.Length)], [features], (context, inputs, outputs, _) =>
            FlattenKernel<TShape>.Forward(context, inputs[0], outputs[0]));
        KernelRun.Check(Batch, default, [left], [Numbers.Unset(left.Length)], [gradient], (context, inputs, outputs, _) =>
            FlattenKernel<TShape>.Backward(context, inputs[0], outputs[0], accumulate: false));
        KernelRun.Check(Batch, default, [left], [right], [Numbers.Add(gradient, right)], (context, inputs, outputs, _) =>
            FlattenKernel<TShape>.Backward(context, inputs[0], outputs[0], accumulate: true));
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(0.9f, 0f)]
    [InlineData(0.9f, 0.01f)]
    public void Sgd(float momentum, float weightDecay)
    {
        const float Rate = 0.1f;
        var direction = left.Zip(right, (parameter, gradient) => gradient + (weightDecay * parameter));
        var velocity = direction.Zip(third, (value, old) => value + (momentum * old)).ToArray();
        var step = momentum == 0 ? direction : velocity;
        var expected = left.Zip(step, (parameter, value) => parameter - (Rate * value)).ToArray();
        KernelRun.Check(
            Batch,
            default,
            [right],
            momentum == 0 ? [left] : [left, third],
            momentum == 0 ? [expected] : [expected, velocity],
            (context, inputs, outputs, _) => SgdKernel.Update(
                context, left.Length, outputs[0], inputs[0], momentum == 0 ? CpuBuffer.None : outputs[1], Rate, momentum, weightDecay));
    }
}

public class OddTensorTests : ElementwiseTests<OddTensor>;

public class SmallTensorTests : ElementwiseTests<SmallTensor>;

public class FeatureTensorTests : ElementwiseTests<FeatureTensor>;
