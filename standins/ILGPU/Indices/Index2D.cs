namespace ILGPU;

/// <summary>A 32-bit index or extent of two dimensions.</summary>
public readonly struct Index2D : IGenericIndex<Index2D>
{
    /// <summary>Minus one everywhere.</summary>
    public static readonly Index2D Invalid = new(-1);

    /// <summary>The first index.</summary>
    public static readonly Index2D Zero = new(0);

    /// <summary>An extent of one.</summary>
    public static readonly Index2D One = new(1);

    /// <summary>Creates an index with the same value in each dimension.</summary>
    public Index2D(int value)
        : this(value, value)
    {
    }

    /// <summary>Creates an index.</summary>
    public Index2D(int x, int y)
    {
        X = x;
        Y = y;
    }

    /// <summary>The index in the first dimension.</summary>
    public int X { get; }

    /// <summary>The index in the second dimension.</summary>
    public int Y { get; }

    /// <summary>The number of elements of an extent.</summary>
    public int Size => checked((int)LongSize);

    /// <summary>The number of elements of an extent.</summary>
    public long LongSize => (long)X * Y;

    long IIndex.Size => LongSize;

    /// <inheritdoc/>
    public bool InBounds(Index2D dimension) => X >= 0 && X < dimension.X && Y >= 0 && Y < dimension.Y;

    /// <inheritdoc/>
    public bool InBoundsInclusive(Index2D dimension) => X >= 0 && X <= dimension.X && Y >= 0 && Y <= dimension.Y;

    /// <inheritdoc/>
    public Index2D Add(Index2D rhs) => this + rhs;

    /// <inheritdoc/>
    public Index2D Subtract(Index2D rhs) => this - rhs;

    /// <summary>The index as a tuple.</summary>
    public (int X, int Y) ToValueTuple() => (X, Y);

    /// <summary>The index in its parts.</summary>
    public void Deconstruct(out int x, out int y)
    {
        x = X;
        y = Y;
    }

    /// <inheritdoc/>
    public bool Equals(Index2D other) => X == other.X && Y == other.Y;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Index2D other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y})";

    /// <summary>An index from a tuple.</summary>
    public static implicit operator Index2D((int X, int Y) values) => new(values.X, values.Y);

    /// <summary>The sum.</summary>
    public static Index2D operator +(Index2D first, Index2D second) => new(first.X + second.X, first.Y + second.Y);

    /// <summary>The difference.</summary>
    public static Index2D operator -(Index2D first, Index2D second) => new(first.X - second.X, first.Y - second.Y);

    /// <summary>The product of each dimension.</summary>
    public static Index2D operator *(Index2D first, Index2D second) => new(first.X * second.X, first.Y * second.Y);

    /// <summary>The quotient of each dimension.</summary>
    public static Index2D operator /(Index2D first, Index2D second) => new(first.X / second.X, first.Y / second.Y);

    /// <summary>Whether two indices are the same.</summary>
    public static bool operator ==(Index2D first, Index2D second) => first.Equals(second);

    /// <summary>Whether two indices differ.</summary>
    public static bool operator !=(Index2D first, Index2D second) => !first.Equals(second);
}
