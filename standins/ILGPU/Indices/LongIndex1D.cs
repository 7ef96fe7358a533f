namespace ILGPU;

/// <summary>A 64-bit index or extent of one dimension.</summary>
public readonly struct LongIndex1D : IGenericIndex<LongIndex1D>
{
    /// <summary>Minus one.</summary>
    public static readonly LongIndex1D Invalid = new(-1);

    /// <summary>The first index.</summary>
    public static readonly LongIndex1D Zero = new(0);

    /// <summary>An extent of one.</summary>
    public static readonly LongIndex1D One = new(1);

    /// <summary>Creates an index.</summary>
    public LongIndex1D(long x) => X = x;

    /// <summary>The index.</summary>
    public long X { get; }

    /// <summary>The number of elements of an extent.</summary>
    public long Size => X;

    /// <inheritdoc/>
    public bool InBounds(LongIndex1D dimension) => X >= 0 && X < dimension.X;

    /// <inheritdoc/>
    public bool InBoundsInclusive(LongIndex1D dimension) => X >= 0 && X <= dimension.X;

    /// <summary>The same index in 32 bits.</summary>
    public Index1D ToIntIndex() => new(checked((int)X));

    /// <inheritdoc/>
    public LongIndex1D Add(LongIndex1D rhs) => new(X + rhs.X);

    /// <inheritdoc/>
    public LongIndex1D Subtract(LongIndex1D rhs) => new(X - rhs.X);

    /// <inheritdoc/>
    public bool Equals(LongIndex1D other) => X == other.X;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LongIndex1D other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => X.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"({X})";

    /// <summary>An index from a number.</summary>
    public static implicit operator LongIndex1D(long idx) => new(idx);

    /// <summary>An index as a number.</summary>
    public static implicit operator long(LongIndex1D idx) => idx.X;

    /// <summary>An index as an unsigned number.</summary>
    public static explicit operator ulong(LongIndex1D idx) => (ulong)idx.X;

    /// <summary>An index in 32 bits.</summary>
    public static explicit operator Index1D(LongIndex1D index) => index.ToIntIndex();

    /// <summary>The sum.</summary>
    public static LongIndex1D operator +(LongIndex1D first, LongIndex1D second) => new(first.X + second.X);

    /// <summary>The difference.</summary>
    public static LongIndex1D operator -(LongIndex1D first, LongIndex1D second) => new(first.X - second.X);

    /// <summary>The product.</summary>
    public static LongIndex1D operator *(LongIndex1D first, LongIndex1D second) => new(first.X * second.X);

    /// <summary>The quotient.</summary>
    public static LongIndex1D operator /(LongIndex1D first, LongIndex1D second) => new(first.X / second.X);

    /// <summary>Whether two indices are the same.</summary>
    public static bool operator ==(LongIndex1D first, LongIndex1D second) => first.X == second.X;

    /// <summary>Whether two indices differ.</summary>
    public static bool operator !=(LongIndex1D first, LongIndex1D second) => first.X != second.X;
}
