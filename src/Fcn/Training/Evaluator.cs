using System.Diagnostics;
using Fcn.Data;
using Fcn.Metrics;
using ShapeNet;
using ShapeNet.Runtime;

namespace Fcn.Training;

/// <summary>What a network does on the images of a data set.</summary>
/// <param name="Images">How many there are.</param>
/// <param name="Loss">The mean over images of the mean cross-entropy of their counted pixels.</param>
/// <param name="Confusion">What was predicted where.</param>
/// <param name="Elapsed">How long it took, reading included.</param>
internal sealed record Evaluation(int Images, double Loss, ConfusionMatrix Confusion, TimeSpan Elapsed);

/// <summary>Runs a network on one fixed crop of every image of a data set.</summary>
/// <typeparam name="TInput">The shape of a crop.</typeparam>
/// <typeparam name="TOutput">The shape of its logits.</typeparam>
/// <typeparam name="TLabels">The shape of its labels.</typeparam>
internal sealed class Evaluator<TInput, TOutput, TLabels> : IDisposable
    where TInput : IShape
    where TOutput : IShape
    where TLabels : IShape
{
    private readonly Predictor<TInput, TOutput> predictor;
    private readonly BatchLoader<TInput, TLabels> loader;
    private readonly Batch<TInput> image = new(1);
    private readonly Batch<TOutput> logits = new(1);

    /// <summary>Prepares for a data set.</summary>
    /// <param name="predictor">The network.</param>
    /// <param name="dataset">The images.</param>
    /// <param name="voidHandling">What pixels of no class count as in the loss.</param>
    public Evaluator(Predictor<TInput, TOutput> predictor, VocDataset dataset, VoidHandling voidHandling)
    {
        this.predictor = predictor;
        predictor.IgnoreLabel = VocPalette.Void;
        predictor.IgnoredLossClass = voidHandling == VoidHandling.Background ? 0 : Trainer.NoLabel;

        // Void stays void in the labels: the predictor counts it apart, whatever it is in the loss.
        loader = new(dataset, new BatchOptions
        {
            BatchSize = predictor.Capacity,
            Void = VoidHandling.Ignore,
            Shuffle = false,
            NewCropsEachEpoch = false,
        });
    }

    /// <summary>Evaluates the predictor's weights.</summary>
    /// <param name="interrupt">Stops between batches.</param>
    /// <returns>The result, or nothing when it was interrupted.</returns>
    public Evaluation? Evaluate(CancellationToken interrupt)
    {
        var clock = Stopwatch.StartNew();

        // An evaluation that did not come to its end may have left scores.
        predictor.TakeScores();
        loader.Start(epoch: 0, endEpoch: 1);
        while (loader.TryNext(out var batch))
        {
            if (interrupt.IsCancellationRequested)
                return null;
            predictor.Score(batch.Images, batch.Labels);
        }

        var scores = predictor.TakeScores();
        var confusion = new ConfusionMatrix();
        confusion.Add(scores);
        return new(scores.Images, scores.Loss, confusion, clock.Elapsed);
    }

    /// <summary>Predicts the first crops and hands each over with its predicted classes.</summary>
    /// <param name="count">How many, if there are as many.</param>
    /// <param name="use">Takes a crop's colours, predicted and true classes, and its place in the data set.</param>
    public void PredictFirst(int count, Action<ReadOnlySpan<float>, byte[], byte[], int> use)
    {
        loader.Start(epoch: 0, endEpoch: 1);
        var used = 0;
        while (used < count && loader.TryNext(out var batch))
        {
            for (var item = 0; item < batch.Count && used < count; item++, used++)
            {
                batch.Images.Image(item).CopyTo(image.Values);
                predictor.Predict(image, logits);
                var predicted = new byte[TLabels.Elements];
                Prediction.FromLogits(logits.Values, predicted);
                use(image.Values, predicted, batch.TruthOf(item).ToArray(), batch.Samples[item]);
            }
        }
    }

    public void Dispose() => loader.Dispose();
}
