namespace ILGPU;

/// <summary>A 32-bit index or extent of one dimension.</summary>
public readonly struct Index1D : IGenericIndex<Index1D>
{
    /// <summary>Minus one.</summary>
    public static readonly Index1D Invalid = new(-1);

    /// <summary>The first index.</summary>
    public static readonly Index1D Zero = new(0);

    /// <summary>An extent of one.</summary>
    public static readonly Index1D One = new(1);

    /// <summary>Creates an index.</summary>
    public Index1D(int x) => X = x;

    /// <summary>The index.</summary>
    public int X { get; }

    /// <summary>The number of elements of an extent.</summary>
    public int Size => X;

    /// <summary>The number of elements of an extent.</summary>
    public long LongSize => X;

    long IIndex.Size => X;

    /// <inheritdoc/>
    public bool InBounds(Index1D dimension) => X >= 0 && X < dimension.X;

    /// <inheritdoc/>
    public bool InBoundsInclusive(Index1D dimension) => X >= 0 && X <= dimension.X;

    /// <summary>The same index in 64 bits.</summary>
    public LongIndex1D ToLongIndex() => new(X);

    /// <inheritdoc/>
    public Index1D Add(Index1D rhs) => new(X + rhs.X);

    /// <inheritdoc/>
    public Index1D Subtract(Index1D rhs) => new(X - rhs.X);

    /// <inheritdoc/>
    public bool Equals(Index1D other) => X == other.X;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Index1D other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => X;

    /// <inheritdoc/>
    public override string ToString() => $"({X})";

    /// <summary>An index from a number.</summary>
    public static implicit operator Index1D(int idx) => new(idx);

    /// <summary>An index as a number.</summary>
    public static implicit operator int(Index1D idx) => idx.X;

    /// <summary>An index as an unsigned number.</summary>
    public static explicit operator uint(Index1D idx) => (uint)idx.X;

    /// <summary>An index in 64 bits.</summary>
    public static implicit operator LongIndex1D(Index1D index) => index.ToLongIndex();

    /// <summary>The sum.</summary>
    public static Index1D operator +(Index1D first, Index1D second) => new(first.X + second.X);

    /// <summary>The difference.</summary>
    public static Index1D operator -(Index1D first, Index1D second) => new(first.X - second.X);

    /// <summary>The product.</summary>
    public static Index1D operator *(Index1D first, Index1D second) => new(first.X * second.X);

    /// <summary>The quotient.</summary>
    public static Index1D operator /(Index1D first, Index1D second) => new(first.X / second.X);

    /// <summary>Whether two indices are the same.</summary>
    public static bool operator ==(Index1D first, Index1D second) => first.X == second.X;

    /// <summary>Whether two indices differ.</summary>
    public static bool operator !=(Index1D first, Index1D second) => first.X != second.X;
}
