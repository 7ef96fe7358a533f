using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>The average of each window, divided as PyTorch divides.</summary>
internal sealed record AvgPool2dOp(Window Window, bool CountIncludePad) : Op
{
    public override string Kind => "AvgPool2d";

    public override string Details => Window.Describe(Window.Kernel) + (CountIncludePad ? "" : ", padding not counted");

    public static Op Read(Hyperparameters h) =>
        new AvgPool2dOp(PoolWindow.Read(h, Pair.Both(1)), h.Bool("CountIncludePad", true));

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) => PoolWindow.Infer(Kind, Window, inputs[0]);

    public override string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) =>
        PoolWindow.Arithmetic(Window, inputs[0], output, wanted);

    public override IEnumerable<Alternative> Alternatives(IReadOnlyList<TensorShape> inputs, TensorShape? wanted) =>
        PoolWindow.Alternatives(Window, wanted).Select(alternative => alternative.Of(this with { Window = alternative.Window }));

    public override IEnumerable<Fault> Warnings(IReadOnlyList<TensorShape> inputs, TensorShape output) =>
        Window.Dropped(inputs[0], output) is { } fault ? [fault] : [];

    public override void Forward(Lowering lowering) => lowering.Launch(
        "AvgPool2dKernel", "Forward", Shape(lowering),
        Operand.Read("input", lowering.Input(0)),
        Operand.Write("output", lowering.Output));

    public override void Backward(Lowering lowering)
    {
        if (!lowering.WantsInputGradient(0))
            return;
        lowering.Launch(
            "AvgPool2dKernel", "Backward", Shape(lowering),
            Operand.Read("outputGradient", lowering.OutputGradient),
            lowering.InputGradient("inputGradient", 0));
    }

    private KernelShape Shape(Lowering lowering) =>
        PoolWindow.Shape("AvgPool", Window, CountIncludePad, lowering.InputShapes[0], lowering.OutputShape);
}
