namespace ShapeNet.Generators.Ops;

/// <summary>The part of a product of matrices that a group of threads makes.</summary>
/// <param name="Rows">64 or 128.</param>
/// <param name="Columns">64 or 128.</param>
internal readonly record struct TileShape(int Rows, int Columns)
{
    /// <summary>Whether the tile has 128 rows.</summary>
    public bool IsTall => Rows == 128;

    /// <summary>Whether the tile has 128 columns.</summary>
    public bool IsWide => Columns == 128;

    /// <summary>
    /// Length of a slice of the product along its inner dimension. Half of it for the largest tile: its sums leave room for so many
    /// values of the next slice in a thread's registers.
    /// </summary>
    public int Slice => IsTall && IsWide ? DeviceSchedule.Slice / 2 : DeviceSchedule.Slice;
}
