namespace ILGPU;

/// <summary>An index or extent of any dimension.</summary>
public interface IIndex
{
    /// <summary>The number of elements of an extent.</summary>
    long Size { get; }
}

/// <summary>An index that can be compared with an extent and computed with.</summary>
public interface IGenericIndex<TIndex> : IIndex, IEquatable<TIndex>
    where TIndex : struct, IIndex
{
    /// <summary>Whether the index lies inside an extent.</summary>
    bool InBounds(TIndex dimension);

    /// <summary>Whether the index lies inside an extent or at its end.</summary>
    bool InBoundsInclusive(TIndex dimension);

    /// <summary>The sum.</summary>
    TIndex Add(TIndex rhs);

    /// <summary>The difference.</summary>
    TIndex Subtract(TIndex rhs);
}
