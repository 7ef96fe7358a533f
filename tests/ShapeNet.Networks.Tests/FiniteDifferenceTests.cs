using ShapeNet.Networks.Tests.Networks;
using ShapeNet.Runtime;

namespace ShapeNet.Networks.Tests;

/// <summary>Holds the emitted gradients against central differences of the same network written down in double precision.</summary>
public sealed class FiniteDifferenceTests
{
    private const int Images = 3;
    private const double Step = 1e-4;

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void EveryGradientIsTheSlopeOfTheLoss(string on)
    {
        using var device = TestDevices.Open(on);
        using var trainer = Smooth.CreateTrainer(device, Images);
        var random = new Random(7);
        var parameters = trainer.Definition.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => Values(random, parameter.Elements), StringComparer.Ordinal);
        foreach (var (name, values) in parameters)
            trainer.WriteParameter(name, values);
        var input = Values(random, Images * 2 * 7 * 7);
        var labels = Enumerable.Range(0, Images * 5 * 4).Select(_ => random.Next(3)).ToArray();

        var result = Run(trainer, input, labels);

        var weights = parameters.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(pair.Value, value => (double)value), StringComparer.Ordinal);
        var image = PlainTensor.From(input, Images, 2, 7, 7);
        Assert.Equal(Loss(image, weights, labels), result.LossSum, 1e-6 * result.LossSum);
        foreach (var (name, values) in weights)
        {
            var slopes = new double[values.Length];
            for (var i = 0; i < values.Length; i++)
            {
                var value = values[i];
                values[i] = value + Step;
                var above = Loss(image, weights, labels);
                values[i] = value - Step;
                var below = Loss(image, weights, labels);
                values[i] = value;
                slopes[i] = (above - below) / (2 * Step);
            }

            AssertClose(name, slopes, Gradient(trainer, name, values.Length));
        }
    }

    private static StepResult Run<TInput, TOutput, TLabels>(Trainer<TInput, TOutput, TLabels> trainer, float[] input, int[] labels)
        where TInput : IShape
        where TOutput : IShape
        where TLabels : IShape
    {
        var images = new Batch<TInput>(Images);
        images.CopyFromChannelsFirst(input);
        var classes = new Labels<TLabels>(Images);
        labels.CopyTo(classes.Values);
        trainer.Forward(images);
        return trainer.Backward(classes);
    }

    /// <summary><see cref="Smooth"/>, written down a second time.</summary>
    private static double Loss(PlainTensor image, Dictionary<string, double[]> weights, int[] labels)
    {
        var normalized = image.Conv2d(weights["conv1.weight"], weights["conv1.bias"], kernel: 3, stride: 2, padding: 1)
            .BatchNorm2d(weights["bn1.weight"], weights["bn1.bias"], 1e-3);
        var smoothed = normalized.Conv2d(weights["conv2.weight"], weights["conv2.bias"], kernel: 3, padding: 2, dilation: 2, groups: 2)
            .Add(normalized)
            .ConvTranspose2d(weights["up.weight"], weights["up.bias"], kernel: 3, stride: 2, padding: 1)
            .AvgPool3x3();
        return smoothed.BatchNorm2d(weights["bn2.weight"], weights["bn2.bias"], 1e-5)
            .Add(smoothed)
            .Concat(image)
            .Conv2d(weights["head.weight"], weights["head.bias"], kernel: 1)
            .Crop(0, 1, 5, 4)
            .LossSum(labels);
    }

    private static float[] Values(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];

    private static float[] Gradient(Trainer trainer, string name, int elements)
    {
        var gradient = new float[elements];
        trainer.ReadGradient(name, gradient);
        return gradient;
    }

    /// <summary>The bias before a batch normalisation has no slope, and is held to 1e-5 of nothing.</summary>
    private static void AssertClose(string name, double[] slopes, float[] gradient)
    {
        var distance = Math.Sqrt(slopes.Zip(gradient, (a, b) => Math.Pow(a - b, 2)).Sum());
        var norm = Math.Sqrt(slopes.Sum(slope => slope * slope));
        Assert.True(distance <= 1e-5 * Math.Max(norm, 1), $"{name}: ‖a − b‖ = {distance:E2}, ‖b‖ = {norm:E2}");
    }
}
