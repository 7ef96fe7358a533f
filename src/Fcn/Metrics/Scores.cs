using Fcn.Data;

namespace Fcn.Metrics;

/// <summary>What an evaluation comes to in a few numbers; one that was not measured is not a number.</summary>
/// <param name="PixelAccuracy">The share of pixels that are right, void pixels counted as the run counts them.</param>
/// <param name="MeanAccuracy">The mean over classes of the share of their pixels that are right.</param>
/// <param name="MeanIoU">The mean over classes of their intersection over union.</param>
/// <param name="FrequencyWeightedIoU">The mean over pixels of their true class's intersection over union.</param>
/// <param name="PixelAccuracyVoidAsBackground">The pixel accuracy with void as background.</param>
/// <param name="PixelAccuracyVoidIgnored">The pixel accuracy without void.</param>
internal readonly record struct Scores(
    double PixelAccuracy,
    double MeanAccuracy,
    double MeanIoU,
    double FrequencyWeightedIoU,
    double PixelAccuracyVoidAsBackground,
    double PixelAccuracyVoidIgnored)
{
    /// <summary>The scores of a confusion matrix.</summary>
    /// <param name="confusion">The matrix.</param>
    /// <param name="handling">What void counts as where only one way is told.</param>
    public static Scores Of(ConfusionMatrix confusion, VoidHandling handling)
    {
        var metrics = confusion.Compute(handling);
        return new(
            metrics.PixelAccuracy, metrics.MeanAccuracy, metrics.MeanIoU, metrics.FrequencyWeightedIoU,
            confusion.Compute(VoidHandling.Background).PixelAccuracy, confusion.Compute(VoidHandling.Ignore).PixelAccuracy);
    }

    /// <summary>A training step, of which only the accuracy is known.</summary>
    public static Scores OfStep(double pixelAccuracy) => new(pixelAccuracy, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
