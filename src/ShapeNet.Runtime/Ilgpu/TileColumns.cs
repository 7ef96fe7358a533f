using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>The columns of a product's result that a thread makes: four in the left half of the tile, four in the right.</summary>
public struct TileColumns
{
    /// <summary>The first column of the left four, or −1 where there are none.</summary>
    public int Left;

    /// <summary>The first column of the right four, or −1 where there are none.</summary>
    public int Right;

    /// <summary>How many columns the result has.</summary>
    public int Count;

    /// <summary>The columns of a thread.</summary>
    /// <param name="columns">Columns of the tile, a constant.</param>
    /// <param name="count">How many columns the result has.</param>
    public static TileColumns Of(int columns, int count)
    {
        var left = Grid.IdxY * columns + TileShape.Column(columns) * 4;
        var right = left + columns / 2;
        return new() { Left = left < count ? left : -1, Right = TileShape.HasRight(columns) && right < count ? right : -1, Count = count };
    }
}
