using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>
/// What one thread makes of a product of matrices. The 16 × 16 threads of a group make a tile of 64 or 128 rows and columns:
/// a thread has one block of 4 × 4 sums in each quarter of 64 × 64. Blocks that a kernel has no use for cost nothing.
/// </summary>
/// <remarks>
/// Threads lie in the tile so that the loads of a warp's quads are short. A multiprocessor hands out 128 bytes a cycle, a
/// quad to each thread of a warp in four cycles, and in two where every thread n wants what n ^ 1 wants, as for the left matrix
/// here, or every thread n what n ^ 2 wants, as for the right one.
/// </remarks>
public struct Tile
{
    /// <summary>The inner dimension is taken in slices of this length, half of it for 128 × 128.</summary>
    private const int LongestSlice = 16;

    /// <summary>Steps along the inner dimension in one go of the loop: ILGPU unrolls nothing.</summary>
    private const int Unrolled = 4;

    /// <summary>
    /// Quads from one row of a slice to the next, for tiles of 64. The one on top keeps the threads that write a slice
    /// column by column in different banks of the shared memory.
    /// </summary>
    private const int Stride64 = 17;

    /// <summary>Quads between a long slice's rows 4n + 3 and 4n + 4: threads that write four rows each would meet in a bank every eight rows.</summary>
    private const int LongSliceGap = 2;

    /// <summary>Quads from one row of a slice to the next, for tiles of 128.</summary>
    private const int Stride128 = 33;

    /// <summary>Quads from the upper or left half of a tile of 128 to the other.</summary>
    private const int HalfTile = 16;

    /// <summary>The upper left block.</summary>
    public Sums Sums00;

    /// <summary>The upper right block.</summary>
    public Sums Sums01;

    /// <summary>The lower left block.</summary>
    public Sums Sums10;

    /// <summary>The lower right block.</summary>
    public Sums Sums11;

    /// <summary>The thread's place along the rows of a tile: a warp has four of them, and threads 2n and 2n + 1 the same.</summary>
    internal static int Row => (Group.IdxX >> 1 & 1) | (Group.IdxX >> 3 & 2) | (Group.IdxX >> 4 & 12);

    /// <summary>The thread's place along the columns of a tile: a warp has eight of them, and threads n and n + 2 the same.</summary>
    internal static int Column => (Group.IdxX & 1) | (Group.IdxX >> 1 & 6) | (Group.IdxX >> 2 & 8);

    /// <summary>Adds the product of two slices.</summary>
    /// <param name="tile">The sums before.</param>
    /// <param name="a">Slices of the left matrix, k by k.</param>
    /// <param name="b">Slices of the right matrix, k by k.</param>
    /// <param name="slice">Which slice.</param>
    /// <param name="isTall">Whether the tile has 128 rows, not 64.</param>
    /// <param name="isWide">Whether the tile has 128 columns, not 64.</param>
    public static Tile AddProduct(Tile tile, ArrayView<float> a, ArrayView<float> b, int slice, bool isTall, bool isWide)
    {
        var quadsA = a.Cast<Float4>();
        var quadsB = b.Cast<Float4>();
        var strideA = isTall ? Stride128 : Stride64;
        var strideB = isWide ? Stride128 : Stride64;
        var length = isTall && isWide ? LongestSlice / 2 : LongestSlice;
        var gap = isTall && isWide ? 0 : LongSliceGap;
        // Indices are long: what is added to them then becomes a part of the load's own address. (NVIDIA's assembler cannot know
        // that a sum of int does not overflow.)
        long atA = slice * length / Unrolled * (Unrolled * strideA + gap) + Row;
        long atB = slice * length / Unrolled * (Unrolled * strideB + gap) + Column;
        for (var k = 0; k < length; k += Unrolled)
        {
            tile = AddStep(tile, quadsA, atA, quadsB, atB, isTall, isWide);
            tile = AddStep(tile, quadsA, atA + strideA, quadsB, atB + strideB, isTall, isWide);
            tile = AddStep(tile, quadsA, atA + 2 * strideA, quadsB, atB + 2 * strideB, isTall, isWide);
            tile = AddStep(tile, quadsA, atA + 3 * strideA, quadsB, atB + 3 * strideB, isTall, isWide);
            atA += Unrolled * strideA + gap;
            atB += Unrolled * strideB + gap;
        }

        return tile;
    }

    /// <summary>Adds one value for each column to all rows: a bias.</summary>
    /// <param name="tile">The sums before.</param>
    /// <param name="view">The values.</param>
    /// <param name="start">Where column 0's value lies.</param>
    /// <param name="columns">The thread's columns.</param>
    public static Tile AddToRows(Tile tile, ArrayView<float> view, int start, TileColumns columns)
    {
        var left = Float4.LoadSome(columns.Left >= 0, view, start + columns.Left, columns.Count - columns.Left);
        var right = Float4.LoadSome(columns.Right >= 0, view, start + columns.Right, columns.Count - columns.Right);
        tile.Sums00 = Sums.AddToRows(tile.Sums00, left);
        tile.Sums01 = Sums.AddToRows(tile.Sums01, right);
        tile.Sums10 = Sums.AddToRows(tile.Sums10, left);
        tile.Sums11 = Sums.AddToRows(tile.Sums11, right);
        return tile;
    }

