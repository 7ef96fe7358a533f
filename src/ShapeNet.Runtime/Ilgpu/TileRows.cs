namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>Where the rows of a product's result begin that a thread makes: four in the upper half of the tile, four in the lower.</summary>
public struct TileRows
{
    private const int Half = 64;

    /// <summary>The upper four.</summary>
    public BlockRows Upper;

    /// <summary>The lower four, or −1 four times.</summary>
    public BlockRows Lower;

    /// <summary>The rows of a thread; they lie one behind the other.</summary>
    /// <param name="tile">The number of the tile along the rows.</param>
    /// <param name="rows">Rows of the tile, a constant.</param>
    /// <param name="columns">Columns of the tile, a constant.</param>
    /// <param name="count">How many rows the result has.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="start">Where row 0 begins.</param>
    public static TileRows Of(int tile, int rows, int columns, int count, int stride, int start)
    {
        var first = tile * rows + TileShape.Row(columns) * 4;
        return new()
        {
            Upper = BlockRows.InOrder(first, count, stride, start),
            Lower = TileShape.HasLower(rows, columns) ? BlockRows.InOrder(first + Half, count, stride, start) : BlockRows.None,
        };
    }

    /// <summary>The rows of a thread that are the pixels of a phase.</summary>
    /// <param name="tile">The number of the tile along the rows.</param>
    /// <param name="rows">Rows of the tile, a constant.</param>
    /// <param name="columns">Columns of the tile, a constant.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="stride">Values from one pixel to the next.</param>
    /// <param name="start">Where pixel 0 begins.</param>
    public static TileRows OfPhase(int tile, int rows, int columns, Phase phase, int stride, int start)
    {
        var first = tile * rows + TileShape.Row(columns) * 4;
        return new()
        {
            Upper = BlockRows.OfPhase(first, phase, stride, start),
            Lower = TileShape.HasLower(rows, columns) ? BlockRows.OfPhase(first + Half, phase, stride, start) : BlockRows.None,
        };
    }
}
