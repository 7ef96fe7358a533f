namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>Where the rows of a product's result begin that a thread makes: four in the upper half of the tile, four in the lower.</summary>
public struct TileRows
{
    /// <summary>The upper four.</summary>
    public BlockRows Upper;

    /// <summary>The lower four, or −1 four times.</summary>
    public BlockRows Lower;

    /// <summary>The rows of a thread in a tile of 64 rows; rows lie one behind the other.</summary>
    /// <param name="tile">The number of the tile along the rows.</param>
    /// <param name="count">How many rows the result has.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="start">Where row 0 begins.</param>
    public static TileRows Of64(int tile, int count, int stride, int start) => new()
    {
        Upper = BlockRows.InOrder(tile * 64 + Tile.Row * 4, count, stride, start),
        Lower = BlockRows.None,
    };

    /// <summary>The rows of a thread in a tile of 128 rows; rows lie one behind the other.</summary>
    /// <param name="tile">The number of the tile along the rows.</param>
    /// <param name="count">How many rows the result has.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="start">Where row 0 begins.</param>
    public static TileRows Of128(int tile, int count, int stride, int start) => new()
    {
        Upper = BlockRows.InOrder(tile * 128 + Tile.Row * 4, count, stride, start),
        Lower = BlockRows.InOrder(tile * 128 + Tile.Row * 4 + 64, count, stride, start),
    };

    /// <summary>The rows of a thread in a tile of 64 rows that are the pixels of a phase.</summary>
    /// <param name="tile">The number of the tile along the rows.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="stride">Values from one pixel to the next.</param>
    /// <param name="start">Where pixel 0 begins.</param>
    public static TileRows OfPhase64(int tile, Phase phase, int stride, int start) => new()
    {
        Upper = BlockRows.OfPhase(tile * 64 + Tile.Row * 4, phase, stride, start),
        Lower = BlockRows.None,
    };

    /// <summary>The rows of a thread in a tile of 128 rows that are the pixels of a phase.</summary>
    /// <param name="tile">The number of the tile along the rows.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="stride">Values from one pixel to the next.</param>
    /// <param name="start">Where pixel 0 begins.</param>
    public static TileRows OfPhase128(int tile, Phase phase, int stride, int start) => new()
    {
        Upper = BlockRows.OfPhase(tile * 128 + Tile.Row * 4, phase, stride, start),
        Lower = BlockRows.OfPhase(tile * 128 + Tile.Row * 4 + 64, phase, stride, start),
    };
}
