using Fcn.Data;
using Fcn.Metrics;
using Fcn.Tests.Commands;
using Fcn.Tests.Data;
using Fcn.Tests.Shapes;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Tests.Training;

public sealed class EvaluatorTests : IDisposable
{
    private const int Images = 5;
    private const int Pixels = 32 * 48;

    private readonly CpuDevice device = new(threads: 2);
    private readonly TinyVoc data = new([.. Enumerable.Repeat((60, 40), Images)]);

    [Theory]
    [InlineData(nameof(VoidHandling.Background))]
    [InlineData(nameof(VoidHandling.Ignore))]
    public void Every_crop_is_scored_once_and_void_apart(string handling)
    {
        var isBackground = handling == nameof(VoidHandling.Background);
        using var predictor = CreatePredictor(capacity: 2);
        using var evaluator = new Evaluator<S3x32x48, S21x32x48, S32x48>(predictor, Open(), Enum.Parse<VoidHandling>(handling));
        var confusion = new ConfusionMatrix();
        var losses = new List<double>();
        evaluator.PredictFirst(Images + 1, (_, predicted, truth, sample) =>
        {
            Assert.Equal(losses.Count, sample);
            Assert.Contains(VocPalette.Void, truth);
            Assert.All(predicted, prediction => Assert.Equal(3, prediction));
            confusion.Add(truth, predicted);

            // The same logits everywhere: 1 for class 3, 0 for the others.
            losses.Add(truth.Where(label => isBackground || label != VocPalette.Void).Average(label => Math.Log(20 + Math.E) - (label == 3 ? 1 : 0)));
        });

        // What others scored with the predictor is not the evaluation's.
        predictor.Score(new Batch<S3x32x48>(1), new Labels<S32x48>(1));
        var first = evaluator.Evaluate(CancellationToken.None)!;
        var second = evaluator.Evaluate(CancellationToken.None)!;

        Assert.All([first, second], evaluation =>
        {
            Assert.Equal(Images, evaluation.Images);
            Assert.Equal(losses.Average(), evaluation.Loss, 1e-6);
            Assert.Equal(Images * Pixels, evaluation.Confusion.Pixels);
            for (var prediction = 0; prediction < VocPalette.Classes; prediction++)
            {
                Assert.Equal(confusion.Void(prediction), evaluation.Confusion.Void(prediction));
                for (var truth = 0; truth < VocPalette.Classes; truth++)
                    Assert.Equal(confusion[truth, prediction], evaluation.Confusion[truth, prediction]);
            }
        });
    }

    [Fact]
    public void An_interrupted_evaluation_gives_nothing()
    {
        using var predictor = CreatePredictor(capacity: 4);
        using var evaluator = new Evaluator<S3x32x48, S21x32x48, S32x48>(predictor, Open(), VoidHandling.Ignore);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.Null(evaluator.Evaluate(stopped.Token));
        Assert.Equal(0, predictor.TakeScores().Images);
    }

    public void Dispose()
    {
        device.Dispose();
        data.Dispose();
    }

    private Predictor<S3x32x48, S21x32x48> CreatePredictor(int capacity)
    {
        var predictor = PointwiseNetwork.CreatePredictor(device, capacity);
        predictor.WriteParameter("score.weight", new float[63]);
        predictor.WriteParameter("score.bias", [.. Enumerable.Range(0, 21).Select(i => i == 3 ? 1f : 0f)]);
        return predictor;
    }

    private VocDataset Open() => VocDataset.Open(data.Root, VocSplit.Val, S32x48.Dimensions[0], S32x48.Dimensions[1]);
}
