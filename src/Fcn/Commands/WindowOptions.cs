using System.CommandLine;
using Fcn.Inference;
using Fcn.Shapes;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>The options that say how windows cover an image.</summary>
internal sealed class WindowOptions
{
    private const float DefaultOverlap = 0.25f;
    private const float LargestOverlap = 0.9f;

    private readonly Option<float> overlap = NumberOptions.RealNumber(
        "--overlap", "The least share of a window that the next one covers too, 0 to 0.9.", DefaultOverlap);

    private readonly Option<WindowBlend?> blend = CommonOptions.Choice<WindowBlend>(
        "--blend", "How logits are averaged where windows overlap: tent (a window counts most in its middle, so that no seams show) or the plain mean. [default: tent]");

    public WindowOptions() => overlap.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<float>() > LargestOverlap)
            result.AddError($"--overlap: '{result.Tokens[0].Value}' is larger than {LargestOverlap}.");
    });

    public Option[] All => [overlap, blend];

    /// <summary>A network for images of any size.</summary>
    public WindowPredictor<S3x320x480, S21x320x480> Create(ParseResult arguments, Predictor<S3x320x480, S21x320x480> predictor) =>
        new(predictor, arguments.GetValue(overlap), arguments.GetValue(blend) ?? WindowBlend.Tent);
}
