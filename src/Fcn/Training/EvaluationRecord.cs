using System.Text.Json;
using Fcn.Commands;
using Fcn.Data;
using Fcn.Metrics;

namespace Fcn.Training;

/// <summary>An evaluation as data: what <c>fcn eval --json</c> writes and <c>evaluation.json</c> holds.</summary>
internal static class EvaluationRecord
{
    /// <summary>All metrics, void counted both ways where they differ by it.</summary>
    /// <param name="data">Where the images are from.</param>
    /// <param name="handling">What void counts as in the loss and in the metrics that are told once.</param>
    /// <param name="evaluation">The evaluation.</param>
    public static IReadOnlyDictionary<string, object?> ToData(string data, VoidHandling handling, Evaluation evaluation)
    {
        var metrics = evaluation.Confusion.Compute(handling);
        var scores = Scores.Of(evaluation.Confusion, handling);
        return new Dictionary<string, object?>
        {
            ["data"] = data,
            ["images"] = evaluation.Images,
            ["void"] = handling.ToString().ToLowerInvariant(),
            ["loss"] = FcnCommand.Finite(evaluation.Loss),
            ["pixelAccuracyVoidAsBackground"] = FcnCommand.Finite(scores.PixelAccuracyVoidAsBackground),
            ["pixelAccuracyVoidIgnored"] = FcnCommand.Finite(scores.PixelAccuracyVoidIgnored),
            ["meanAccuracy"] = FcnCommand.Finite(scores.MeanAccuracy),
            ["meanIoU"] = FcnCommand.Finite(scores.MeanIoU),
            ["frequencyWeightedIoU"] = FcnCommand.Finite(scores.FrequencyWeightedIoU),
            ["iou"] = ByClass(metrics.IoU),
            ["accuracy"] = ByClass(metrics.Accuracy),
            ["seconds"] = evaluation.Elapsed.TotalSeconds,
        };
    }

    /// <summary>The same with the confusion matrix: a row for each true class and one for void, a column for each predicted class.</summary>
    public static byte[] ToFile(string data, VoidHandling handling, Evaluation evaluation)
    {
        var rows = Enumerable.Range(0, VocPalette.Classes + 1).Select(truth => Enumerable.Range(0, VocPalette.Classes)
            .Select(prediction => truth == VocPalette.Classes ? evaluation.Confusion.Void(prediction) : evaluation.Confusion[truth, prediction]));
        return JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object?>(ToData(data, handling, evaluation)) { ["confusion"] = rows });
    }

    private static Dictionary<string, double?> ByClass(IReadOnlyList<double> values) =>
        VocPalette.Names.Zip(values).ToDictionary(pair => pair.First, pair => FcnCommand.Finite(pair.Second));
}
