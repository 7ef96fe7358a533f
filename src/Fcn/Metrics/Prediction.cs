using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Metrics;

/// <summary>Reads the predicted classes off logits.</summary>
internal static class Prediction
{
    /// <summary>The class of the largest logit of each pixel; of equal ones, the first.</summary>
    /// <param name="logits">Channels-last: the logits of one pixel side by side.</param>
    /// <param name="classes">One class for each pixel.</param>
    public static void FromLogits(ReadOnlySpan<float> logits, Span<byte> classes)
    {
        if (logits.Length != classes.Length * VocPalette.Classes)
            throw new ArgumentException($"{logits.Length} logits for {classes.Length} pixels of {VocPalette.Classes} classes.", nameof(logits));
        for (var pixel = 0; pixel < classes.Length; pixel++)
            classes[pixel] = (byte)Logits.ArgMax(logits.Slice(pixel * VocPalette.Classes, VocPalette.Classes));
    }
}
