using Fcn.Data;
using Fcn.Inference;
using Fcn.Tests.Commands;
using Fcn.Tests.Shapes;
using ShapeNet.Runtime;

namespace Fcn.Tests.Inference;

public sealed class WindowPredictorTests : IDisposable
{
    private readonly CpuDevice device = new(threads: 2);

    [Theory]
    [InlineData(48, 32, 1, nameof(WindowBlend.Tent))]
    [InlineData(20, 10, 1, nameof(WindowBlend.Tent))]
    [InlineData(49, 32, 2, nameof(WindowBlend.Tent))]
    [InlineData(131, 97, 16, nameof(WindowBlend.Tent))]
    [InlineData(131, 97, 16, nameof(WindowBlend.Mean))]
    [InlineData(30, 200, 8, nameof(WindowBlend.Mean))]
    public void Every_pixel_has_the_logits_that_its_windows_agree_on(int width, int height, int windows, string blend)
    {
        using var predictor = PointwiseNetwork.CreatePredictor(device, 3);
        predictor.Initialize(1);
        var (weight, bias) = (new float[21 * 3], new float[21]);
        predictor.ReadParameter("score.weight", weight);
        predictor.ReadParameter("score.bias", bias);
        var rgb = RandomImage(width, height);
        var windowed = new WindowPredictor<S3x32x48, S21x32x48>(predictor, 0.25f, Enum.Parse<WindowBlend>(blend));
        Assert.Equal(windows, windowed.Count(width, height));

        var colors = new float[rgb.Length];
        Normalization.Normalize(rgb, colors);
        var next = 0;
        windowed.Predict(rgb, width, height, (y, logits) =>
        {
            Assert.Equal(next++, y);
            Assert.Equal(21 * width, logits.Length);
            for (var i = 0; i < logits.Length; i++)
            {
                var (pixel, channel) = ((y * width) + (i / 21), i % 21);
                var expected = bias[channel] + Enumerable.Range(0, 3).Sum(color => weight[(3 * channel) + color] * colors[(3 * pixel) + color]);
                Assert.Equal(expected, logits[i], 1e-4f);
            }
        });
        Assert.Equal(height, next);
    }

    [Fact]
    public void A_tent_counts_a_windows_middle_more_than_its_side()
    {
        // Two windows of 48 columns over 64: they begin at 0 and 16. The network tells where in a window a pixel lies.
        using var predictor = TinyFcn.CreatePredictor(device, 1);
        predictor.Initialize(3);
        var rgb = RandomImage(64, 32);
        var (left, right) = (Direct(predictor, rgb, 0), Direct(predictor, rgb, 16));

        new WindowPredictor<S3x32x48, S21x32x48>(predictor, 0.25f, WindowBlend.Tent).Predict(rgb, 64, 32, (y, logits) =>
        {
            for (var x = 0; x < 64; x++)
            {
                var (leftWeight, rightWeight) = (x < 48 ? Math.Min(x + 1, 48 - x) : 0, x >= 16 ? Math.Min(x - 15, 64 - x) : 0);
                for (var i = 0; i < 21; i++)
                {
                    var sum = (leftWeight == 0 ? 0 : leftWeight * left[(((y * 48) + x) * 21) + i])
                        + (rightWeight == 0 ? 0 : rightWeight * right[(((y * 48) + x - 16) * 21) + i]);
                    Assert.Equal(sum / (leftWeight + rightWeight), logits[(x * 21) + i], 1e-4f);
                }
            }
        });
    }

    [Fact]
    public void Evaluating_whole_images_counts_every_pixel_of_every_image()
    {
        using var folder = new TemporaryFolder();
        SyntheticVoc.Write(folder.PathOf("set"), new SyntheticOptions { Train = 1, Val = 2 });
        var dataset = VocDataset.Open(folder.PathOf("set"), VocSplit.Val, 1, 1);
        using var predictor = PointwiseNetwork.CreatePredictor(device, 4);
        predictor.Initialize(1);
        predictor.WriteParameter("score.weight", new float[63]);
        predictor.WriteParameter("score.bias", [.. Enumerable.Range(0, 21).Select(i => i == 3 ? 1f : 0f)]);

        // The same logits everywhere: class 3 wins, and the loss of any other class is log(20 + e).
        var evaluation = new FullImageEvaluator<S3x32x48, S21x32x48>(
            new(predictor, 0.25f, WindowBlend.Tent), dataset, VoidHandling.Background).Evaluate(CancellationToken.None)!;

        Assert.Equal(2, evaluation.Images);
        Assert.Equal(dataset.Samples.Sum(sample => (long)sample.Width * sample.Height), evaluation.Confusion.Pixels);
        Assert.All(Enumerable.Range(0, 21).Where(prediction => prediction != 3), prediction => Assert.Equal(0, evaluation.Confusion[0, prediction]));
        var birds = evaluation.Confusion[3, 3];
        Assert.Equal(0, birds);
        Assert.Equal(Math.Log(20 + Math.E), evaluation.Loss, 1e-4);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Null(new FullImageEvaluator<S3x32x48, S21x32x48>(new(predictor, 0, WindowBlend.Mean), dataset, VoidHandling.Ignore).Evaluate(stopped.Token));
    }

    public void Dispose() => device.Dispose();

    private static byte[] RandomImage(int width, int height)
    {
        var random = new RandomStream(5, "image");
        return Array.ConvertAll(new byte[3 * width * height], _ => (byte)random.NextInt32(256));
    }

    private static float[] Direct(Predictor<S3x32x48, S21x32x48> predictor, byte[] rgb, int left)
    {
        var (input, output) = (new Batch<S3x32x48>(1), new Batch<S21x32x48>(1));
        for (var y = 0; y < 32; y++)
            Normalization.Normalize(rgb.AsSpan(3 * ((y * 64) + left), 3 * 48), input.Values.Slice(3 * y * 48, 3 * 48));
        predictor.Predict(input, output);
        return output.Values.ToArray();
    }
}
