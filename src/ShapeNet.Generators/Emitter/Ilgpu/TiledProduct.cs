using System.Text;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// The heart of all convolutions and fully connected layers: a product C[row, column] = Σ A[row, k]·B[k, column], where
/// fetches say where elements of A and B come from. A group of 16 × 16 threads makes a tile; each thread keeps blocks of
/// 4 × 4 sums in registers; A and B pass through shared memory in slices of 16, twice: while one slice is multiplied, the
/// next one is on its way.
/// </summary>
internal sealed class TiledProduct
{
    private const int Slice = DeviceSchedule.Slice;

    private const int GroupSize = DeviceSchedule.GroupSize;

    /// <summary>The function's name.</summary>
    public required string Name { get; init; }

    /// <summary>What is summed, for the comment.</summary>
    public required string Summary { get; init; }

    /// <summary>Parameters behind <c>int batch</c>, as C#.</summary>
    public required string Parameters { get; init; }

    /// <summary>Rows and columns of the tile: 64 or 128.</summary>
    public required (int Rows, int Columns) Tile { get; init; }

    /// <summary>Statements before the loop: what does not change from slice to slice.</summary>
    public required IReadOnlyList<string> Prologue { get; init; }

    /// <summary>The first k and the end of k, as C#.</summary>
    public required (string First, string End) Range { get; init; }

    /// <summary>A's fetch: rows of the tile.</summary>
    public required Fetch A { get; init; }

    /// <summary>B's fetch: columns of the tile.</summary>
    public required Fetch B { get; init; }

    public string Write()
    {
        var (quadsA, quadsB) = (Tile.Rows / 64, Tile.Columns / 64);
        var text = new StringBuilder();
        void Line(string line) => text.Append("    ").Append(line).Append('\n');

        text.Append($"/// <summary>{NetworkFile.Xml(Summary)} Tile {Tile.Rows} × {Tile.Columns}.</summary>\n");
        text.Append($"private static Tile {Name}(int batch, {Parameters})\n{{\n");
        Line("var thread = Group.IdxX;");
        Line($"var slicesA = SharedMemory.Allocate<float>({2 * SliceSize(Tile.Rows)});");
        Line($"var slicesB = SharedMemory.Allocate<float>({2 * SliceSize(Tile.Columns)});");
        foreach (var line in Prologue.Concat(A.Prologue).Concat(B.Prologue))
            Line(line);
        Line("var tile = new Tile();");
        Line("var slice = 0;");
        Line($"for (var k0 = {Range.First}; k0 < {Range.End} + {Slice}; k0 += {Slice})");
        Line("{");
        for (var i = 0; i < quadsA; i++)
            Line($"    var a{i} = {A.Quad(i)};");
        for (var i = 0; i < quadsB; i++)
            Line($"    var b{i} = {B.Quad(i)};");
        Line($"    if (k0 > {Range.First})");
        Line($"        tile = Tile.AddProduct{Tile.Rows}x{Tile.Columns}(tile, slicesA, slicesB, 1 - slice);");
        for (var i = 0; i < quadsA; i++)
            Line($"    {Put("slicesA", $"a{i}", A, i, Tile.Rows)};");
        for (var i = 0; i < quadsB; i++)
            Line($"    {Put("slicesB", $"b{i}", B, i, Tile.Columns)};");
        Line("    Group.Barrier();");
        Line("    slice = 1 - slice;");
        Line("}");
        text.Append('\n');
        Line("return tile;");
        return text.Append('}').ToString();
    }

    /// <summary>Along k, a thread's quad is of row thread/4 (and 64 below it), from k = thread%4·4.</summary>
    internal static string RowAlongK(int quad) => quad == 0 ? "(thread >> 2)" : $"(thread >> 2) + {quad * 64}";

    /// <summary>Along the tile, the quads of all threads fill the slice row by row: this one's k.</summary>
    internal static string KAlongTile(int quad, int extent) => $"{Division.Over("thread", extent / 4)}{Plus(quad * GroupSize / (extent / 4))}";

    /// <summary>Along the tile, the place of a thread's quads within their row.</summary>
    internal static string PlaceAlongTile(int extent) => $"{Division.Modulo("thread", extent / 4)} * 4";

    internal static string Plus(int value) => value == 0 ? "" : $" + {value}";

    private static string Put(string slices, string quad, Fetch fetch, int i, int extent)
    {
        var stride = Stride(extent);
        return fetch.AlongK
            ? $"Float4.StoreDown({quad}, {slices}, slice * {SliceSize(extent)} + (thread & 3) * {4 * stride} + {RowAlongK(i)}, {stride})"
            : $"Float4.Store({quad}, {slices}, slice * {SliceSize(extent)} + ({KAlongTile(i, extent)}) * {stride} + {PlaceAlongTile(extent)})";
    }

    private static int Stride(int extent) => extent + 4;

    private static int SliceSize(int extent) => Slice * Stride(extent);
}

/// <summary>How a thread fetches its quads of a slice.</summary>
/// <param name="AlongK">Whether a quad lies along k or along the tile's rows or columns.</param>
/// <param name="Prologue">Statements before the loop.</param>
/// <param name="Quad">The quad of a number, as C# in terms of <c>k0</c> and <c>thread</c>.</param>
internal sealed record Fetch(bool AlongK, IReadOnlyList<string> Prologue, Func<int, string> Quad);
