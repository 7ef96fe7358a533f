using System.Text;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// The heart of all convolutions and fully connected layers: a product C[row, column] = Σ A[row, k]·B[k, column], where
/// fetches say where elements of A and B come from. A group of 16 × 16 threads makes a tile; each thread keeps blocks of
/// 4 × 4 sums in registers; A and B pass through shared memory in slices, twice: while one slice is multiplied, the
/// next one is on its way. Long products are added up in parts.
/// </summary>
internal sealed class TiledProduct
{
    private const int GroupSize = DeviceSchedule.GroupSize;

    /// <summary>
    /// Products that are added up one by one. A sum of n numbers of one size rounds by about √n units, a sum of n/m sums of m by √(m + n/m):
    /// for n of some thousand, as in the larger layers, a fifth of it. Shorter parts cost more, some 3 % of a product's instructions at this length.
    /// </summary>
    private const int LongestSum = 64;

    /// <summary>The function's name.</summary>
    public required string Name { get; init; }

    /// <summary>What is summed, for the comment.</summary>
    public required string Summary { get; init; }

    /// <summary>Parameters behind <c>int batch</c>, as C#.</summary>
    public required string Parameters { get; init; }

    /// <summary>The tile of a group of threads.</summary>
    public required TileShape Tile { get; init; }

    /// <summary>Statements before the loop: what does not change from slice to slice.</summary>
    public required IReadOnlyList<string> Prologue { get; init; }

    /// <summary>The first k and the end of k, as C#, and how many there are, where the compiler knows.</summary>
    public required (string First, string End, int? Length) Range { get; init; }

    /// <summary>A's fetch: rows of the tile.</summary>
    public required Fetch A { get; init; }

    /// <summary>B's fetch: columns of the tile.</summary>
    public required Fetch B { get; init; }

    public string Write()
    {
        var (quadsA, quadsB) = (Quads(Tile.Rows, Tile.Slice), Quads(Tile.Columns, Tile.Slice));
        var text = new StringBuilder();
        void Line(string line) => text.Append("    ").Append(line).Append('\n');

        void Fetch(string indent, string declare)
        {
            for (var i = 0; i < quadsA; i++)
                Line($"{indent}{declare}a{i} = {A.Quad(i)};");
            for (var i = 0; i < quadsB; i++)
                Line($"{indent}{declare}b{i} = {B.Quad(i)};");
        }

        void Store(string indent)
        {
            for (var i = 0; i < quadsA; i++)
                Line($"{indent}{Put("slicesA", $"a{i}", A, i, Tile.Rows)};");
            for (var i = 0; i < quadsB; i++)
                Line($"{indent}{Put("slicesB", $"b{i}", B, i, Tile.Columns)};");
        }

        text.Append($"/// <summary>{NetworkFile.Xml(Summary)} Tile {Tile.Rows} × {Tile.Columns}.</summary>\n");
        text.Append($"private static Tile {Name}(int batch, {Parameters})\n{{\n");
        Line("var thread = Group.IdxX;");
        Line($"var slicesA = SharedMemory.Allocate<float>({2 * SliceSize(Tile.Rows)});");
        Line($"var slicesB = SharedMemory.Allocate<float>({2 * SliceSize(Tile.Columns)});");
        foreach (var line in Prologue.Concat(A.Prologue).Concat(B.Prologue))
            Line(line);
        // Where sums fill the registers, they do not stay there while the result's places are computed.
        var carries = Range.Length is not { } length || length > LongestSum || Tile.FillsRegisters;
        if (carries)
            Line($"var totals = TileTotals.Zero(LocalMemory.Allocate<Float4>({Tile.Rows * Tile.Columns / GroupSize / 4}), batch, {Tile});");
        Line("var slice = 0;");
        Line($"var k0 = {Range.First};");
        Fetch("", "var ");
        Store("");
        Line("Group.Barrier();");
        var indent = "";
        if (carries)
        {
            Line("do");
            Line("{");
            indent = "    ";
            Line($"{indent}var stop = Math.Min(k0 + {LongestSum}, {Range.End});");
        }

        Line($"{indent}var tile = new Tile();");
        Line($"{indent}do");
        Line($"{indent}{{");
        Line($"{indent}    k0 += {Tile.Slice};");
        Fetch($"{indent}    ", "");
        Line($"{indent}    tile = Tile.AddProduct(tile, slicesA, slicesB, slice, {Tile});");
        Line($"{indent}    slice = 1 - slice;");
        Store($"{indent}    ");
        Line($"{indent}    Group.Barrier();");
        Line($"{indent}}}");
        Line($"{indent}while (k0 < {(carries ? "stop" : Range.End)});");
        if (carries)
        {
            Line($"{indent}TileTotals.Add(totals, tile);");
            Line("}");
            Line($"while (k0 < {Range.End});");
        }

        text.Append('\n');
        Line(carries ? "return TileTotals.ToTile(totals);" : "return tile;");
        return text.Append('}').ToString();
    }

