using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>Stands where a layer could not be read. Its shape is unknown, so that nothing behind it is reported again.</summary>
internal sealed record BrokenOp : Op
{
    public override string Kind => "?";

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) => default;

    public override void Forward(Lowering lowering) => throw new InvalidOperationException("a broken declaration is never lowered");

    public override void Backward(Lowering lowering) => throw new InvalidOperationException("a broken declaration is never lowered");
}
