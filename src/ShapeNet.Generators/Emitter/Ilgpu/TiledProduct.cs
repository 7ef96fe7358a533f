using System.Text;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// The heart of all convolutions and fully connected layers: a product C[row, column] = Σ A[row, k]·B[k, column], where a
/// subclass's text says how elements of A and B are fetched and what is done with C. A group of 16 × 16 threads makes a
/// tile; each thread keeps blocks of 4 × 4 sums in registers; A and B pass through shared memory in slices of 16.
/// </summary>
internal sealed class TiledProduct
{
    private const int Slice = DeviceSchedule.Slice;

    private const int ThreadsPerSide = DeviceSchedule.ThreadsPerSide;

    /// <summary>Rows of a thread: 4 or 8.</summary>
    public required int RowsPerThread { get; init; }

    /// <summary>Columns of a thread: 4 or 8.</summary>
    public required int ColumnsPerThread { get; init; }

    /// <summary>Statements before the loop: where this thread fetches from.</summary>
    public required string Prologue { get; init; }

    /// <summary>The first k and the end of k, as C#.</summary>
    public required (string First, string End) Range { get; init; }

    /// <summary>Statements that fetch this thread's part of a slice of A into <c>a0</c>, <c>a1</c>, …</summary>
    public required Fetch A { get; init; }

    /// <summary>Statements that fetch this thread's part of a slice of B into <c>b0</c>, <c>b1</c>, …</summary>
    public required Fetch B { get; init; }

    /// <summary>The call that writes a block of four rows and columns: a function of its first row, first column and sums.</summary>
    public required Func<string, string, string, string> Store { get; init; }

    public int TileRows => RowsPerThread * ThreadsPerSide;

    public int TileColumns => ColumnsPerThread * ThreadsPerSide;

    public string Write()
    {
        var text = new StringBuilder();
        // One row of padding keeps the transposed stores of neighbouring threads in different banks.
        var (strideA, strideB) = (TileRows + 4, TileColumns + 4);
        text.Append($"""
            var thread = Group.IdxX;
            var tileRow = Grid.IdxX * {TileRows};
            var tileColumn = Grid.IdxY * {TileColumns};
            var sharedA = SharedMemory.Allocate<float>({Slice * strideA});
            var sharedB = SharedMemory.Allocate<float>({Slice * strideB});
            var quadsA = sharedA.Cast<Float4>();
            var quadsB = sharedB.Cast<Float4>();
            var threadRow = thread / {ThreadsPerSide} * 4;
            var threadColumn = thread % {ThreadsPerSide} * 4;

            """);
        text.Append(Prologue).Append('\n');
        foreach (var (row, column) in Blocks)
            text.Append($"var c{row}{column} = new Sums();\n");
        text.Append($"for (var k0 = {Range.First}; k0 < {Range.End}; k0 += {Slice})\n{{\n");
        Indent(text, A.Load);
        Indent(text, B.Load);
        Indent(text, "Group.Barrier();");
        Indent(text, StoreSlice("sharedA", "a", A, RowsPerThread / 4, strideA));
        Indent(text, StoreSlice("sharedB", "b", B, ColumnsPerThread / 4, strideB));
        Indent(text, "Group.Barrier();");
        Indent(text, Multiply(strideA, strideB));
        text.Append("}\n\n");
        text.Append(StoreTile());
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Puts the fetched quads into shared memory, k by k.</summary>
    private static string StoreSlice(string shared, string name, Fetch fetch, int quads, int stride)
    {
        var text = new StringBuilder();
        for (var i = 0; i < quads; i++)
        {
            if (fetch.AlongK)
            {
                // The quad lies along k: each of its values goes to another row of the slice.
                for (var part = 0; part < 4; part++)
                    text.Append($"{shared}[(thread % 4 * 4{Plus(part)}) * {stride} + thread / 4{Plus(i * 64)}] = {name}{i}.{Component(part)};\n");
            }
            else
            {
                // The quad lies along the tile: it goes into one row of the slice as it is.
                var perRow = quads * ThreadsPerSide;
                text.Append($"quads{shared.Substring("shared".Length)}[({Thread(i)} / {perRow} * {stride} + {Thread(i)} % {perRow} * 4) / 4] = {name}{i};\n");
            }
        }

        return text.ToString();
    }

    private string Multiply(int strideA, int strideB)
    {
        var text = new StringBuilder();
        text.Append($"for (var k = 0; k < {Slice}; k++)\n{{\n");
        for (var i = 0; i < RowsPerThread / 4; i++)
            text.Append($"    var rows{i} = quadsA[(k * {strideA} + threadRow{Plus(i * 64)}) / 4];\n");
        for (var j = 0; j < ColumnsPerThread / 4; j++)
            text.Append($"    var columns{j} = quadsB[(k * {strideB} + threadColumn{Plus(j * 64)}) / 4];\n");
        foreach (var (row, column) in Blocks)
            text.Append($"    c{row}{column} = Sums.Add(c{row}{column}, rows{row}, columns{column});\n");
        return text.Append('}').ToString();
    }

    private string StoreTile()
    {
        var text = new StringBuilder();
        foreach (var (row, column) in Blocks)
            text.Append(Store($"tileRow + threadRow{Plus(row * 64)}", $"tileColumn + threadColumn{Plus(column * 64)}", $"c{row}{column}")).Append(";\n");
        return text.ToString();
    }

    /// <summary>The 4 × 4 blocks that a thread makes.</summary>
    private IEnumerable<(int Row, int Column)> Blocks =>
        from row in Enumerable.Range(0, RowsPerThread / 4)
        from column in Enumerable.Range(0, ColumnsPerThread / 4)
        select (row, column);

    /// <summary>The number of a thread's quad among all quads of a slice.</summary>
    internal static string Thread(int quad) => quad == 0 ? "thread" : $"(thread + {quad * DeviceSchedule.GroupSize})";

    internal static string Plus(int value) => value == 0 ? "" : $" + {value}";

    private static void Indent(StringBuilder text, string lines)
    {
        foreach (var line in lines.TrimEnd('\n').Split('\n'))
            text.Append(line.Length > 0 ? "    " + line : "").Append('\n');
    }

    private static char Component(int part) => "XYZW"[part];
}

/// <summary>How a thread fetches its quads of a slice.</summary>
/// <param name="Load">The statements; they leave <c>a0</c>, <c>a1</c>, … (or <c>b0</c>, …), each a quad.</param>
/// <param name="AlongK">Whether a quad lies along k (row thread/4, k from thread%4·4) or along the tile's rows or columns.</param>
internal sealed record Fetch(string Load, bool AlongK);
