using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Metrics;

/// <summary>
/// How many pixels of each true class were predicted as each class, from which all metrics follow. Void pixels are
/// counted apart, so that one pass over the data gives the metrics both ways: with void as background and without it.
/// </summary>
internal sealed class ConfusionMatrix
{
    private const int VoidRow = VocPalette.Classes;

    /// <summary>One row for each true class, then one for void; a column for each predicted class.</summary>
    private readonly long[] counts = new long[(VocPalette.Classes + 1) * VocPalette.Classes];

    /// <summary>How many pixels of a true class were predicted as a class.</summary>
    public long this[int truth, int prediction] => counts[(truth * VocPalette.Classes) + prediction];

    /// <summary>How many void pixels were predicted as a class.</summary>
    public long Void(int prediction) => this[VoidRow, prediction];

    /// <summary>How many pixels were added, void ones included.</summary>
    public long Pixels => counts.Sum();

    /// <summary>Counts pixels.</summary>
    /// <param name="truth">True classes, <see cref="VocPalette.Void"/> where there is none.</param>
    /// <param name="predictions">As many predicted classes.</param>
    public void Add(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> predictions)
    {
        if (truth.Length != predictions.Length)
            throw new ArgumentException($"{predictions.Length} predictions for {truth.Length} pixels.", nameof(predictions));
        for (var i = 0; i < truth.Length; i++)
        {
            var isVoid = truth[i] == VocPalette.Void;
            var row = isVoid ? VoidRow : truth[i];
            if ((!isVoid && truth[i] >= VocPalette.Classes) || predictions[i] >= VocPalette.Classes)
                throw new ArgumentException($"Pixel {i} has class {truth[i]} and prediction {predictions[i]}; there are {VocPalette.Classes} classes.");
            counts[(row * VocPalette.Classes) + predictions[i]]++;
        }
    }

    /// <summary>Adds what a network's outputs came to; void is the ignored label.</summary>
    public void Add(PredictionScores scores)
    {
        if (scores.Classes != VocPalette.Classes)
            throw new ArgumentException($"The scores are of {scores.Classes} classes; there are {VocPalette.Classes}.", nameof(scores));
        for (var prediction = 0; prediction < VocPalette.Classes; prediction++)
        {
            for (var truth = 0; truth < VocPalette.Classes; truth++)
                counts[(truth * VocPalette.Classes) + prediction] += scores[truth, prediction];
            counts[(VoidRow * VocPalette.Classes) + prediction] += scores.Ignored(prediction);
        }
    }

    /// <summary>Adds another matrix's counts.</summary>
    public void Add(ConfusionMatrix other)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(counts);

    /// <summary>The metrics of what was added.</summary>
    /// <param name="handling">Whether void pixels count as background or not at all.</param>
    public SegmentationMetrics Compute(VoidHandling handling)
    {
        var truths = new long[VocPalette.Classes];
        var predictions = new long[VocPalette.Classes];
        var correct = new long[VocPalette.Classes];
        for (var truth = 0; truth < VocPalette.Classes; truth++)
        {
            for (var prediction = 0; prediction < VocPalette.Classes; prediction++)
            {
                var count = this[truth, prediction];
                if (truth == 0 && handling == VoidHandling.Background)
                    count += Void(prediction);
                truths[truth] += count;
                predictions[prediction] += count;
                if (truth == prediction)
                    correct[truth] += count;
            }
        }

        return SegmentationMetrics.From(truths, predictions, correct);
    }
}
