using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// Batch normalisation of each channel (Ioffe and Szegedy 2015): y = γ·(x − μ)/√(σ² + ε) + β, with the batch's
/// statistics in training and the running ones in inference. The fusing passes hang a residual and a ReLU behind it.
/// </summary>
internal sealed record BatchNorm2dOp(double Epsilon, double Momentum) : Op
{
    /// <summary>Whether a second input is added to the result.</summary>
    public bool AddsResidual { get; init; }

    /// <summary>Whether negative results become zero.</summary>
    public bool AppliesReLU { get; init; }

    public override string Kind => "BatchNorm2d";

    public override bool KeepsShape => true;

    public override string Details => string.Join(", ", new[]
    {
        Epsilon == 1e-5 ? "" : $"epsilon {Words.Real(Epsilon)}",
        Momentum == 0.1 ? "" : $"momentum {Words.Real(Momentum)}",
    }.Where(part => part.Length > 0));

    public override bool HasWeights => true;

    public static Op Read(Hyperparameters h) => new BatchNorm2dOp(
        h.Real("Epsilon", 1e-5, value => (float)value > 0 && !float.IsInfinity((float)value), "greater than 0 and finite, as a float"),
        h.Real("Momentum", 0.1, value => value is >= 0 and <= 1, "from 0 to 1"));

    public override Inference Infer(IReadOnlyList<TensorShape> inputs) =>
        inputs[0].IsImage ? inputs[0] : Inference.Fails(new Fault("SN0107", Kind, inputs[0].ToString()), inputs[0]);

    public override IEnumerable<WeightSpec> Weights(IReadOnlyList<TensorShape> inputs)
    {
        var channels = inputs[0].Channels;
        yield return new("weight", [channels], "Vector", channels, channels, "Ones");
        yield return new("bias", [channels], "Vector", channels, channels, "Zeros");
    }

    public override IEnumerable<RunningSpec> Running(IReadOnlyList<TensorShape> inputs)
    {
        yield return new("running_mean", inputs[0].Channels, 0);
        yield return new("running_var", inputs[0].Channels, 1);
    }

    /// <summary>A channel's only value has no variance.</summary>
    public override bool NeedsTwoImages(TensorShape output) => output is { Height: 1, Width: 1 };

    public override void Forward(Lowering lowering)
    {
        var shape = Shape(lowering.OutputShape);
        var residual = Operand.Read("residual", AddsResidual ? lowering.Input(1) : null);
        if (!lowering.IsTraining)
        {
            lowering.LaunchInPlace(
                "BatchNorm2dKernel", "Normalize", shape, [("output", "input"), ("output", "residual")],
                Operand.Read("input", lowering.Input(0)),
                Operand.Read("runningMean", lowering.Running("running_mean")),
                Operand.Read("runningVariance", lowering.Running("running_var")),
                Operand.Read("scale", lowering.Weight("weight")),
                Operand.Read("shift", lowering.Weight("bias")),
                residual,
                Operand.Write("output", lowering.Output));
            return;
        }

        var (mean, deviation) = Statistics(lowering);
        lowering.Launch(
            "BatchNorm2dKernel", "Statistics", shape,
            Operand.Read("input", lowering.Input(0)),
            Operand.Write("mean", mean),
            Operand.Write("inverseDeviation", deviation),
            new Operand("runningMean", lowering.Running("running_mean"), Access.Modify),
            new Operand("runningVariance", lowering.Running("running_var"), Access.Modify),
            Operand.Write("scratch", lowering.Scratch(KernelScratch.BatchNormStatistics(lowering.OutputShape), DeviceSchedule.ChannelSums(lowering.OutputShape))));
        lowering.LaunchInPlace(
            "BatchNorm2dKernel", "Apply", shape, [("output", "residual")],
            Operand.Read("input", lowering.Input(0)),
            Operand.Read("mean", mean),
            Operand.Read("inverseDeviation", deviation),
            Operand.Read("scale", lowering.Weight("weight")),
            Operand.Read("shift", lowering.Weight("bias")),
            residual,
            Operand.Write("output", lowering.Output));
    }

    public override void Backward(Lowering lowering)
    {
        var shape = Shape(lowering.OutputShape);
        var (mean, deviation) = Statistics(lowering);
        var (input, gradient) = (lowering.Input(0), lowering.OutputGradient);
        // The mask of the ReLU is where the output is positive.
        var mask = AppliesReLU ? lowering.Output : null;
        // The residual's gradient is the masked output gradient; it takes the output gradient's place where nobody else reads that.
        var residualGradient = !AddsResidual || !lowering.WantsInputGradient(1) ? null
            : lowering.OwnsOutputGradient ? gradient
            : lowering.SavedPerImage("residualGradient", lowering.OutputShape.Elements);

        lowering.Launch(
            "BatchNorm2dKernel", "BackwardReduce", shape,
            Operand.Read("outputGradient", gradient),
            Operand.Read("output", mask),
            Operand.Read("input", input),
            Operand.Read("mean", mean),
            Operand.Read("inverseDeviation", deviation),
            Operand.Write("scaleGradient", lowering.WeightGradient("weight")),
            Operand.Write("shiftGradient", lowering.WeightGradient("bias")),
            new Operand("residualGradient", residualGradient, ReferenceEquals(residualGradient, gradient) ? Access.Modify : Access.Write),
            Operand.Write("scratch", lowering.Scratch(KernelScratch.BatchNormBackwardReduce(lowering.OutputShape), DeviceSchedule.ChannelSums(lowering.OutputShape))));

        if (lowering.WantsInputGradient(0))
        {
            var masked = residualGradient is not null;
            var inputGradient = lowering.InputGradient("inputGradient", 0);
            lowering.LaunchInPlace(
                "BatchNorm2dKernel", "BackwardApply", shape,
                inputGradient.Access == Access.Write ? [("inputGradient", "outputGradient")] : [],
                Operand.Read("outputGradient", masked ? residualGradient : gradient),
                Operand.Read("output", masked ? null : mask),
                Operand.Read("input", input),
                Operand.Read("mean", mean),
                Operand.Read("inverseDeviation", deviation),
                Operand.Read("scale", lowering.Weight("weight")),
                Operand.Read("scaleGradient", lowering.WeightGradient("weight")),
                Operand.Read("shiftGradient", lowering.WeightGradient("bias")),
                inputGradient);
        }

        if (residualGradient is not null)
            lowering.PassGradient(1, residualGradient);
    }

    private KernelShape Shape(TensorShape shape) => new(
        $"BatchNorm_{KernelShapes.Size(shape)}{(AddsResidual ? "_add" : "")}{(AppliesReLU ? "_relu" : "")}"
            + (Epsilon == 1e-5 ? "" : $"_e{Words.Identifier(Words.Real(Epsilon))}") + (Momentum == 0.1 ? "" : $"_m{Words.Identifier(Words.Real(Momentum))}"),
        "IBatchNorm2dShape",
        [
            .. KernelShapes.ChannelMembers(shape),
            ShapeMember.Float("Epsilon", Epsilon),
            ShapeMember.Float("Momentum", Momentum),
            ShapeMember.Bool("AddsResidual", AddsResidual),
            ShapeMember.Bool("AppliesReLU", AppliesReLU),
        ]);

    private static (Value Mean, Value InverseDeviation) Statistics(Lowering lowering) => (
        lowering.SavedFixed("mean", lowering.OutputShape.Channels),
        lowering.SavedFixed("inverseDeviation", lowering.OutputShape.Channels));
}
