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

    /// <summary>The columns of a thread in a tile of 64 columns.</summary>
    /// <param name="count">How many columns the result has.</param>
    public static TileColumns Of64(int count)
    {
        var left = Grid.IdxY * 64 + Tile.Column * 4;
        return new() { Left = left < count ? left : -1, Right = -1, Count = count };
    }

    /// <summary>The columns of a thread in a tile of 128 columns.</summary>
    /// <param name="count">How many columns the result has.</param>
    public static TileColumns Of128(int count)
    {
        var left = Grid.IdxY * 128 + Tile.Column * 4;
        return new() { Left = left < count ? left : -1, Right = left + 64 < count ? left + 64 : -1, Count = count };
    }
}
