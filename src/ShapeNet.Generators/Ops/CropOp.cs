using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// A window of each channel. Its size stands in the declaration or is that of a second input, which is looked at and
/// not read. The gradient is zero outside the window.
/// </summary>
internal sealed record CropOp(int? Height, int? Width, int? Top, int? Left) : Op
{
    public override string Kind => "Crop";

    public override string Details => string.Join(", ", new[]
    {
        Top is { } top ? $"top {Words.Number(top)}" : "",
        Left is { } left ? $"left {Words.Number(left)}" : "",
    }.Where(part => part.Length > 0));

    public static Op Read(Hyperparameters h) => new CropOp(
        h.OptionalInt("Height", minimum: 1), h.OptionalInt("Width", minimum: 1),
        h.OptionalInt("Top", minimum: 0), h.OptionalInt("Left", minimum: 0));

    public override Inference Infer(IReadOnlyList<TensorShape> inputs)
    {
        foreach (var shape in inputs)
        {
            if (!shape.IsImage)
                return Inference.Fails(new Fault("SN0107", Kind, shape.ToString()));
        }

        var input = inputs[0];
        var output = TensorShape.Image(
            input.Channels, Height ?? inputs[inputs.Count - 1].Height, Width ?? inputs[inputs.Count - 1].Width);
        var (top, left) = Corner(input, output);
        return output.Height > input.Height || output.Width > input.Width
                || top + output.Height > input.Height || left + output.Width > input.Width
            ? Inference.Fails(
                new Fault("SN0105", input.ToString(), Overhang(input, output, top, left)), output)
            : output;
    }

    public override IEnumerable<Alternative> Alternatives(IReadOnlyList<TensorShape> inputs, TensorShape? wanted)
    {
        if (Top is not null || Left is not null)
            yield return new("no top and left (centred)", this with { Top = null, Left = null });
        if (wanted is { IsImage: true } shape && Height is not null)
            yield return new($"{shape.Height}×{shape.Width}", this with { Height = shape.Height, Width = shape.Width });
    }

    public override string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) =>
        output.Channels != wanted.Channels ? $"cropping keeps the {Words.Count(output.Channels, "channel")} it is given" : null;

    public override void Forward(Lowering lowering) => lowering.Launch(
        "BoxCopyKernel", "Extract", Shape(lowering),
        Operand.Read("outer", lowering.Input(0)),
        Operand.Write("box", lowering.Output) with { SaysAccumulate = true });

    public override void Backward(Lowering lowering)
    {
        if (!lowering.WantsInputGradient(0))
            return;
        lowering.Launch(
            "BoxCopyKernel", "InsertZeroed", Shape(lowering),
            Operand.Read("box", lowering.OutputGradient),
            lowering.InputGradient("outer", 0));
    }

    private KernelShape Shape(Lowering lowering)
    {
        var (outer, box) = (lowering.InputShapes[0], lowering.OutputShape);
        var (top, left) = Corner(outer, box);
        return KernelShapes.BoxCopy(box, outer, 0, top, left);
    }

    private (int Top, int Left) Corner(TensorShape input, TensorShape output) =>
        (Top ?? (input.Height - output.Height) / 2, Left ?? (input.Width - output.Width) / 2);

    private static string Overhang(TensorShape input, TensorShape output, int top, int left) =>
        top + output.Height > input.Height || output.Height > input.Height
            ? $"rows {Words.Number(Math.Max(0, top))} to {Words.Number(Math.Max(0, top) + output.Height)} of {Words.Number(input.Height)}"
            : $"columns {Words.Number(Math.Max(0, left))} to {Words.Number(Math.Max(0, left) + output.Width)} of {Words.Number(input.Width)}";
}
