using ShapeNet.Generators.Ir;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;
using static ShapeNet.Generators.Emitter.Ilgpu.TapAxis;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>The numbers of a pooling op, and what they come to in C#.</summary>
internal sealed class PoolGeometry(KernelShape shape)
{
    private readonly WindowAxis rows = WindowAxis.Of(shape, isRows: true);
    private readonly WindowAxis columns = WindowAxis.Of(shape, isRows: false);

    public string Name => shape.Name;

    public int Channels { get; } = shape.Int("Channels");

    public int InHeight => rows.InSize;

    public int InWidth => columns.InSize;

    public int OutHeight => rows.OutSize;

    public int OutWidth => columns.OutSize;

    public long Inputs => (long)InHeight * InWidth * Channels;

    public long Outputs => (long)OutHeight * OutWidth * Channels;

    public string Kernel => $"{rows.Kernel}×{columns.Kernel}";

    /// <summary>Whether a thread takes four channels: quads are whole, and so are quads of winners.</summary>
    public bool IsWide => Channels % 4 == 0 && WinnerType == "byte";

    /// <summary>The type that tells a window's positions apart.</summary>
    public string WinnerType => rows.Kernel * columns.Kernel <= 256 ? "byte" : "ushort";

    public DeviceParameter Winner(string name) => new($"ArrayView<{WinnerType}>", name);

    /// <summary>An output pixel's window.</summary>
    public TapWindow Forward() => TapWindow.Forward(rows, columns);

    /// <summary>The windows that an input pixel lies in.</summary>
    public TapWindow Backward() => TapWindow.Backward(rows, columns);

    /// <summary>The first position of a window that is not in the padding.</summary>
    public string FirstPosition
    {
        get
        {
            static string First(string start, WindowAxis axis) => axis switch
            {
                { Padding: 0 } => "0",
                { Dilation: 1 } => $"Math.Max(-{start}, 0)",
                _ => Over($"(Math.Max(-{start}, 0) + {axis.Dilation - 1})", axis.Dilation),
            };
            return Position(First("y", rows), First("x", columns));
        }
    }

    /// <summary>Where the taps of an input pixel begin in their windows, if not everywhere at the same position.</summary>
    public string? FirstTap(TapWindow window) => window.Rows.FirstTap is null && window.Columns.FirstTap is null
        ? null
        : Position(window.Rows.FirstTap ?? "0", window.Columns.FirstTap ?? "0");

    /// <summary>A tap's position in its window, given where a pixel's taps begin.</summary>
    public string Position(TapWindow window, string? first, Tap tap) => first is null
        ? Position(tap.Row, tap.Column)
        : Sum(first, 0, (tap.Row, (long)window.Rows.Stride * columns.Kernel), (tap.Column, window.Columns.Stride));

    /// <summary>What an average divides by, given where its window begins: PyTorch counts padding, but never what lies beyond it.</summary>
    public string Divisor(string top, string left)
    {
        if (ConstantDivisor is { } number)
            return number;
        string Extent(string start, WindowAxis axis) => shape.Bool("CountsPadding")
            ? $"(Math.Min({start} + {axis.Kernel}, {axis.InSize + axis.Padding}) - {start})"
            : $"(Math.Min({start} + {axis.Kernel}, {axis.InSize}) - Math.Max({start}, 0))";
        return $"({Extent(top, rows)} * (float){Extent(left, columns)})";
    }

    /// <summary>What every average divides by, if it is the same for all.</summary>
    public string? ConstantDivisor
    {
        get
        {
            static bool Overhangs(WindowAxis axis) => (axis.OutSize - 1) * axis.Stride + axis.Kernel > axis.InSize + 2 * axis.Padding;
            var isPadded = rows.Padding > 0 || columns.Padding > 0;
            return Overhangs(rows) || Overhangs(columns) || (isPadded && !shape.Bool("CountsPadding")) ? null : $"{rows.Kernel * columns.Kernel}f";
        }
    }

    /// <summary>Where the window of an output row or column begins in the input.</summary>
    public string Start(string output, bool isRows)
    {
        var axis = isRows ? rows : columns;
        var start = Sum(axis.Stride == 1 ? output : $"{(output.Contains(' ') ? $"({output})" : output)} * {axis.Stride}", -axis.Padding);
        return start.Contains(' ') ? $"({start})" : start;
    }

    private string Position(string row, string column) => (IsNumber(row), IsNumber(column)) switch
    {
        (true, true) => NetworkFile.Number(Number(row) * columns.Kernel + Number(column)),
        (true, false) => Sum(column, 0, (row, columns.Kernel)),
        _ => Sum(columns.Kernel == 1 ? row : $"{row} * {columns.Kernel}", 0, (column, 1)),
    };
}
