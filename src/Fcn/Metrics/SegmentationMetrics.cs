using Fcn.Data;

namespace Fcn.Metrics;

/// <summary>
/// The metrics of semantic segmentation (Long et al. 2015). Classes are averaged over where the metric is defined:
/// accuracies over the classes that occur in the truth, intersections over union over the classes that occur in the truth
/// or in a prediction. A metric over no pixels is not a number.
/// </summary>
/// <param name="Pixels">How many pixels counted.</param>
/// <param name="PixelAccuracy">The share of pixels that are right.</param>
/// <param name="MeanAccuracy">The mean over classes of the share of their pixels that are right.</param>
/// <param name="MeanIoU">The mean over classes of <see cref="IoU"/>.</param>
/// <param name="FrequencyWeightedIoU">The mean over pixels of their true class's <see cref="IoU"/>.</param>
/// <param name="IoU">
/// By class, the pixels that are right over those that are the class in the truth, in the prediction or in both;
/// not a number for a class that occurs in neither.
/// </param>
/// <param name="Accuracy">By class, the share of its pixels that are right; not a number for a class that does not occur.</param>
internal sealed record SegmentationMetrics(
    long Pixels,
    double PixelAccuracy,
    double MeanAccuracy,
    double MeanIoU,
    double FrequencyWeightedIoU,
    IReadOnlyList<double> IoU,
    IReadOnlyList<double> Accuracy)
{
    internal static SegmentationMetrics From(long[] truths, long[] predictions, long[] correct)
    {
        var accuracy = new double[VocPalette.Classes];
        var overlap = new double[VocPalette.Classes];
        var weighted = 0.0;
        for (var i = 0; i < VocPalette.Classes; i++)
        {
            accuracy[i] = correct[i] / (double)truths[i];
            overlap[i] = correct[i] / (double)(truths[i] + predictions[i] - correct[i]);
            if (truths[i] > 0)
                weighted += truths[i] * overlap[i];
        }

        var pixels = truths.Sum();
        return new SegmentationMetrics(
            pixels, correct.Sum() / (double)pixels, MeanOfDefined(accuracy), MeanOfDefined(overlap), weighted / pixels, overlap, accuracy);
    }

    private static double MeanOfDefined(double[] values)
    {
        var defined = Array.FindAll(values, value => !double.IsNaN(value));
        return defined.Length == 0 ? double.NaN : defined.Average();
    }
}
