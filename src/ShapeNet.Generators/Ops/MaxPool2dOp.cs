using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// The maximum of each window. The forward pass of training remembers which position won, in one byte for each
/// output, and the gradient goes there.
/// </summary>
internal sealed record MaxPool2dOp(Window Window) : Op
{
    public override string Kind => "MaxPool2d";

    public override string Details => Window.Describe(Window.Kernel);

    public static Op Read(Hyperparameters h) => new MaxPool2dOp(PoolWindow.Read(h, h.Pair("Dilation", 1, minimum: 1)));

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) => PoolWindow.Infer(Kind, Window, inputs[0]);

    public override string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) =>
        PoolWindow.Arithmetic(Window, inputs[0], output, wanted);

    public override IEnumerable<Alternative> Alternatives(IReadOnlyList<TensorShape> inputs, TensorShape? wanted) =>
        PoolWindow.Alternatives(Window, wanted).Select(alternative => alternative.Of(this with { Window = alternative.Window }));

    public override IEnumerable<Fault> Warnings(IReadOnlyList<TensorShape> inputs, TensorShape output) =>
        Window.Dropped(inputs[0], output) is { } fault ? [fault] : [];

    public override void Forward(Lowering lowering) => lowering.Launch(
        "MaxPool2dKernel", "Forward", PoolWindow.Shape("MaxPool", Window, true, lowering.InputShapes[0], lowering.OutputShape),
        Operand.Read("input", lowering.Input(0)),
        Operand.Write("output", lowering.Output),
        Operand.Write("argmax", lowering.IsTraining ? Argmax(lowering) : null));

    public override void Backward(Lowering lowering)
    {
        if (!lowering.WantsInputGradient(0))
            return;
        lowering.Launch(
            "MaxPool2dKernel", "Backward", PoolWindow.Shape("MaxPool", Window, true, lowering.InputShapes[0], lowering.OutputShape),
            Operand.Read("outputGradient", lowering.OutputGradient),
            Operand.Read("argmax", Argmax(lowering)),
            lowering.InputGradient("inputGradient", 0));
    }

    private Value Argmax(Lowering lowering)
    {
        var bytesPerWinner = Window.Kernel.Height * Window.Kernel.Width <= 256 ? 1 : 2;
        return lowering.SavedPerImage("argmax", KernelShapes.FloatsForBytes(lowering.OutputShape.Elements * bytesPerWinner));
    }
}
