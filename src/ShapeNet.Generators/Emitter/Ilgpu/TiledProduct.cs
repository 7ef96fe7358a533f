using System.Text;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// The heart of all convolutions and fully connected layers: a product C[row, column] = Σ A[row, k]·B[k, column], where a
/// subclass's text says how elements of A and B are fetched and what is done with C. A group of 16 × 16 threads makes a
/// tile; each thread keeps TM × TN sums in registers; A and B pass through shared memory in slices of 16.
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

    /// <summary>The call that takes four neighbouring columns of a row: a function of row, column and sum.</summary>
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
        for (var i = 0; i < RowsPerThread; i++)
            text.Append("float ").Append(string.Join(", ", Enumerable.Range(0, ColumnsPerThread).Select(j => $"c{i}_{j} = 0f"))).Append(";\n");

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
                    text.Append($"{shared}[(thread % 4 * 4 + {part}) * {stride} + thread / 4 + {i * 64}] = {name}{i}.{Component(part)};\n");
            }
            else
            {
                // The quad lies along the tile: it goes into one row of the slice as it is.
                var perRow = quads * ThreadsPerSide;
                text.Append($"quads{shared.Substring("shared".Length)}[((thread + {i * 256}) / {perRow} * {stride} + (thread + {i * 256}) % {perRow} * 4) / 4] = {name}{i};\n");
            }
        }

        return text.ToString();
    }

    private string Multiply(int strideA, int strideB)
    {
        var text = new StringBuilder();
        text.Append($"for (var k = 0; k < {Slice}; k++)\n{{\n");
        for (var i = 0; i < RowsPerThread / 4; i++)
            text.Append($"    var x{i} = quadsA[(k * {strideA} + threadRow + {i * 64}) / 4];\n");
        for (var j = 0; j < ColumnsPerThread / 4; j++)
            text.Append($"    var y{j} = quadsB[(k * {strideB} + threadColumn + {j * 64}) / 4];\n");
        for (var i = 0; i < RowsPerThread; i++)
        {
            text.Append("    ").Append(string.Join(" ", Enumerable.Range(0, ColumnsPerThread).Select(j =>
                $"c{i}_{j} += x{i / 4}.{Component(i % 4)} * y{j / 4}.{Component(j % 4)};"))).Append('\n');
        }

        return text.Append('}').ToString();
    }

    private string StoreTile()
    {
        var text = new StringBuilder();
        for (var i = 0; i < RowsPerThread; i++)
        {
            for (var j = 0; j < ColumnsPerThread / 4; j++)
            {
                var sum = $"new Float4(c{i}_{j * 4}, c{i}_{j * 4 + 1}, c{i}_{j * 4 + 2}, c{i}_{j * 4 + 3})";
                text.Append(Store($"tileRow + threadRow + {i / 4 * 64 + i % 4}", $"tileColumn + threadColumn + {j * 64}", sum)).Append(";\n");
            }
        }

        return text.ToString();
    }

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
