using ShapeNet.Networks.Tests.Networks;
using ShapeNet.Networks.Tests.Shapes;
using ShapeNet.Runtime;

namespace ShapeNet.Networks.Tests;

/// <summary>
/// Dropout has no values to hold against another framework's. Its masks are read off networks that hand their input
/// through, to logits that are 0 where a value was dropped.
/// </summary>
public abstract class DropoutTests : IDisposable
{
    private const int Channels = 3;
    private const int Pixels = 8 * 9;
    private const int Images = 64;

    /// <summary>Values from 1 to 2, channels-last: none is zero by itself.</summary>
    private static readonly float[] Input = MakeInput();

    private readonly Device device;

    private protected DropoutTests(Device device) => this.device = device;

    public void Dispose()
    {
        device.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void ValuesAreDroppedWithTheProbabilityAndTheOthersScaledUp()
    {
        using var trainer = Dropped.CreateTrainer(device, Images);
        PassInputThrough(trainer);
        var logits = Forward(trainer);

        AssertShare(0.7, logits.Count(value => value != 0), logits.Length);
        Assert.All(Input.Zip(logits).Where(pair => pair.Second != 0), pair => Assert.Equal(pair.First / 0.7, pair.Second, 1e-6 * pair.First));
    }

    [Fact]
    public void MasksDifferFromImageToImageStepToStepAndSeedToSeed()
    {
        using var trainer = Dropped.CreateTrainer(device, Images, seed: 5);
        using var same = Dropped.CreateTrainer(device, Images, seed: 5);
        using var other = Dropped.CreateTrainer(device, Images, seed: 6);
        var first = Mask(trainer);
        trainer.Step(InputBatch(), RandomLabels(), new(LearningRate: 0));
        var second = Mask(trainer);

        Assert.Equal(first, Mask(same));
        AssertIndependent(first, second);
        AssertIndependent(first, Mask(other));
        AssertIndependent(first[..^(Channels * Pixels)], first[(Channels * Pixels)..]);
        AssertIndependent(first[..^1], first[1..]);

        // Masks of 0.7 agree where both keep or both drop.
        static void AssertIndependent(bool[] a, bool[] b) =>
            AssertShare(0.7 * 0.7 + 0.3 * 0.3, a.Zip(b).Count(pair => pair.First == pair.Second), a.Length);
    }

    [Fact]
    public void TwoLayersDrawDifferentMasks()
    {
        using var trainer = TwoMasks.CreateTrainer(device, Images);
        var kept = Forward(trainer).Chunk(2 * Channels).SelectMany(pixel => pixel[..Channels].Zip(pixel[Channels..])).ToArray();

        AssertShare(0.75, kept.Count(pair => pair.First != 0), kept.Length);
        AssertShare(0.5, kept.Count(pair => pair.Second != 0), kept.Length);
        AssertShare(0.375, kept.Count(pair => pair.First != 0 && pair.Second != 0), kept.Length);
    }

    [Fact]
    public void TheGradientTakesTheSameMask()
    {
        using var trainer = Dropped.CreateTrainer(device, Images);
        AssertGradients(trainer, sharedPart: 0);
    }

    [Fact]
    public void TheGradientOfASharedTensorAddsWhatTheMaskKeeps()
    {
        using var trainer = DroppedSum.CreateTrainer(device, Images);
        AssertGradients(trainer, sharedPart: 1);
    }

    [Fact]
    public void PredictionsDropNothing()
    {
        using var trainer = Dropped.CreateTrainer(device, Images);
        PassInputThrough(trainer);
        using var predictor = Dropped.CreatePredictor(device, Images);
        predictor.CopyWeightsFrom(trainer);

        Assert.Equal(Input, Predict(predictor));

        using var masks = TwoMasks.CreatePredictor(device, Images);
        Assert.Equal(Input.Chunk(Channels).SelectMany(pixel => pixel.Concat(pixel)), Predict(masks));
    }

    /// <summary>
    /// The weight's gradient is Σ g · m · x for logits m · x, where m is what the mask and whoever reads the tensor beside
    /// it make of it, and g = softmax − label, divided by the positions.
    /// </summary>
    private static void AssertGradients(Trainer<S3x8x9, S3x8x9, S8x9> trainer, double sharedPart)
    {
        for (var step = 0; step < 2; step++)
        {
            PassInputThrough(trainer);
            var (logits, labels) = (Forward(trainer), RandomLabels());
            trainer.Backward(labels);

            var (weight, bias) = (new double[Channels * Channels], new double[Channels]);
            for (var position = 0; position < labels.Values.Length; position++)
            {
                var exponentials = Enumerable.Range(0, Channels).Select(c => Math.Exp(logits[position * Channels + c])).ToArray();
                for (var o = 0; o < Channels; o++)
                {
                    var index = position * Channels + o;
                    var factor = sharedPart + (logits[index] > (sharedPart + 0.5) * Input[index] ? 1 / 0.7 : 0);
                    var gradient = factor * (exponentials[o] / exponentials.Sum() - (labels.Values[position] == o ? 1 : 0)) / Pixels;
                    bias[o] += gradient;
                    for (var c = 0; c < Channels; c++)
                        weight[o * Channels + c] += gradient * Input[position * Channels + c];
                }
            }

            AssertGradient(trainer, "conv.weight", weight);
            AssertGradient(trainer, "conv.bias", bias);
            trainer.Update(new(LearningRate: 0.1f));
        }
    }

    private static void AssertGradient(Trainer trainer, string name, double[] expected)
    {
        var actual = new float[expected.Length];
        trainer.ReadGradient(name, actual);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * expected.Max(Math.Abs)));
    }

    /// <summary>Makes the convolution hand on what it is given.</summary>
    private static void PassInputThrough(NetworkOnDevice network)
    {
        network.WriteParameter("conv.weight", [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        network.WriteParameter("conv.bias", [0, 0, 0]);
    }

    private static bool[] Mask(Trainer<S3x8x9, S3x8x9, S8x9> trainer)
    {
        PassInputThrough(trainer);
        return [.. Forward(trainer).Select(value => value != 0)];
    }

    private static float[] Forward<TOutput>(Trainer<S3x8x9, TOutput, S8x9> trainer)
        where TOutput : IShape
    {
        trainer.Forward(InputBatch());
        var logits = new Batch<TOutput>(Images);
        trainer.CopyLogits(logits);
        return logits.Values.ToArray();
    }

    private static float[] Predict<TOutput>(Predictor<S3x8x9, TOutput> predictor)
        where TOutput : IShape
    {
        var output = new Batch<TOutput>(Images);
        predictor.Predict(InputBatch(), output);
        return output.Values.ToArray();
    }

    private static float[] MakeInput()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Images * Pixels * Channels).Select(_ => 1 + random.NextSingle())];
    }

    private static Batch<S3x8x9> InputBatch()
    {
        var batch = new Batch<S3x8x9>(Images);
        Input.CopyTo(batch.Values);
        return batch;
    }

    private static Labels<S8x9> RandomLabels()
    {
        var random = new Random(4);
        var labels = new Labels<S8x9>(Images);
        foreach (ref var label in labels.Values)
            label = random.Next(Channels);
        return labels;
    }

    /// <summary>Holds a count to five deviations of a binomial distribution.</summary>
    private static void AssertShare(double expected, int count, int of) =>
        Assert.Equal(expected, (double)count / of, 5 * Math.Sqrt(expected * (1 - expected) / of));
}

public sealed class CpuDropoutTests() : DropoutTests(new CpuDevice(threads: 2));

public sealed class IlgpuDropoutTests() : DropoutTests(TestDevices.Open(TestDevices.Ilgpu));
