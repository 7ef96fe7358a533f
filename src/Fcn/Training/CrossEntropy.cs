using Fcn.Data;

namespace Fcn.Training;

/// <summary>The loss of logits that a predictor gave.</summary>
internal static class CrossEntropy
{
    /// <summary>The mean softmax cross-entropy of an image's counted pixels; 0 where none counts.</summary>
    /// <param name="logits">Channels-last: the logits of one pixel side by side.</param>
    /// <param name="labels">One class for each pixel, or <see cref="VocPalette.Void"/> for those that do not count.</param>
    public static double OfImage(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        var (sum, counted) = OfPixels(logits, labels);
        return counted == 0 ? 0 : sum / counted;
    }

    /// <summary>The sum of the counted pixels' softmax cross-entropy, and how many they are.</summary>
    /// <param name="logits">Channels-last: the logits of one pixel side by side.</param>
    /// <param name="labels">One class for each pixel, or <see cref="VocPalette.Void"/> for those that do not count.</param>
    public static (double Sum, int Counted) OfPixels(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        var sum = 0.0;
        var counted = 0;
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            if (labels[pixel] == VocPalette.Void)
                continue;
            var scores = logits.Slice(pixel * VocPalette.Classes, VocPalette.Classes);
            var largest = scores[0];
            foreach (var score in scores)
                largest = Math.Max(largest, score);
            var total = 0f;
            foreach (var score in scores)
                total += MathF.Exp(score - largest);
            sum += MathF.Log(total) + largest - scores[labels[pixel]];
            counted++;
        }

        return (sum, counted);
    }
}
