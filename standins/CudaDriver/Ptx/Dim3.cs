namespace ShapeNet.Standins.Cuda.Ptx;

/// <summary>The extent of a grid or a block, or a place in one.</summary>
internal readonly record struct Dim3(int X, int Y, int Z)
{
    public long Count => (long)X * Y * Z;

    /// <summary>The place of a linear index in this extent; x is the fastest.</summary>
    public Dim3 At(long index) => new((int)(index % X), (int)(index / X % Y), (int)(index / X / Y));

    public override string ToString() => $"({X}, {Y}, {Z})";
}
