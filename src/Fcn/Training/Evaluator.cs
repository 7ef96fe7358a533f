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
    private readonly Batch<TOutput> logits;
    private readonly byte[] predictions;
    private readonly double[] losses;

    /// <summary>Prepares for a data set.</summary>
    /// <param name="predictor">The network.</param>
    /// <param name="dataset">The images.</param>
    /// <param name="voidHandling">What pixels of no class count as in the loss.</param>
    public Evaluator(Predictor<TInput, TOutput> predictor, VocDataset dataset, VoidHandling voidHandling)
    {
        this.predictor = predictor;
        loader = new(dataset, new BatchOptions
        {
            BatchSize = predictor.Capacity,
            Void = voidHandling,
            Shuffle = false,
            NewCropsEachEpoch = false,
        });
        logits = new(predictor.Capacity);
        predictions = new byte[predictor.Capacity * TLabels.Elements];
        losses = new double[predictor.Capacity];
    }

    /// <summary>Evaluates the predictor's weights.</summary>
    /// <param name="interrupt">Stops between batches.</param>
    /// <returns>The result, or nothing when it was interrupted.</returns>
    public Evaluation? Evaluate(CancellationToken interrupt)
    {
        var clock = Stopwatch.StartNew();
        var confusion = new ConfusionMatrix();
        var lossSum = 0.0;
        loader.Start(epoch: 0, endEpoch: 1);
        while (loader.TryNext(out var batch))
        {
            if (interrupt.IsCancellationRequested)
                return null;
            Predict(batch);
            confusion.Add(batch.Truth, predictions.AsSpan(0, batch.Count * TLabels.Elements));
            for (var image = 0; image < batch.Count; image++)
                lossSum += losses[image];
        }

        return new(loader.ImagesPerEpoch, lossSum / loader.ImagesPerEpoch, confusion, clock.Elapsed);
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
            Predict(batch);
            for (var image = 0; image < batch.Count && used < count; image++, used++)
            {
                var predicted = predictions.AsSpan(image * TLabels.Elements, TLabels.Elements).ToArray();
                use(batch.Images.Image(image), predicted, batch.TruthOf(image).ToArray(), batch.Samples[image]);
            }
        }
    }

    public void Dispose() => loader.Dispose();

    private void Predict(CropBatch<TInput, TLabels> batch)
    {
        predictor.Predict(batch.Images, logits);
        Parallel.For(0, batch.Count, image =>
        {
            Prediction.FromLogits(logits.Image(image), predictions.AsSpan(image * TLabels.Elements, TLabels.Elements));
            losses[image] = CrossEntropy.OfImage(logits.Image(image), batch.Labels.Image(image));
        });
    }
}