    /// <summary>Adds one value for each column to all rows, the same ones again every so many columns: a bias where columns are pixels and channels.</summary>
    /// <param name="tile">The sums before.</param>
    /// <param name="view">The values.</param>
    /// <param name="period">How many there are.</param>
    /// <param name="columns">The thread's columns.</param>
    public static Tile AddRepeated(Tile tile, ArrayView<float> view, int period, TileColumns columns)
    {
        var left = Float4.LoadRepeated(columns.Left >= 0, view, columns.Left, period);
        var right = Float4.LoadRepeated(columns.Right >= 0, view, columns.Right, period);
        tile.Sums00 = Sums.AddToRows(tile.Sums00, left);
        tile.Sums01 = Sums.AddToRows(tile.Sums01, right);
        tile.Sums10 = Sums.AddToRows(tile.Sums10, left);
        tile.Sums11 = Sums.AddToRows(tile.Sums11, right);
        return tile;
    }

    /// <summary>Replaces negative sums by zero.</summary>
    /// <param name="tile">The sums.</param>
    public static Tile ReLU(Tile tile)
    {
        tile.Sums00 = Sums.ReLU(tile.Sums00);
        tile.Sums01 = Sums.ReLU(tile.Sums01);
        tile.Sums10 = Sums.ReLU(tile.Sums10);
        tile.Sums11 = Sums.ReLU(tile.Sums11);
        return tile;
    }

    /// <summary>Writes a tile, quad by quad.</summary>
    /// <param name="tile">The sums.</param>
    /// <param name="view">The result.</param>
    /// <param name="rows">The thread's rows.</param>
    /// <param name="columns">The thread's columns.</param>
    public static void Store(Tile tile, ArrayView<float> view, TileRows rows, TileColumns columns)
    {
        Sums.Store(tile.Sums00, view, rows.Upper, columns.Left);
        Sums.Store(tile.Sums01, view, rows.Upper, columns.Right);
        Sums.Store(tile.Sums10, view, rows.Lower, columns.Left);
        Sums.Store(tile.Sums11, view, rows.Lower, columns.Right);
    }

    /// <summary>Writes a tile whose quads are not aligned, value by value.</summary>
    /// <param name="tile">The sums.</param>
    /// <param name="view">The result.</param>
    /// <param name="rows">The thread's rows.</param>
    /// <param name="columns">The thread's columns.</param>
    public static void StoreSome(Tile tile, ArrayView<float> view, TileRows rows, TileColumns columns)
    {
        Sums.StoreSome(tile.Sums00, view, rows.Upper, columns.Left, columns.Count - columns.Left);
        Sums.StoreSome(tile.Sums01, view, rows.Upper, columns.Right, columns.Count - columns.Right);
        Sums.StoreSome(tile.Sums10, view, rows.Lower, columns.Left, columns.Count - columns.Left);
        Sums.StoreSome(tile.Sums11, view, rows.Lower, columns.Right, columns.Count - columns.Right);
    }

    /// <summary>Writes the sum of a tile and a tensor of the result's shape, quad by quad.</summary>
    /// <param name="tile">The sums.</param>
    /// <param name="added">The tensor; it may be the result.</param>
    /// <param name="view">The result.</param>
    /// <param name="rows">The thread's rows.</param>
    /// <param name="columns">The thread's columns.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    public static void StoreSum(Tile tile, ArrayView<float> added, ArrayView<float> view, TileRows rows, TileColumns columns, bool relu)
    {
        Sums.StoreSum(tile.Sums00, added, view, rows.Upper, columns.Left, relu);
        Sums.StoreSum(tile.Sums01, added, view, rows.Upper, columns.Right, relu);
        Sums.StoreSum(tile.Sums10, added, view, rows.Lower, columns.Left, relu);
        Sums.StoreSum(tile.Sums11, added, view, rows.Lower, columns.Right, relu);
    }

    /// <summary>Writes the sum of a tile and a tensor of the result's shape whose quads are not aligned, value by value.</summary>
    /// <param name="tile">The sums.</param>
    /// <param name="added">The tensor; it may be the result.</param>
    /// <param name="view">The result.</param>
    /// <param name="rows">The thread's rows.</param>
    /// <param name="columns">The thread's columns.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    public static void StoreSomeSum(Tile tile, ArrayView<float> added, ArrayView<float> view, TileRows rows, TileColumns columns, bool relu)
    {
        Sums.StoreSomeSum(tile.Sums00, added, view, rows.Upper, columns.Left, columns.Count - columns.Left, relu);
        Sums.StoreSomeSum(tile.Sums01, added, view, rows.Upper, columns.Right, columns.Count - columns.Right, relu);
        Sums.StoreSomeSum(tile.Sums10, added, view, rows.Lower, columns.Left, columns.Count - columns.Left, relu);
        Sums.StoreSomeSum(tile.Sums11, added, view, rows.Lower, columns.Right, columns.Count - columns.Right, relu);
    }

    private static Tile AddStep(Tile tile, ArrayView<Float4> a, long atA, ArrayView<Float4> b, long atB, bool isTall, bool isWide)
    {
        var upper = a[atA];
        var left = b[atB];
        var lower = isTall ? a[atA + HalfTile] : upper;
        var right = isWide ? b[atB + HalfTile] : left;
        tile.Sums00 = Sums.AddProduct(tile.Sums00, upper, left);
        if (isWide)
            tile.Sums01 = Sums.AddProduct(tile.Sums01, upper, right);
        if (isTall)
            tile.Sums10 = Sums.AddProduct(tile.Sums10, lower, left);
        if (isTall && isWide)
            tile.Sums11 = Sums.AddProduct(tile.Sums11, lower, right);
        return tile;
    }
}
