using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>C×H×W → C·H·W features in PyTorch's order: channel, row, column.</summary>
internal sealed record FlattenOp : Op
{
    public override string Kind => "Flatten";

    public static Op Read(Hyperparameters h) => new FlattenOp();

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) =>
        inputs[0].IsImage
            ? TensorShape.Features(checked((int)inputs[0].Elements))
            : Inference.Fails(new Fault("SN0107", Kind, inputs[0].ToString()) { Advice = "they are flat already: remove it" }, inputs[0]);

    public override string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) =>
        $"{string.Join("·", inputs[0].Dimensions)} = {output}";

    public override void Forward(Lowering lowering)
    {
        if (IsFlatAlready(lowering))
        {
            lowering.PassThrough(0);
            return;
        }

        lowering.Launch(
            "FlattenKernel", "Forward", KernelShapes.Channels(lowering.InputShapes[0]),
            Operand.Read("input", lowering.Input(0)),
            Operand.Write("output", lowering.Output));
    }

    public override void Backward(Lowering lowering)
    {
        if (!lowering.WantsInputGradient(0))
            return;
        if (IsFlatAlready(lowering))
        {
            lowering.PassGradient(0, lowering.OutputGradient);
            return;
        }

        lowering.Launch(
            "FlattenKernel", "Backward", KernelShapes.Channels(lowering.InputShapes[0]),
            Operand.Read("outputGradient", lowering.OutputGradient),
            lowering.InputGradient("inputGradient", 0));
    }

    /// <summary>With one channel or one pixel, channels-last and channels-first are the same order.</summary>
    private static bool IsFlatAlready(Lowering lowering) =>
        lowering.InputShapes[0] is { Channels: 1 } or { Height: 1, Width: 1 };
}
