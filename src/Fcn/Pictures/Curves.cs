using Fcn.Training;

namespace Fcn.Pictures;

/// <summary>What a training step showed.</summary>
/// <param name="Epochs">How many epochs had been trained by then, in fractions.</param>
/// <param name="Loss">The loss, as the mean over the batch's images.</param>
/// <param name="Accuracy">The share of the batch's pixels that were right.</param>
internal readonly record struct StepPoint(double Epochs, double Loss, double Accuracy);

/// <summary>What an epoch showed; a value that was not measured is not a number.</summary>
/// <param name="Epochs">How many epochs had been trained.</param>
/// <param name="TrainLoss">The epoch's mean training loss.</param>
/// <param name="TrainAccuracy">The epoch's training pixel accuracy.</param>
/// <param name="TestLoss">The loss on the validation images.</param>
/// <param name="TestAccuracy">The pixel accuracy on them.</param>
/// <param name="MeanIoU">The mean intersection over union on them.</param>
internal readonly record struct EpochPoint(
    double Epochs, double TrainLoss, double TrainAccuracy, double TestLoss, double TestAccuracy, double MeanIoU)
{
    /// <summary>An epoch as a point of the curves.</summary>
    public static EpochPoint Of(EpochProgress epoch) =>
        new(epoch.Epoch, epoch.TrainLoss, epoch.TrainPixelAccuracy, epoch.TestLoss, epoch.Test.PixelAccuracy, epoch.Test.MeanIoU);
}

/// <summary>Draws how a training run went: loss to the left, accuracies to the right.</summary>
internal static class Curves
{
    private const int PanelWidth = 620;
    private const int PanelHeight = 420;
    private const int Ticks = 6;

    /// <summary>Writes <c>curves.png</c>.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="steps">The steps so far.</param>
    /// <param name="epochs">The epochs so far.</param>
    public static void Write(string path, IReadOnlyList<StepPoint> steps, IReadOnlyList<EpochPoint> epochs)
    {
        var canvas = new Canvas(2 * PanelWidth, PanelHeight, Ink.Paper);
        var (loss, accuracy) = Plots(steps, epochs);
        loss.Draw(canvas, 0, 0, PanelWidth, PanelHeight);
        accuracy.Draw(canvas, PanelWidth, 0, PanelWidth, PanelHeight);
        canvas.Save(path);
    }

    /// <summary>The two panels.</summary>
    /// <param name="steps">The steps so far.</param>
    /// <param name="epochs">The epochs so far.</param>
    /// <param name="end">Where the axis ends; after the last point unless said.</param>
    public static (Plot Loss, Plot Accuracy) Plots(IReadOnlyList<StepPoint> steps, IReadOnlyList<EpochPoint> epochs, double? end = null)
    {
        var last = end ?? steps.Select(step => step.Epochs).Concat(epochs.Select(epoch => epoch.Epochs)).DefaultIfEmpty(1).Max();
        var x = Axis.Between(0, Math.Max(last, 1e-3), Ticks);
        return (LossPlot(x, steps, epochs), AccuracyPlot(x, steps, epochs));
    }

    private static Plot LossPlot(Axis x, IReadOnlyList<StepPoint> steps, IReadOnlyList<EpochPoint> epochs)
    {
        PlotLine[] lines =
        [
            new(null, Ink.Blue, [.. steps.Select(step => (step.Epochs, step.Loss))], Faint: true),
            new("train", Ink.Blue, [.. epochs.Select(epoch => (epoch.Epochs, epoch.TrainLoss))]),
            new("test", Ink.Orange, [.. epochs.Select(epoch => (epoch.Epochs, epoch.TestLoss))]),
        ];

        // Early test losses can be a hundred times the rest, while batch normalisation has yet to see enough images:
        // the axis shows the training losses and how the test losses end.
        var shown = steps.Select(step => step.Loss).Concat(epochs.Select(epoch => epoch.TrainLoss)).Concat(epochs.TakeLast(1).Select(epoch => epoch.TestLoss));
        var highest = shown.Where(double.IsFinite).DefaultIfEmpty(1).Max();
        return new Plot("Loss", "epoch", x, Axis.Covering(0, highest, Ticks), Measured(lines));
    }

    private static Plot AccuracyPlot(Axis x, IReadOnlyList<StepPoint> steps, IReadOnlyList<EpochPoint> epochs)
    {
        PlotLine[] lines =
        [
            new(null, Ink.Blue, [.. steps.Select(step => (step.Epochs, step.Accuracy))], Faint: true),
            new("train pixel accuracy", Ink.Blue, [.. epochs.Select(epoch => (epoch.Epochs, epoch.TrainAccuracy))]),
            new("test pixel accuracy", Ink.Orange, [.. epochs.Select(epoch => (epoch.Epochs, epoch.TestAccuracy))]),
            new("test mIoU", Ink.Green, [.. epochs.Select(epoch => (epoch.Epochs, epoch.MeanIoU))]),
        ];
        return new Plot("Accuracy", "epoch", x, Axis.Between(0, 1, 5), Measured(lines));
    }

    private static PlotLine[] Measured(PlotLine[] lines)
        => Array.FindAll(lines, line => line.Points.Any(point => double.IsFinite(point.Y)));
}
