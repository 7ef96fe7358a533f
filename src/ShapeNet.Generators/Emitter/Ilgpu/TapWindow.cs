using static ShapeNet.Generators.Emitter.Ilgpu.Division;
using static ShapeNet.Generators.Emitter.Ilgpu.TapAxis;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>The taps of a window: statements for each, which are written out one by one where they are few and stand in loops otherwise.</summary>
internal sealed class TapWindow(TapAxis rows, TapAxis columns)
{
    /// <summary>Products in a row: more are not written out.</summary>
    private const int MostWrittenOut = 36;

    public TapAxis Rows => rows;

    public TapAxis Columns => columns;

    public static TapWindow Forward(ConvolutionGeometry g) => Forward(WindowAxis.Of(g, isRows: true), WindowAxis.Of(g, isRows: false));

    public static TapWindow Forward(WindowAxis rows, WindowAxis columns) => new(TapAxis.Forward(rows, isRows: true), TapAxis.Forward(columns, isRows: false));

    public static TapWindow Backward(ConvolutionGeometry g) => Backward(WindowAxis.Of(g, isRows: true), WindowAxis.Of(g, isRows: false));

    public static TapWindow Backward(WindowAxis rows, WindowAxis columns) => new(TapAxis.Backward(rows, isRows: true), TapAxis.Backward(columns, isRows: false));

    /// <summary>The numbers of taps, as C#.</summary>
    public static IReadOnlyList<string> Numbers(int taps) => [.. Enumerable.Range(0, taps).Select(tap => NetworkFile.Number(tap))];

    /// <summary>Where the window lies that belongs to a <c>pixel</c> of images of a size.</summary>
    public IEnumerable<string> Setup(int height, int width) =>
    [
        $"var image = {Over("pixel", height * width)};",
        .. rows.Setup($"{Over("pixel", width)} - image * {height}"),
        .. columns.Setup(Modulo("pixel", width)),
    ];

    /// <summary>Statements for all taps.</summary>
    /// <param name="products">How many products a tap has.</param>
    /// <param name="statements">A tap's statements.</param>
    public IEnumerable<string> Statements(int products, Func<Tap, IReadOnlyList<string>> statements)
    {
        if (rows.Taps * columns.Taps * products <= MostWrittenOut)
            return WriteOut(Numbers(rows.Taps), Numbers(columns.Taps), statements);
        string[] row = [rows.Loop], column = [columns.Loop];
        return columns.Taps * products <= MostWrittenOut
            ? Loop(rows, WriteOut(row, Numbers(columns.Taps), statements))
            : Loop(rows, [.. DeclareRows(row), .. Loop(columns, [.. DeclareColumns(column), .. Products(row, column, statements)])]);
    }

    /// <summary>Statements for some taps, one by one.</summary>
    public IEnumerable<string> WriteOut(IReadOnlyList<string> rowTaps, IReadOnlyList<string> columnTaps, Func<Tap, IReadOnlyList<string>> statements) =>
        [.. DeclareRows(rowTaps), .. DeclareColumns(columnTaps), .. Products(rowTaps, columnTaps, statements)];

    private IEnumerable<string> DeclareRows(IEnumerable<string> taps) =>
        taps.SelectMany(tap => Declare(rows, tap, "row", "hasRow", $"(image * {rows.Size} + {rows.Position(tap)}) * {columns.Size}"));

    private IEnumerable<string> DeclareColumns(IEnumerable<string> taps) =>
        taps.SelectMany(tap => Declare(columns, tap, "column", "hasColumn", columns.Position(tap)));

    private static IEnumerable<string> Declare(TapAxis axis, string tap, string name, string check, string value)
    {
        yield return $"var {name}{Suffix(tap)} = {value};";
        if (axis.Exists(tap) is { Length: > 0 } exists)
            yield return $"var {check}{Suffix(tap)} = {exists};";
    }

    private IEnumerable<string> Products(IEnumerable<string> rowTaps, IReadOnlyList<string> columnTaps, Func<Tap, IReadOnlyList<string>> statements)
    {
        foreach (var row in rowTaps)
        {
            foreach (var column in columnTaps)
            {
                // Both conditions are computed in any case: a branch for each would cost more.
                var check = string.Join(" & ", Check(rows, row, "hasRow").Concat(Check(columns, column, "hasColumn")));
                if (check.Length > 0)
                    yield return $"if ({check})";
                var lines = statements(new Tap(row, column, $"(row{Suffix(row)} + column{Suffix(column)})"));
                var indent = check.Length > 0 && lines.Count == 1 ? "    " : "";
                foreach (var line in lines.Count == 1 ? lines : Braced(lines))
                    yield return indent + line;
            }
        }
    }

    private static string[] Check(TapAxis axis, string tap, string name) => axis.Exists(tap).Length > 0 ? [name + Suffix(tap)] : [];

    private static IEnumerable<string> Loop(TapAxis axis, IEnumerable<string> body) =>
        [$"for (var {axis.Loop} = 0; {axis.Loop} < {axis.Taps}; {axis.Loop}++)", .. Braced(body)];

    private static IEnumerable<string> Braced(IEnumerable<string> lines) => ["{", .. lines.Select(line => "    " + line), "}"];

    private static string Suffix(string tap) => IsNumber(tap) ? tap : "";
}

/// <summary>A tap of a window.</summary>
/// <param name="Row">Its row in the window, as C#.</param>
/// <param name="Column">Its column in the window, as C#.</param>
/// <param name="Pixel">The pixel that it leads to, among those of all images.</param>
internal sealed record Tap(string Row, string Column, string Pixel);
