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
        var overhang = Overhang("rows", top, output.Height, input.Height) ?? Overhang("columns", left, output.Width, input.Width);
        return overhang is null ? output : Inference.Fails(new Fault("SN0105", $"{Words.Number(output.Height)}×{Words.Number(output.Width)}", input.ToString(), overhang), output);
    }

    public override IEnumerable<Alternative> Alternatives(IReadOnlyList<TensorShape> inputs, TensorShape? wanted)
    {
        var input = inputs[0];
        if (Height is { } height)
        {
            yield return new("Height", wanted?.Height ?? input.Height, this with { Height = wanted?.Height ?? input.Height });
            if (height <= input.Height)
                yield return new("Top", input.Height - height, this with { Top = input.Height - height });
        }

        if (Width is { } width)
        {
            yield return new("Width", wanted?.Width ?? input.Width, this with { Width = wanted?.Width ?? input.Width });
            if (width <= input.Width)
                yield return new("Left", input.Width - width, this with { Left = input.Width - width });
        }
    }

    public override string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) =>
        output.Channels != wanted.Channels ? $"Cropping keeps the {Words.Count(output.Channels, "channel")} it is given" : null;

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

    /// <summary>How a window of a size at a place leaves an axis, or null where it does not.</summary>
    private static string? Overhang(string axis, long first, int size, int available) =>
        size > available ? $"it needs {Words.Number(size)} {axis} and gets {Words.Number(available)}"
        : first + size > available ? $"{axis} {Words.Number(first)} to {Words.Number(first + size)} end behind the last of {Words.Number(available)}"
        : null;
}
