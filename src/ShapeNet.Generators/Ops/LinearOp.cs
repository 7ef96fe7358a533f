using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>A fully connected layer: y = x·Wᵀ + b.</summary>
internal sealed record LinearOp(int OutFeatures, bool Bias) : Op
{
    public override string Kind => "Linear";

    public override bool HasWeights => true;

    public static Op Read(Hyperparameters h) => new LinearOp(h.Int("OutFeatures", 1, minimum: 1), h.Bool("Bias", true));

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) =>
        inputs[0].IsImage
            ? Inference.Fails(
                new Fault("SN0106", inputs[0].ToString(), Words.Grouped(inputs[0].Elements)), TensorShape.Features(OutFeatures))
            : TensorShape.Features(OutFeatures);

    public override string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) =>
        $"Out features are {Words.Number(OutFeatures)}";

    public override IEnumerable<Alternative> Alternatives(IReadOnlyList<TensorShape> inputs, TensorShape? wanted) =>
        wanted is { IsImage: false } shape
            ? [new("OutFeatures", shape.Channels, this with { OutFeatures = shape.Channels })]
            : [];

    public override IEnumerable<WeightSpec> Weights(IReadOnlyList<TensorShape> inputs)
    {
        var inFeatures = inputs[0].Channels;
        yield return new("weight", [OutFeatures, inFeatures], "Matrix", inFeatures, OutFeatures);
        if (Bias)
            yield return new("bias", [OutFeatures], "Vector", inFeatures, OutFeatures);
    }

    public override long MultiplyAccumulates(IReadOnlyList<TensorShape> inputs, TensorShape output) =>
        (long)inputs[0].Channels * OutFeatures;

    public override Fault? CheckInit(WeightInit init, IReadOnlyList<TensorShape> inputs) =>
        init.Weight == "Bilinear" ? new Fault("SN0110", "interpolate between rows and columns, and a Linear has none") : null;

    public override void Forward(Lowering lowering) => lowering.Launch(
        "LinearKernel", "Forward", Shape(lowering),
        Operand.Read("input", lowering.Input(0)),
        Operand.Read("weight", lowering.Weight("weight")),
        Operand.Read("bias", lowering.Weight("bias")),
        Operand.Write("output", lowering.Output),
        Operand.Write("scratch", lowering.Scratch(KernelScratch.LinearForward(lowering.InputShapes[0].Channels, OutFeatures), default)));

    public override void Backward(Lowering lowering)
    {
        if (Bias)
        {
            lowering.Launch(
                "ChannelSumKernel", "Run", KernelShapes.Channels(lowering.OutputShape),
                Operand.Read("input", lowering.OutputGradient),
                Operand.Write("sums", lowering.WeightGradient("bias")),
                Operand.Write("scratch", lowering.Scratch(KernelScratch.ChannelSum(lowering.OutputShape), DeviceSchedule.ChannelSums(lowering.OutputShape))));
        }

        lowering.Launch(
            "LinearKernel", "WeightGradient", Shape(lowering),
            Operand.Read("input", lowering.Input(0)),
            Operand.Read("outputGradient", lowering.OutputGradient),
            Operand.Write("weightGradient", lowering.WeightGradient("weight")),
            Operand.Write("scratch", lowering.Scratch(
                default, DeviceSchedule.WeightGradient(Pixel(lowering.InputShapes[0]), Pixel(lowering.OutputShape), OnePixel, groups: 1))));

        if (!lowering.WantsInputGradient(0))
            return;
        lowering.Launch(
            "LinearKernel", "DataGradient", Shape(lowering),
            Operand.Read("outputGradient", lowering.OutputGradient),
            Operand.Read("weight", lowering.Weight("weight")),
            lowering.InputGradient("inputGradient", 0),
            Operand.Write("scratch", null));
    }

    private static Window OnePixel { get; } = new(Pair.Both(1), Pair.Both(1), Pair.Both(0), Pair.Both(1));

    private static TensorShape Pixel(TensorShape features) => TensorShape.Image(features.Channels, 1, 1);

    private KernelShape Shape(Lowering lowering)
    {
        var inFeatures = lowering.InputShapes[0].Channels;
        return new KernelShape($"Linear_{inFeatures}_to_{OutFeatures}", "ILinearShape",
        [
            ShapeMember.Int("InFeatures", inFeatures),
            ShapeMember.Int("OutFeatures", OutFeatures),
        ]);
    }
}
