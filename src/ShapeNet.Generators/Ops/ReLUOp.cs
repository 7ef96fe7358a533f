using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>y = max(x, 0); the gradient passes where y is positive.</summary>
internal sealed record ReLUOp : Op
{
    public override string Kind => "ReLU";

    public override bool KeepsShape => true;

    public static Op Read(Hyperparameters h) => new ReLUOp();

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) => inputs[0];

    public override void Forward(Lowering lowering) => lowering.LaunchInPlace(
        "ReLUKernel", "Forward", KernelShapes.Channels(lowering.OutputShape), [("output", "input")],
        Operand.Read("input", lowering.Input(0)),
        Operand.Write("output", lowering.Output));

    public override void Backward(Lowering lowering)
    {
        if (!lowering.WantsInputGradient(0))
            return;
        var inputGradient = lowering.InputGradient("inputGradient", 0);
        lowering.LaunchInPlace(
            "ReLUKernel", "Backward", KernelShapes.Channels(lowering.OutputShape),
            inputGradient.Access == Access.Write ? [("inputGradient", "outputGradient")] : [],
            Operand.Read("outputGradient", lowering.OutputGradient),
            Operand.Read("output", lowering.Output),
            inputGradient);
    }
}