    /// <summary>Quads that a thread fetches of a slice.</summary>
    internal static int Quads(int extent, int slice) => extent * slice / 4 / GroupSize;

    /// <summary>Along k, the quads of neighbouring threads make a row of the slice: the row of one of this thread's quads.</summary>
    internal static string RowAlongK(int slice, int quad) => $"{Division.Over("thread", slice / 4)}{Plus(quad * GroupSize / (slice / 4))}";

    /// <summary>Along k, the place of a thread's quads within their rows.</summary>
    internal static string KAlongK(int slice) => $"{Division.Modulo("thread", slice / 4)} * 4";

    /// <summary>Along the tile, the quads of all threads fill the slice row by row: this one's k.</summary>
    internal static string KAlongTile(int quad, int extent) => $"{Division.Over("thread", extent / 4)}{Plus(quad * GroupSize / (extent / 4))}";

    /// <summary>Along the tile, the place of a thread's quads within their row.</summary>
    internal static string PlaceAlongTile(int extent) => $"{Division.Modulo("thread", extent / 4)} * 4";

    internal static string Plus(int value) => value == 0 ? "" : $" + {value}";

    // Where quads lie in a slice is known to TileShape in the runtime, too.
    private string Put(string slices, string quad, Fetch fetch, int i, int extent)
    {
        var stride = extent + 4;
        var start = $"slice * {SliceSize(extent)}";
        return fetch.AlongK
            ? $"Float4.StoreDown({quad}, {slices}, {start} + {Division.Modulo("thread", Tile.Slice / 4)} * {4 * stride + Tile.Gap} + {RowAlongK(Tile.Slice, i)}, {stride})"
            : $"Float4.Store({quad}, {slices}, {start} + {InProduct(KAlongTile(i, extent))} * {stride}{KGap(i, extent)} + {PlaceAlongTile(extent)})";
    }

    /// <summary>The gaps before a row of the slice: as many as there are fours of rows.</summary>
    private string KGap(int quad, int extent) => Tile.Gap == 0 ? "" : $" + {Division.Over(InProduct(KAlongTile(quad, extent)), 4)} * {Tile.Gap}";

    private static string InProduct(string value) => value.EndsWith(")", StringComparison.Ordinal) ? value : $"({value})";

    private int SliceSize(int extent) => Tile.Slice / 4 * (4 * (extent + 4) + Tile.Gap);
}

/// <summary>How a thread fetches its quads of a slice.</summary>
/// <param name="AlongK">Whether a quad lies along k or along the tile's rows or columns.</param>
/// <param name="Prologue">Statements before the loop.</param>
/// <param name="Quad">The quad of a number, as C# in terms of <c>k0</c> and <c>thread</c>.</param>
internal sealed record Fetch(bool AlongK, IReadOnlyList<string> Prologue, Func<int, string> Quad);
