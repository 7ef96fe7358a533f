using ShapeNet.Networks.Tests.Networks;
using ShapeNet.Runtime;
using ShapeNet.Runtime.Cpu;
using Xunit.Abstractions;

namespace ShapeNet.Networks.Tests;

/// <summary>
/// Numbers of classes, channels and pixels for which the kernels of a GPU differ, against the scalar CPU. Images and weights are
/// quarters, so that many values are equal and none of a convolution's sums is rounded.
/// </summary>
public sealed class OddTests(ITestOutputHelper output)
{
    private const int Void = 255;
    private const int Images = 2;
    private const double Tolerance = 2e-6;

    private static readonly Dictionary<string, Action<Device, Device>> Cases = new(StringComparer.Ordinal)
    {
        [nameof(OneClass)] = (a, b) => AssertSame(OneClass.CreateTrainer, a, b),
        [nameof(TwoClasses)] = (a, b) => AssertSame(TwoClasses.CreateTrainer, a, b),
        [nameof(AlignedClasses)] = (a, b) => AssertSame(AlignedClasses.CreateTrainer, a, b),
        [nameof(UnalignedClasses)] = (a, b) => AssertSame(UnalignedClasses.CreateTrainer, a, b),
        [nameof(FullClasses)] = (a, b) => AssertSame(FullClasses.CreateTrainer, a, b),
        [nameof(OverfullClasses)] = (a, b) => AssertSame(OverfullClasses.CreateTrainer, a, b),
        [nameof(ThousandClasses)] = (a, b) => AssertSame(ThousandClasses.CreateTrainer, a, b),
        [nameof(QuadMaxPools)] = (a, b) => AssertSame(QuadMaxPools.CreateTrainer, a, b),
        [nameof(QuadAvgPools)] = (a, b) => AssertSame(QuadAvgPools.CreateTrainer, a, b),
    };

    public static TheoryData<string, string> CasesAndDevices
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Cases.Keys)
                data.Add(name, TestDevices.Ilgpu);
            foreach (var device in TestDevices.Slow)
            {
                foreach (var name in (string[])[nameof(OneClass), nameof(UnalignedClasses), nameof(OverfullClasses)])
                    data.Add(name, device);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CasesAndDevices))]
    public void AStepIsTheSame(string network, string on)
    {
        using var device = TestDevices.Open(on, output);
        using var cpu = new CpuDevice(threads: 1, VectorWidth.Scalar);
        Cases[network](cpu, device);
    }

    /// <summary>Where what is no number, or infinite, lies in a window.</summary>
    [Fact]
    public void MaximaOfWhatIsNoNumberAreTheSame()
    {
        AssertSameMaxima(QuadMaxima.CreateTrainer, QuadMaxima.CreatePredictor);
        AssertSameMaxima(SingleMaxima.CreateTrainer, SingleMaxima.CreatePredictor);
    }

    private static void AssertSame<TInput, TOutput, TLabels>(
        Func<Device, int, ulong, Trainer<TInput, TOutput, TLabels>> create, Device expected, Device actual)
        where TInput : IShape
        where TOutput : IShape
        where TLabels : IShape
    {
        using var one = create(expected, Images, 0);
        using var other = create(actual, Images, 0);
        var images = new Batch<TInput>(Images);
        Quarters("images", images.Values.Length).CopyTo(images.Values);
        var labels = new Labels<TLabels>(Images);
        var random = new RandomStream(12, "labels");
        foreach (ref var label in labels.Values)
            label = random.NextInt32(5) == 0 ? Void : random.NextInt32(one.Definition.Classes);
        // What has no label that counts has no gradient, whatever its values.
        labels.Image(1)[0] = Void;
        var results = new List<StepResult>();
        var logits = new List<Batch<TOutput>>();
        foreach (var trainer in (Trainer<TInput, TOutput, TLabels>[])[one, other])
        {
            trainer.IgnoreLabel = Void;
            foreach (var parameter in trainer.Definition.Parameters)
                trainer.WriteParameter(parameter.Name, Quarters(parameter.Name, parameter.Elements));
            trainer.Forward(images);
            logits.Add(new(Images));
            trainer.CopyLogits(logits[^1]);
            results.Add(trainer.Backward(labels));
        }

        Assert.InRange(Distance(logits[0].Values, logits[1].Values), 0, Tolerance);
        Assert.Equal(results[0] with { LossSum = results[1].LossSum }, results[1]);
        Assert.Equal(results[0].LossSum, results[1].LossSum, Tolerance * results[0].LossSum);
        foreach (var parameter in one.Definition.Parameters)
        {
            var (a, b) = (new float[parameter.Elements], new float[parameter.Elements]);
            one.ReadGradient(parameter.Name, a);
            other.ReadGradient(parameter.Name, b);
            Assert.InRange(Distance(a, b), 0, Tolerance);
        }
    }

    private void AssertSameMaxima<TInput, TOutput, TLabels>(
        Func<Device, int, ulong, Trainer<TInput, TOutput, TLabels>> createTrainer, Func<Device, int, Predictor<TInput, TOutput>> createPredictor)
        where TInput : IShape
        where TOutput : IShape
        where TLabels : IShape
    {
        var images = new Batch<TInput>(Images);
        Quarters("images", images.Values.Length).CopyTo(images.Values);
        (images.Values[4], images.Values[17], images.Values[60]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        images.Image(1).Fill(float.NegativeInfinity);
        var outputs = new List<float[]>();
        foreach (var name in (string[])[nameof(VectorWidth.Scalar), TestDevices.Ilgpu])
        {
            using var device = TestDevices.Open(name, output);
            using var trainer = createTrainer(device, Images, 0);
            using var predictor = createPredictor(device, Images);
            foreach (var parameter in trainer.Definition.Parameters)
                trainer.WriteParameter(parameter.Name, [.. Quarters(parameter.Name, parameter.Elements).Select(value => Math.Abs(value) + 0.25f)]);
            predictor.CopyWeightsFrom(trainer);
            var batch = new Batch<TOutput>(Images);
            trainer.Forward(images);
            trainer.CopyLogits(batch);
            outputs.Add(batch.Values.ToArray());
            predictor.Predict(images, batch);
            outputs.Add(batch.Values.ToArray());
        }

        Assert.Contains(outputs[0], float.IsNaN);
        Assert.Contains(outputs[0], float.IsNegativeInfinity);
        Assert.All(outputs, values => Assert.Equal(outputs[0], values));
    }

    /// <summary>‖a − b‖, divided by ‖a‖ where that is more than one.</summary>
    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (squares, norm) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            squares += Math.Pow(a[i] - (double)b[i], 2);
            norm += (double)a[i] * a[i];
        }

        return Math.Sqrt(squares) / Math.Max(1, Math.Sqrt(norm));
    }

    /// <summary>Multiples of a quarter between −1 and 1.</summary>
    private static float[] Quarters(string name, int count)
    {
        var random = new RandomStream(13, name);
        return Array.ConvertAll(new float[count], _ => (random.NextInt32(9) - 4) / 4f);
    }
}
