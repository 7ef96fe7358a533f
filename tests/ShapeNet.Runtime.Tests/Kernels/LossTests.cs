using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

/// <summary>More pixels than one chunk, classes that fill no vector.</summary>
public readonly struct PixelLogits : IChannelShape
{
    public static int Channels => 21;

    public static int Height => 37;

    public static int Width => 41;
}

public readonly struct ClassLogits : IChannelShape
{
    public static int Channels => 64;

    public static int Height => 1;

    public static int Width => 1;
}

public abstract class LossTests<TShape>
    where TShape : struct, IChannelShape
{
    private const int Batch = 3;
    private const int Ignore = 255;
    private readonly double[] logits =
        [.. Numbers.Random((long)Batch * TShape.Channels * TShape.Height * TShape.Width, seed: 1).Select(value => (double)(float)(value * 20))];

    private readonly int[] labels = new int[Batch * TShape.Height * TShape.Width];

    protected LossTests()
    {
        var random = new Random(2);
        for (var i = 0; i < labels.Length; i++)
            labels[i] = random.Next(5) == 0 ? Ignore : random.Next(TShape.Channels);

        // The second image has no pixel that counts.
        labels.AsSpan(TShape.Height * TShape.Width, TShape.Height * TShape.Width).Fill(Ignore);
    }

    [Fact]
    public void Reference_gradient_matches_differences() =>
        Numbers.AssertGradient(
            () => LossReference<TShape>.Losses(Batch, logits, labels, Ignore).Sum(),
            logits,
            LossReference<TShape>.Gradient(Batch, logits, labels, Ignore));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Losses_hits_and_gradient(bool withGradient, bool inPlace)
    {
        double[][] outputs = [Numbers.Unset(Batch), Numbers.Unset(Batch), Numbers.Unset(Batch)];
        double[][] expected =
        [
            LossReference<TShape>.Losses(Batch, logits, labels, Ignore),
            LossReference<TShape>.Correct(Batch, logits, labels, Ignore),
            LossReference<TShape>.Counted(Batch, labels, Ignore),
        ];
        if (withGradient)
        {
            outputs = [.. outputs, inPlace ? logits : Numbers.Unset(logits.Length)];
            expected = [.. expected, LossReference<TShape>.Gradient(Batch, logits, labels, Ignore)];
        }

        KernelRun.Check(
            Batch,
            SoftmaxCrossEntropyKernel<TShape>.RunScratch(),
            [logits, Numbers.Bits(labels)],
            outputs,
            expected,
            (context, inputs, results, scratch) => SoftmaxCrossEntropyKernel<TShape>.Run(
                context, inPlace ? results[3] : inputs[0], inputs[1], Ignore, withGradient ? results[3] : CpuBuffer.None, results[0],
                results[1], results[2], scratch),
            tolerance: 1e-6);
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(254, 255)]
    [InlineData(255, -1)]
    public void A_label_that_is_no_class_is_named(int label, int ignore)
    {
        using var threads = new CpuThreads(2);
        using var source = new TestBuffer(logits);
        labels.AsSpan().Clear();
        labels[^1] = label;
        using var labelBuffer = new TestBuffer(Numbers.Bits(labels));
        using var results = new TestBuffer(3 * Batch);
        using var scratch = new TestBuffer(SoftmaxCrossEntropyKernel<TShape>.RunScratch().Floats(Batch));
        var context = new CpuContext(Batch, threads, VectorWidths.Widest);
        var error = Assert.Throws<InvalidDataException>(() => SoftmaxCrossEntropyKernel<TShape>.Run(
            context, source.Operand, labelBuffer.Operand, ignore, CpuBuffer.None, results.Operand, results.Operand, results.Operand,
            scratch.Operand));
        Assert.Equal(
            $"Label {label} of image 2 at row {TShape.Height - 1}, column {TShape.Width - 1} is not one of the classes 0 … {TShape.Channels - 1}.",
            error.Message);
    }

    [Fact]
    public void NaN_logits_give_a_NaN_loss()
    {
        using var threads = new CpuThreads(1);
        foreach (var width in new[] { VectorWidth.Scalar, VectorWidths.Widest })
        {
            using var source = new TestBuffer(logits);
            source.Values[3] = float.NaN;
            labels.AsSpan().Clear();
            using var labelBuffer = new TestBuffer(Numbers.Bits(labels));
            using var losses = new TestBuffer(Batch);
            using var counts = new TestBuffer(Batch);
            using var scratch = new TestBuffer(SoftmaxCrossEntropyKernel<TShape>.RunScratch().Floats(Batch));
            SoftmaxCrossEntropyKernel<TShape>.Run(
                new(Batch, threads, width), source.Operand, labelBuffer.Operand, -1, CpuBuffer.None, losses.Operand, counts.Operand,
                counts.Operand, scratch.Operand);
            Assert.True(float.IsNaN(losses.Values[0]));
            Assert.False(float.IsNaN(losses.Values[1]));
        }
    }
}

public class PixelLossTests : LossTests<PixelLogits>;

public class ClassLossTests : LossTests<ClassLogits>;

public class ExponentialTests
{
    [Fact]
    public void Error_is_about_one_unit_in_the_last_place()
    {
        for (var x = -86.9f; x <= 0; x += 0.0137f)
        {
            var expected = Math.Exp(x);
            Assert.True(Math.Abs(Exponential.Of<SimdScalar, float>(x) - expected) <= 1.5e-7 * expected, $"e^{x}");
        }

        Assert.Equal(1f, Exponential.Of<SimdScalar, float>(0));
        Assert.InRange(Exponential.Of<SimdScalar, float>(float.NegativeInfinity), 0, 1e-37f);
    }
}
