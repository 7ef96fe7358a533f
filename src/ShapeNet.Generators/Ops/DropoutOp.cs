using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// Dropout (Srivastava et al. 2014): training zeroes values with a probability and scales the others by 1/(1 − p);
/// inference changes nothing. The mask is a function of seed, step, layer and position, so the backward pass draws it again.
/// </summary>
internal sealed record DropoutOp(double Probability) : Op
{
    public override string Kind => "Dropout";

    public override bool KeepsShape => true;

    public override string Details => $"p {Words.Real(Probability)}";

    public static Op Read(Hyperparameters h) =>
        new DropoutOp(h.Real("Probability", 0.5, value => (float)value is >= 0 and < 1, "at least 0 and below 1, as a float"));

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) => inputs[0];

    public override void Forward(Lowering lowering)
    {
        if (!lowering.IsTraining)
        {
            lowering.PassThrough(0);
            return;
        }

        lowering.LaunchInPlace(
            "DropoutKernel", "Forward", Shape(lowering), [("output", "input")],
            Operand.Read("input", lowering.Input(0)),
            Operand.Write("output", lowering.Output),
            Operand.Text("seed", "run.Seed"),
            Operand.Text("step", "run.Step"));
    }

    public override void Backward(Lowering lowering)
    {
        if (!lowering.WantsInputGradient(0))
            return;
        var inputGradient = lowering.InputGradient("inputGradient", 0);
        lowering.LaunchInPlace(
            "DropoutKernel", "Backward", Shape(lowering),
            inputGradient.Access == Access.Write ? [("inputGradient", "outputGradient")] : [],
            Operand.Read("outputGradient", lowering.OutputGradient),
            inputGradient,
            Operand.Text("seed", "run.Seed"),
            Operand.Text("step", "run.Step"));
    }

    private KernelShape Shape(Lowering lowering) => new(
        $"Dropout_{lowering.NodeId}",
        "IDropoutShape",
        [
            new ShapeMember("int", "Elements", Words.Number(lowering.OutputShape.Elements)),
            ShapeMember.Float("Probability", Probability),
            ShapeMember.Int("Stream", lowering.NodeId),
        ]);
}
