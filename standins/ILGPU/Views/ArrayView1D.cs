using System.Runtime.CompilerServices;
using ILGPU.Checker;

namespace ILGPU.Runtime;

/// <summary>Elements of one dimension; dense ones only.</summary>
public readonly struct ArrayView1D<T, TStride> : IArrayView<T>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    /// <summary>The bytes of one element.</summary>
    public static readonly int ElementSize = ArrayView<T>.ElementSize;

    /// <summary>A view of nothing.</summary>
    public static readonly ArrayView1D<T, TStride> Empty = new(ArrayView<T>.Empty, LongIndex1D.Zero, default);

    /// <summary>Creates a view of the elements of another.</summary>
    public ArrayView1D(ArrayView<T> baseView, LongIndex1D extent, TStride stride)
    {
        BaseView = baseView;
        Extent = extent;
        Stride = stride;
    }

    /// <summary>The elements without their stride.</summary>
    public ArrayView<T> BaseView { get; }

    /// <summary>The number of elements.</summary>
    public LongIndex1D Extent { get; }

    /// <summary>The number of elements in 32 bits.</summary>
    public Index1D IntExtent => Extent.ToIntIndex();

    /// <summary>How the elements lie in memory.</summary>
    public TStride Stride { get; }

    /// <inheritdoc/>
    public bool IsValid => BaseView.IsValid;

    /// <inheritdoc/>
    public long Length => Extent.X;

    /// <summary>The number of elements in 32 bits.</summary>
    public int IntLength => checked((int)Length);

    /// <inheritdoc/>
    public long LengthInBytes => Length * ElementSize;

    MemoryBuffer IArrayView.Buffer => BaseView.Buffer;

    int IArrayView.ElementSize => ElementSize;

    /// <summary>One element.</summary>
    [KernelForm(nameof(Element))]
    public ref T this[Index1D index] => ref BaseView[index];

    /// <summary>One element.</summary>
    [KernelForm(nameof(Element))]
    public ref T this[LongIndex1D index] => ref BaseView[index];

    /// <summary>Some of the elements.</summary>
    public ArrayView1D<T, TStride> SubView(Index1D index, Index1D extent) => SubView(index.ToLongIndex(), extent.ToLongIndex());

    /// <summary>Some of the elements.</summary>
    public ArrayView1D<T, TStride> SubView(LongIndex1D index, LongIndex1D extent) =>
        new(BaseView.SubView(index.X, extent.X), extent, Stride);

    /// <summary>The elements without their stride.</summary>
    public ArrayView<T> AsContiguous() => BaseView;

    /// <summary>The elements as a dense view.</summary>
    public ArrayView1D<T, Stride1D.Dense> AsDense() => new(BaseView, Extent, default);

    /// <inheritdoc/>
    public override string ToString() => BaseView.ToString();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T Element(Index1D index) => ref BaseView.Element((long)index.X);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T Element(LongIndex1D index) => ref BaseView.Element(index.X);
}
