using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// The loss: softmax cross-entropy over the channels of each pixel (or over features), the mean over an image's counted
/// positions, summed over the images. Its gradient takes the logits' place.
/// </summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>What the loss is called among the layers.</summary>
    public const string Layer = "loss";

    public static void Launch(ProgramBuilder program, Node output)
    {
        var logits = program.OutputOf(output.Id);
        // A network without weights has nothing to train: the loss alone is computed.
        Value? gradient = null;
        if (program.WantsGradient(output.Id))
        {
            program.ContributeGradient(output.Id, "logitsGradient");
            gradient = program.GradientOf(output.Id);
        }

        var (logitsOperand, gradientOperand) = (Operand.Read("logits", logits), Operand.Write("logitsGradient", gradient));
        program.Add(new Launch("SoftmaxCrossEntropyKernel", "Run", KernelShapes.Channels(output.KnownShape),
        [
            logitsOperand,
            Operand.Read("labels", program.Host(Storage.Labels)),
            Operand.Text("ignoreLabel", "run.IgnoreLabel"),
            gradientOperand,
            Operand.Write("losses", program.Host(Storage.Losses)),
            Operand.Write("correct", program.Host(Storage.Correct)),
            Operand.Write("counted", program.Host(Storage.Counted)),
            Operand.Write("scratch", program.Scratch(KernelScratch.SoftmaxCrossEntropy(output.KnownShape), DeviceSchedule.Loss(output.KnownShape), "loss.scratch")),
        ], Layer)
        {
            InPlace = [(gradientOperand, logitsOperand)],
        });
    }
}
