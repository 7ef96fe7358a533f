using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>
/// What one thread makes of a product of matrices. The 256 threads of a group make a tile of 64 or 128 rows and columns:
/// a thread has one block of 4 × 4 sums in each quarter of 64 × 64, or a single one in a tile of 128 × 32. Blocks that a kernel has no use for cost nothing.
/// </summary>
/// <remarks>
/// Threads lie in the tile so that the loads of a warp's quads are short. A multiprocessor hands out 128 bytes a cycle, a
/// quad to each thread of a warp in four cycles, and in two where every thread n wants what n ^ 1 wants, as for the left matrix
/// here, or every thread n what n ^ 2 wants, as for the right one.
/// </remarks>
public struct Tile
{
    /// <summary>The upper left block.</summary>
    public Sums Sums00;

    /// <summary>The upper right block.</summary>
    public Sums Sums01;

    /// <summary>The lower left block.</summary>
    public Sums Sums10;

    /// <summary>The lower right block.</summary>
    public Sums Sums11;

    /// <summary>Adds the product of two slices.</summary>
    /// <param name="tile">The sums before.</param>
    /// <param name="a">Slices of the left matrix, k by k.</param>
    /// <param name="b">Slices of the right matrix, k by k.</param>
    /// <param name="slice">Which slice.</param>
    /// <param name="rows">Rows of the tile, a constant.</param>
    /// <param name="columns">Columns of the tile, a constant.</param>
    public static Tile AddProduct(Tile tile, ArrayView<float> a, ArrayView<float> b, int slice, int rows, int columns)
    {
        var quadsA = a.Cast<Float4>();
        var quadsB = b.Cast<Float4>();
        var strideA = TileShape.Stride(rows);
        var strideB = TileShape.Stride(columns);
        var length = TileShape.SliceLength(rows, columns);
        var gap = TileShape.Gap(rows, columns);
        // Indices are long: what is added to them then becomes a part of the load's own address. (NVIDIA's assembler cannot know
        // that a sum of int does not overflow.)
        long atA = slice * (length / TileShape.Steps * (TileShape.Steps * strideA + gap)) + TileShape.Row(columns);
        long atB = slice * (length / TileShape.Steps * (TileShape.Steps * strideB + gap)) + TileShape.Column(columns);
        for (var k = 0; k < length; k += TileShape.Steps)
        {
            tile = AddStep(tile, quadsA, atA, quadsB, atB, rows, columns);
            tile = AddStep(tile, quadsA, atA + strideA, quadsB, atB + strideB, rows, columns);
            tile = AddStep(tile, quadsA, atA + 2 * strideA, quadsB, atB + 2 * strideB, rows, columns);
            tile = AddStep(tile, quadsA, atA + 3 * strideA, quadsB, atB + 3 * strideB, rows, columns);
            atA += TileShape.Steps * strideA + gap;
            atB += TileShape.Steps * strideB + gap;
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
        return AddToRows(tile, left, right);
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
        return AddToRows(tile, left, right);
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

    private static Tile AddToRows(Tile tile, Float4 left, Float4 right)
    {
        tile.Sums00 = Sums.AddToRows(tile.Sums00, left);
        tile.Sums01 = Sums.AddToRows(tile.Sums01, right);
        tile.Sums10 = Sums.AddToRows(tile.Sums10, left);
        tile.Sums11 = Sums.AddToRows(tile.Sums11, right);
        return tile;
    }

    private static Tile AddStep(Tile tile, ArrayView<Float4> a, long atA, ArrayView<Float4> b, long atB, int rows, int columns)
    {
        var hasLower = TileShape.HasLower(rows, columns);
        var hasRight = TileShape.HasRight(columns);
        var upper = a[atA];
        var left = b[atB];
        var lower = hasLower ? a[atA + TileShape.Half] : upper;
        var right = hasRight ? b[atB + TileShape.Half] : left;
        tile.Sums00 = Sums.AddProduct(tile.Sums00, upper, left);
        if (hasRight)
            tile.Sums01 = Sums.AddProduct(tile.Sums01, upper, right);
        if (hasLower)
            tile.Sums10 = Sums.AddProduct(tile.Sums10, lower, left);
        if (hasLower && hasRight)
            tile.Sums11 = Sums.AddProduct(tile.Sums11, lower, right);
        return tile;
    }
}
