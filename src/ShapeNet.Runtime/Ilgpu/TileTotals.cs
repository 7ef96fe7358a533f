using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>
/// What a thread's tiles of parts of a long product add up to: sums of sums round less than one long sum. The totals lie in the
/// thread's local memory, as the tile takes its registers.
/// </summary>
public struct TileTotals
{
    /// <summary>Quads of a block of sums.</summary>
    private const int Block = 4;

    private const int Right = Block;

    private const int LowerRight = 3 * Block;

    /// <summary>The totals, a quad for each row of a block.</summary>
    public ArrayView<Float4> Quads;

    /// <summary>Where they begin.</summary>
    public int Start;

    /// <summary>Whether a thread has blocks in the lower half of the tile.</summary>
    public bool HasLower;

    /// <summary>Whether a thread has blocks in the right half of the tile.</summary>
    public bool HasRight;

    /// <summary>Totals of nothing.</summary>
    /// <param name="quads">Local memory for them: four quads for each block of the tile.</param>
    /// <param name="batch">A number that is not negative, which compilers cannot know.</param>
    /// <param name="rows">Rows of the tile, a constant.</param>
    /// <param name="columns">Columns of the tile, a constant.</param>
    public static TileTotals Zero(ArrayView<Float4> quads, int batch, int rows, int columns)
    {
        // The start is 0. A compiler that knew it would take the array apart into registers, of which there are not enough.
        var totals = new TileTotals { Quads = quads, Start = batch >> 31, HasLower = TileShape.HasLower(rows, columns), HasRight = TileShape.HasRight(columns) };
        Store(totals, 0, new Sums());
        if (totals.HasRight)
            Store(totals, Right, new Sums());
        if (totals.HasLower)
            Store(totals, Lower(totals), new Sums());
        if (totals.HasLower && totals.HasRight)
            Store(totals, LowerRight, new Sums());
        return totals;
    }

    /// <summary>Adds a tile.</summary>
    /// <param name="totals">The totals.</param>
    /// <param name="tile">The tile.</param>
    public static void Add(TileTotals totals, Tile tile)
    {
        Store(totals, 0, Sums.Add(Load(totals, 0), tile.Sums00));
        if (totals.HasRight)
            Store(totals, Right, Sums.Add(Load(totals, Right), tile.Sums01));
        if (totals.HasLower)
            Store(totals, Lower(totals), Sums.Add(Load(totals, Lower(totals)), tile.Sums10));
        if (totals.HasLower && totals.HasRight)
            Store(totals, LowerRight, Sums.Add(Load(totals, LowerRight), tile.Sums11));
    }

    /// <summary>The totals as a tile.</summary>
    /// <param name="totals">The totals.</param>
    public static Tile ToTile(TileTotals totals)
    {
        var tile = new Tile { Sums00 = Load(totals, 0) };
        if (totals.HasRight)
            tile.Sums01 = Load(totals, Right);
        if (totals.HasLower)
            tile.Sums10 = Load(totals, Lower(totals));
        if (totals.HasLower && totals.HasRight)
            tile.Sums11 = Load(totals, LowerRight);
        return tile;
    }

    private static int Lower(TileTotals totals) => totals.HasRight ? 2 * Block : Block;

    private static Sums Load(TileTotals totals, int block) => new()
    {
        Row0 = totals.Quads[totals.Start + block],
        Row1 = totals.Quads[totals.Start + block + 1],
        Row2 = totals.Quads[totals.Start + block + 2],
        Row3 = totals.Quads[totals.Start + block + 3],
    };

    private static void Store(TileTotals totals, int block, Sums sums)
    {
        totals.Quads[totals.Start + block] = sums.Row0;
        totals.Quads[totals.Start + block + 1] = sums.Row1;
        totals.Quads[totals.Start + block + 2] = sums.Row2;
        totals.Quads[totals.Start + block + 3] = sums.Row3;
    }
}
