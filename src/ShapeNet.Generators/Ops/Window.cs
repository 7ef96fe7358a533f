using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>A sliding window along rows and columns: what convolution and pooling have in common.</summary>
internal sealed record Window(Pair Kernel, Pair Stride, Pair Padding, Pair Dilation, bool CeilMode = false)
{
    /// <summary>How far a mending value is searched.</summary>
    private const int MaximumTried = 256;

    /// <summary>The values in the window.</summary>
    public int Positions => Kernel.Height * Kernel.Width;

    /// <summary>How many positions the window takes along an axis; less than 1 where it does not fit.</summary>
    private static long CountPositions(long size, int kernel, int stride, int padding, int dilation, bool ceilMode)
    {
        var free = size + 2L * padding - (dilation * (kernel - 1L) + 1);
        if (!ceilMode)
            return free < 0 ? 0 : free / stride + 1;
        if (free <= -stride)
            return 0;
        var positions = (free + stride - 1) / stride + 1;
        // A window that overhangs counts only if it starts inside the input or the padding before it.
        return (positions - 1) * stride < size + padding ? positions : positions - 1;
    }

    public long Rows(long height) => CountPositions(height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, CeilMode);

    public long Columns(long width) => CountPositions(width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, CeilMode);

    /// <summary>The output for an input image, or the fault that the window does not fit.</summary>
    public Inference Slide(string noun, TensorShape input, int channels)
    {
        var (rows, columns) = (Rows(input.Height), Columns(input.Width));
        if (rows > TooLarge.Maximum || columns > TooLarge.Maximum)
            return Inference.Fails(TooLarge.Image(channels, rows, columns));
        if (CheckPadded(input) is { } tooLarge)
            return Inference.Fails(tooLarge);
        if (rows >= 1 && columns >= 1)
            return TensorShape.Image(channels, (int)rows, (int)columns);

        var onRows = rows < 1;
        var (axis, size, kernel, padding, dilation) = onRows
            ? ("rows", input.Height, Kernel.Height, Padding.Height, Dilation.Height)
            : ("columns", input.Width, Kernel.Width, Padding.Width, Dilation.Width);
        var extent = dilation * (kernel - 1L) + 1;
        var need = dilation == 1
            ? Words.Number(extent)
            : $"{Words.Number(dilation)}·({Words.Number(kernel)}−1) + 1 = {Words.Number(extent)}";
        return Inference.Fails(new Fault(
            "SN0101", noun, Kernel.ToString(), input.ToString(), axis,
            padding == 0 ? Words.Number(size) : $"{Words.Number(size)} + 2·{Words.Number(padding)} = {Words.Number(size + 2L * padding)}",
            need));
    }

    /// <summary>An image that is too large with its padding, which no tensor has and kernels count all the same.</summary>
    public Fault? CheckPadded(TensorShape image)
    {
        var (rows, columns) = (image.Height + 2L * Padding.Height, image.Width + 2L * Padding.Width);
        return rows > TooLarge.Maximum || columns > TooLarge.Maximum ? TooLarge.Image(image.Channels, rows, columns, " with padding") : null;
    }

    /// <summary><c>⌊(480 + 2·3 − 7) / 2⌋ + 1 = 240</c> along the first axis that is not as wanted.</summary>
    public string Arithmetic(TensorShape input, TensorShape output, TensorShape wanted)
    {
        var onRows = output.Height != wanted.Height;
        var (size, kernel, stride, padding, dilation, result) = onRows
            ? (input.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, output.Height)
            : (input.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, output.Width);
        var extent = dilation == 1 ? Words.Number(kernel) : $"({Words.Number(dilation)}·({Words.Number(kernel)}−1) + 1)";
        var free = $"{Words.Number(size)} + 2·{Words.Number(padding)} − {extent}";
        var (open, close) = CeilMode ? ("⌈", "⌉") : ("⌊", "⌋");
        return stride == 1
            ? $"{free} + 1 = {Words.Number(result)}"
            : $"{open}({free}) / {Words.Number(stride)}{close} + 1 = {Words.Number(result)}";
    }

    /// <summary>The window with one hyperparameter changed, likeliest mistakes first.</summary>
    public IEnumerable<WindowAlternative> Alternatives()
    {
        var largest = (int)Math.Min(MaximumTried, Math.Max(Dilation.Height * (Kernel.Height - 1L), Dilation.Width * (Kernel.Width - 1L)) / 2 + 1);
        for (var padding = 0; padding <= largest; padding++)
            yield return new("Padding", new IntValue(padding), this with { Padding = Pair.Both(padding) });
        for (var stride = 1; stride <= 8; stride++)
            yield return new("Stride", new IntValue(stride), this with { Stride = Pair.Both(stride) });
        // The largest kernel that fits is nearest to what was meant.
        for (var kernel = (int)Math.Min(MaximumTried, Math.Max(Kernel.Height, Kernel.Width) + 4L); kernel >= 1; kernel--)
            yield return new("Kernel", new IntValue(kernel), this with { Kernel = Pair.Both(kernel) });
        if (Dilation != Pair.Both(1))
            yield return new("Dilation", new IntValue(1), this with { Dilation = Pair.Both(1) });
        for (var padding = 0; padding <= largest; padding++)
        {
            foreach (var pair in new[] { Padding with { Height = padding }, Padding with { Width = padding } })
                yield return new("Padding", pair.Value, this with { Padding = pair });
        }
    }

    /// <summary>
    /// Rows and columns that no window reads although windows that touch would cover the axis: data dropped at the
    /// edge by a stride that does not divide.
    /// </summary>
    public Fault? Dropped(TensorShape input, TensorShape output)
    {
        var rows = Unread(input.Height, output.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height);
        var columns = Unread(input.Width, output.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width);
        var (count, axis, size) = rows > 0 ? (rows, "row", input.Height) : (columns, "column", input.Width);
        var text = count == 1 ? $"last {axis} of {Words.Number(size)} never enters" : $"last {Words.Number(count)} {axis}s of {Words.Number(size)} never enter";
        return count > 0 ? new Fault("SN0151", text, Kernel.ToString(), Stride.Short) : null;
    }

    private static long Unread(int size, int positions, int kernel, int stride, int padding, int dilation)
    {
        var coversAxis = dilation * (kernel - 1L) + 1 >= stride && (dilation == 1 || stride == 1);
        var read = (positions - 1L) * stride + dilation * (kernel - 1L) + 1 - padding;
        return coversAxis ? Math.Max(0, size - read) : 0;
    }

    /// <summary><c>3×3, stride 2, padding 1</c>.</summary>
    public string Describe(Pair defaultStride)
    {
        var parts = new List<string> { Kernel.ToString() };
        if (Stride != defaultStride)
            parts.Add($"stride {Stride.Short}");
        if (Padding != Pair.Both(0))
            parts.Add($"padding {Padding.Short}");
        if (Dilation != Pair.Both(1))
            parts.Add($"dilation {Dilation.Short}");
        if (CeilMode)
            parts.Add("ceil mode");
        return string.Join(", ", parts);
    }
}
