using System.Runtime.CompilerServices;
using ILGPU.Checker;
using ILGPU.Runtime;

namespace ILGPU;

/// <summary>
/// Consecutive elements of global, shared or local memory. It holds no reference, so that kernels' local variables can be kept in
/// plain memory while their thread waits at a barrier.
/// </summary>
public readonly struct ArrayView<T> : IContiguousArrayView<T>
    where T : unmanaged
{
    /// <summary>A view of nothing.</summary>
    public static readonly ArrayView<T> Empty;

    /// <summary>The bytes of one element.</summary>
    public static readonly int ElementSize = Unsafe.SizeOf<T>();

    private readonly nint address;
    private readonly int bufferId;

    /// <summary>Creates a view of a part of a buffer, counted in elements of this type.</summary>
    public ArrayView(MemoryBuffer source, long index, long length)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((index + length) * ElementSize, source.LengthInBytes);
        address = source.NativePtr + (nint)(index * ElementSize);
        bufferId = source.Id;
        Length = length;
    }

    internal ArrayView(nint address, int bufferId, long length)
    {
        this.address = address;
        this.bufferId = bufferId;
        Length = length;
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>The number of elements in 32 bits.</summary>
    public int IntLength => checked((int)Length);

    /// <summary>The number of elements.</summary>
    public LongIndex1D Extent => new(Length);

    /// <summary>The number of elements in 32 bits.</summary>
    public Index1D IntExtent => new(IntLength);

    /// <inheritdoc/>
    public long LengthInBytes => Length * ElementSize;

    /// <inheritdoc/>
    public bool IsValid => address != 0 && Length > 0;

    /// <summary>The elements lie one after another.</summary>
    public Stride1D.Dense Stride => default;

    MemoryBuffer IArrayView.Buffer => Buffer;

    int IArrayView.ElementSize => ElementSize;

    long IContiguousArrayView.Index => Index;

    long IContiguousArrayView.IndexInBytes => address - Buffer.NativePtr;

    internal MemoryBuffer Buffer => MemoryBuffer.Find(bufferId);

    internal nint Address => address;

    internal int BufferId => bufferId;

    private long Index => (address - Buffer.NativePtr) / ElementSize;

    /// <summary>One element.</summary>
    [KernelForm(nameof(Element))]
    public ref T this[Index1D index] => ref HostElement(index.X);

    /// <summary>One element.</summary>
    [KernelForm(nameof(Element))]
    public ref T this[LongIndex1D index] => ref HostElement(index.X);

    /// <summary>One element.</summary>
    [KernelForm(nameof(Element))]
    public ref T this[int index] => ref HostElement(index);

    /// <summary>One element.</summary>
    [KernelForm(nameof(Element))]
    public ref T this[long index] => ref HostElement(index);

    /// <summary>The elements from an index to the end.</summary>
    public ArrayView<T> SubView(long index) => SubView(index, Length - index);

    /// <summary>Some of the elements.</summary>
    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    /// <summary>Some of the elements.</summary>
    public ArrayView<T> SubView(long index, long subViewLength)
    {
        // The package asserts in debug builds that a view starts inside its parent, unless both are empty.
        if (index < 0 || subViewLength < 0 || index + subViewLength > Length || (index == Length && Length > 0))
            throw Fault.SubView(address, bufferId, typeof(T), index, subViewLength, Length);
        return new(address + (nint)(index * ElementSize), bufferId, subViewLength);
    }

    /// <summary>The same memory as elements of another type.</summary>
    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged
    {
        var otherSize = Unsafe.SizeOf<TOther>();
        if (!Alignment.IsAligned(address, otherSize))
            throw Fault.CastAlignment(address, bufferId, typeof(T), typeof(TOther), otherSize);
        return new(address, bufferId, LengthInBytes / otherSize);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Index} [{Length}]";

    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => new(address, bufferId, LengthInBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe ref T Element(long index)
    {
        if ((ulong)index >= (ulong)Length)
            throw Fault.Index(address, bufferId, typeof(T), index, Length);
        return ref Unsafe.AsRef<T>((void*)(address + (nint)(index * Unsafe.SizeOf<T>())));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T Element(int index) => ref Element((long)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T Element(Index1D index) => ref Element((long)index.X);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T Element(LongIndex1D index) => ref Element(index.X);

    private ref T HostElement(long index)
    {
        if (!Buffer.IsHostMemory)
            throw new InvalidOperationException("An element of device memory was accessed outside a kernel; copy it to the host instead.");
        return ref Element(index);
    }

    /// <summary>A view with a stride.</summary>
    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view, view.Extent, default);

    /// <summary>A view without a stride.</summary>
    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView.SubView(0, view.Length);
}
