using ILGPU.Runtime;

namespace ILGPU;

/// <summary>A view of elements in a buffer.</summary>
public interface IArrayView
{
    /// <summary>The buffer the view looks at.</summary>
    MemoryBuffer Buffer { get; }

    /// <summary>Whether the view looks at anything.</summary>
    bool IsValid { get; }

    /// <summary>The number of elements.</summary>
    long Length { get; }

    /// <summary>The bytes of one element.</summary>
    int ElementSize { get; }

    /// <summary>The bytes of all elements.</summary>
    long LengthInBytes { get; }
}

/// <summary>A view of elements of a known type.</summary>
public interface IArrayView<T> : IArrayView
    where T : unmanaged;

/// <summary>A view whose elements lie one after another.</summary>
public interface IContiguousArrayView : IArrayView
{
    /// <summary>The first element's index in the buffer.</summary>
    long Index { get; }

    /// <summary>The first element's offset in the buffer.</summary>
    long IndexInBytes { get; }

    /// <summary>The same memory as bytes.</summary>
    ArrayView<byte> AsRawArrayView();
}

/// <summary>A view whose elements, of a known type, lie one after another.</summary>
public interface IContiguousArrayView<T> : IArrayView<T>, IContiguousArrayView
    where T : unmanaged;
