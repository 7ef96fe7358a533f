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

    public static TapWindow Forward(ConvolutionGeometry g) => new(TapAxis.Forward(g, isRows: true), TapAxis.Forward(g, isRows: false));

    public static TapWindow Backward(ConvolutionGeometry g) => new(TapAxis.Backward(g, isRows: true), TapAxis.Backward(g, isRows: false));

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
        return columns.Taps * products <= MostWrittenOut
            ? Loop(rows, WriteOut([rows.Loop], Numbers(columns.Taps), statements))
            : Loop(rows, Loop(columns, WriteOut([rows.Loop], [columns.Loop], statements)));
    }

    /// <summary>Statements for some taps, one by one.</summary>
    public IEnumerable<string> WriteOut(IReadOnlyList<string> rowTaps, IReadOnlyList<string> columnTaps, Func<Tap, IReadOnlyList<string>> statements)
    {
        foreach (var row in rowTaps)
        {
            yield return $"var row{Suffix(row)} = (image * {rows.Size} + {rows.Position(row)}) * {columns.Size};";
            if (rows.Exists(row) is { Length: > 0 } exists)
                yield return $"var hasRow{Suffix(row)} = {exists};";
        }

        foreach (var column in columnTaps)
        {
            yield return $"var column{Suffix(column)} = {columns.Position(column)};";
            if (columns.Exists(column) is { Length: > 0 } exists)
                yield return $"var hasColumn{Suffix(column)} = {exists};";
        }

        foreach (var row in rowTaps)
        {
            foreach (var column in columnTaps)
            {
                var lines = statements(new Tap(row, column, $"(row{Suffix(row)} + column{Suffix(column)})"));
                // Both conditions are computed in any case: a branch for each would cost more.
                var check = string.Join(" & ", ((string[])
                [
                    rows.Exists(row).Length > 0 ? $"hasRow{Suffix(row)}" : "",
                    columns.Exists(column).Length > 0 ? $"hasColumn{Suffix(column)}" : "",
                ]).Where(condition => condition.Length > 0));
                if (check.Length > 0)
                    yield return $"if ({check})";
                var indent = check.Length > 0 && lines.Count == 1 ? "    " : "";
                foreach (var line in lines.Count == 1 ? lines : Braced(lines))
                    yield return indent + line;
            }
        }
    }

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
