namespace ShapeNet.Generators.Ops;

/// <summary>The part of a product of matrices that a group of threads makes. The runtime's <c>TileShape</c> knows the same shapes.</summary>
/// <param name="Rows">64 or 128.</param>
/// <param name="Columns">64 or 128; or 32, with 128 rows.</param>
internal readonly record struct TileShape(int Rows, int Columns)
{
    /// <summary>Whether a thread's sums, 64 of them, leave registers for little else.</summary>
    public bool FillsRegisters => Rows == 128 && Columns == 128;

    /// <summary>
    /// Length of a slice of the product along its inner dimension: as long as a thread has registers for its values beside those for
    /// its sums, but at least as long as gives every thread a quad to fetch.
    /// </summary>
    public int Slice => FillsRegisters ? 8 : Columns == 32 ? DeviceSchedule.LongestSlice : 16;

    /// <summary>Values of a slice between four steps along the inner dimension and the next four, which keep threads that write them in different banks.</summary>
    public int Gap => Slice switch { 8 => 0, 16 => 8, _ => 4 };

    public override string ToString() => $"rows: {Rows}, columns: {Columns}";
}
