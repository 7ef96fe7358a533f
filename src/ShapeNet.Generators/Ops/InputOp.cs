using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>The network's input: it computes nothing.</summary>
internal sealed record InputOp(TensorShape Shape) : Op
{
    public override string Kind => "Input";

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) => Shape;

    public override void Forward(Lowering lowering)
    {
    }

    public override void Backward(Lowering lowering)
    {
    }
}
