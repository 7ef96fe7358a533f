using System.Diagnostics;
using Fcn.Data;
using Fcn.Metrics;
using Fcn.Training;
using ShapeNet;
using ShapeNet.Runtime;

namespace Fcn.Inference;

/// <summary>Evaluates a network on every pixel of every image of a data set.</summary>
/// <typeparam name="TInput">The shape of a window.</typeparam>
/// <typeparam name="TOutput">The shape of its logits.</typeparam>
/// <param name="predictor">Predicts images of any size.</param>
/// <param name="dataset">The images.</param>
/// <param name="voidHandling">What pixels of no class count as in the loss.</param>
internal sealed class FullImageEvaluator<TInput, TOutput>(
    WindowPredictor<TInput, TOutput> predictor, VocDataset dataset, VoidHandling voidHandling)
    where TInput : IShape
    where TOutput : IShape
{
    /// <summary>Evaluates all images.</summary>
    /// <param name="interrupt">Stops between images.</param>
    /// <returns>The result, or nothing when it was interrupted.</returns>
    public Evaluation? Evaluate(CancellationToken interrupt)
    {
        var clock = Stopwatch.StartNew();
        var confusion = new ConfusionMatrix();
        var lossSum = 0.0;
        var decoded = new DecodedSample();
        foreach (var sample in dataset.Samples)
        {
            if (interrupt.IsCancellationRequested)
                return null;
            decoded.Read(sample);
            lossSum += Evaluate(decoded, confusion);
        }

        return new(dataset.Samples.Count, lossSum / dataset.Samples.Count, confusion, clock.Elapsed);
    }

    /// <summary>The mean cross-entropy of an image's counted pixels.</summary>
    private double Evaluate(DecodedSample image, ConfusionMatrix confusion)
    {
        var (sum, counted) = (0.0, 0);
        var classes = new byte[image.Width];
        predictor.Predict(image.Rgb, image.Width, image.Height, (y, logits) =>
        {
            var truth = image.Truth.Slice(y * image.Width, image.Width);
            Prediction.FromLogits(logits, classes);
            confusion.Add(truth, classes);
            for (var x = 0; x < truth.Length; x++)
            {
                var isVoid = truth[x] == VocPalette.Void;
                if (isVoid && voidHandling == VoidHandling.Ignore)
                    continue;
                sum += Logits.CrossEntropy(logits.Slice(x * VocPalette.Classes, VocPalette.Classes), isVoid ? 0 : truth[x]);
                counted++;
            }
        });
        return counted == 0 ? 0 : sum / counted;
    }
}
