using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>The sum of tensors of one shape; the gradient goes to each of them. A fusing pass hangs a ReLU behind it.</summary>
internal sealed record AddOp : Op
{
    /// <summary>Whether negative sums become zero.</summary>
    public bool AppliesReLU { get; init; }

    public override string Kind => "Add";

    public override bool KeepsShape => true;

    public static Op Read(Hyperparameters h) => new AddOp();

    public override Inference Infer(IReadOnlyList<TensorShape> inputs)
    {
        for (var i = 1; i < inputs.Count; i++)
        {
            if (inputs[i] == inputs[0])
                continue;
            return Inference.Fails(
                new Fault("SN0102", inputs[0].ToString(), inputs[i].ToString(), Difference(inputs[0], inputs[i])) { OtherInput = i }, inputs[0]);
        }

        return inputs[0];
    }

    public override void Forward(Lowering lowering)
    {
        var left = lowering.Input(0);
        for (var i = 1; i < lowering.InputCount; i++)
        {
            var isLast = i == lowering.InputCount - 1;
            lowering.LaunchInPlace(
                "AddKernel", "Run", KernelShapes.Channels(lowering.OutputShape), [("output", "left"), ("output", "right")],
                Operand.Read("left", left),
                Operand.Read("right", lowering.Input(i)),
                Operand.Write("output", lowering.Output),
                Operand.Text("relu", isLast && AppliesReLU ? "true" : "false"));
            left = lowering.Output;
        }
    }

    public override void Backward(Lowering lowering)
    {
        var gradient = lowering.OutputGradient;
        if (AppliesReLU)
        {
            var masked = lowering.OwnsOutputGradient ? gradient : lowering.SavedPerImage("maskedGradient", lowering.OutputShape.Elements);
            lowering.Launch(
                "ReLUKernel", "Backward", KernelShapes.Channels(lowering.OutputShape),
                Operand.Read("outputGradient", gradient),
                Operand.Read("output", lowering.Output),
                new Operand("inputGradient", masked, ReferenceEquals(masked, gradient) ? Access.Modify : Access.Write) { SaysAccumulate = true });
            gradient = masked;
        }

        for (var i = 0; i < lowering.InputCount; i++)
        {
            if (lowering.WantsInputGradient(i))
                lowering.PassGradient(i, gradient);
        }
    }

    /// <summary><c>channels differ, 65 and 64</c>: the first axis on which two shapes differ.</summary>
    internal static string Difference(TensorShape a, TensorShape b) =>
        a.IsImage != b.IsImage ? "one is an image, the other features"
        : !a.IsImage ? $"features differ, {Words.Number(a.Channels)} and {Words.Number(b.Channels)}"
        : string.Join("; ", new[]
        {
            a.Channels == b.Channels ? "" : $"channels differ, {Words.Number(a.Channels)} and {Words.Number(b.Channels)}",
            a.Height == b.Height ? "" : $"rows differ, {Words.Number(a.Height)} and {Words.Number(b.Height)}",
            a.Width == b.Width ? "" : $"columns differ, {Words.Number(a.Width)} and {Words.Number(b.Width)}",
        }.Where(part => part.Length > 0));
}
