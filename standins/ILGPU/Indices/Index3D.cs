namespace ILGPU;

/// <summary>A 32-bit index or extent of three dimensions.</summary>
public readonly struct Index3D : IGenericIndex<Index3D>
{
    /// <summary>Minus one everywhere.</summary>
    public static readonly Index3D Invalid = new(-1);

    /// <summary>The first index.</summary>
    public static readonly Index3D Zero = new(0);

    /// <summary>An extent of one.</summary>
    public static readonly Index3D One = new(1);

    /// <summary>Creates an index with the same value in each dimension.</summary>
    public Index3D(int value)
        : this(value, value, value)
    {
    }

    /// <summary>Creates an index.</summary>
    public Index3D(int x, int y, int z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    /// <summary>Creates an index from its first two dimensions and its last.</summary>
    public Index3D(Index2D xy, int z)
        : this(xy.X, xy.Y, z)
    {
    }

    /// <summary>The index in the first dimension.</summary>
    public int X { get; }

    /// <summary>The index in the second dimension.</summary>
    public int Y { get; }

    /// <summary>The index in the third dimension.</summary>
    public int Z { get; }

    /// <summary>The first two dimensions.</summary>
    public Index2D XY => new(X, Y);

    /// <summary>The number of elements of an extent.</summary>
    public int Size => checked((int)LongSize);

    /// <summary>The number of elements of an extent.</summary>
    public long LongSize => (long)X * Y * Z;

    long IIndex.Size => LongSize;

    /// <inheritdoc/>
    public bool InBounds(Index3D dimension) =>
        X >= 0 && X < dimension.X && Y >= 0 && Y < dimension.Y && Z >= 0 && Z < dimension.Z;

    /// <inheritdoc/>
    public bool InBoundsInclusive(Index3D dimension) =>
        X >= 0 && X <= dimension.X && Y >= 0 && Y <= dimension.Y && Z >= 0 && Z <= dimension.Z;

    /// <inheritdoc/>
    public Index3D Add(Index3D rhs) => this + rhs;

    /// <inheritdoc/>
    public Index3D Subtract(Index3D rhs) => this - rhs;

    /// <summary>The index as a tuple.</summary>
    public (int X, int Y, int Z) ToValueTuple() => (X, Y, Z);

    /// <summary>The index in its parts.</summary>
    public void Deconstruct(out int x, out int y, out int z)
    {
        x = X;
        y = Y;
        z = Z;
    }

    /// <inheritdoc/>
    public bool Equals(Index3D other) => X == other.X && Y == other.Y && Z == other.Z;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Index3D other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y, Z);

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y}, {Z})";

    /// <summary>An index from a tuple.</summary>
    public static implicit operator Index3D((int X, int Y, int Z) values) => new(values.X, values.Y, values.Z);

    /// <summary>The sum.</summary>
    public static Index3D operator +(Index3D first, Index3D second) =>
        new(first.X + second.X, first.Y + second.Y, first.Z + second.Z);

    /// <summary>The difference.</summary>
    public static Index3D operator -(Index3D first, Index3D second) =>
        new(first.X - second.X, first.Y - second.Y, first.Z - second.Z);

    /// <summary>The product of each dimension.</summary>
    public static Index3D operator *(Index3D first, Index3D second) =>
        new(first.X * second.X, first.Y * second.Y, first.Z * second.Z);

    /// <summary>The quotient of each dimension.</summary>
    public static Index3D operator /(Index3D first, Index3D second) =>
        new(first.X / second.X, first.Y / second.Y, first.Z / second.Z);

    /// <summary>Whether two indices are the same.</summary>
    public static bool operator ==(Index3D first, Index3D second) => first.Equals(second);

    /// <summary>Whether two indices differ.</summary>
    public static bool operator !=(Index3D first, Index3D second) => !first.Equals(second);
}
