using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>The average of each channel over rows and columns (Lin et al. 2014).</summary>
internal sealed record GlobalAvgPool2dOp : Op
{
    public override string Kind => "GlobalAvgPool2d";

    public static Op Read(Hyperparameters h) => new GlobalAvgPool2dOp();

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) =>
        inputs[0].IsImage
            ? TensorShape.Image(inputs[0].Channels, 1, 1)
            : Inference.Fails(new Fault("SN0107", Kind, inputs[0].ToString()));

    public override void Forward(Lowering lowering) => lowering.Launch(
        "GlobalAvgPool2dKernel", "Forward", KernelShapes.Channels(lowering.InputShapes[0]),
        Operand.Read("input", lowering.Input(0)),
        Operand.Write("output", lowering.Output));

    public override void Backward(Lowering lowering)
    {
        if (!lowering.WantsInputGradient(0))
            return;
        lowering.Launch(
            "GlobalAvgPool2dKernel", "Backward", KernelShapes.Channels(lowering.InputShapes[0]),
            Operand.Read("outputGradient", lowering.OutputGradient),
            lowering.InputGradient("inputGradient", 0));
    }
}
