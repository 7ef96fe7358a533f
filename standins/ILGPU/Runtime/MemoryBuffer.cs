using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using ShapeNet.Standins.Races;

namespace ILGPU.Runtime;

/// <summary>Memory of an accelerator, or host memory that it can reach.</summary>
public abstract class MemoryBuffer : AcceleratorObject
{
    /// <summary>What unspecified memory is filled with: not-a-number as float, minus one as integer.</summary>
    internal const byte Poison = 0xFF;

    /// <summary>As the devices' own allocators align.</summary>
    private const int AllocationAlignment = 256;

    private static readonly ConcurrentDictionary<int, MemoryBuffer> ById = new();
    private static int lastId;

    private ShadowMemory? shadow;

    private protected unsafe MemoryBuffer(Accelerator accelerator, long length, int elementSize, nint hostMemory)
        : base(accelerator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        ElementSize = elementSize;
        IsHostMemory = hostMemory != 0;
        if (IsHostMemory)
        {
            NativePtr = hostMemory;
        }
        else if (LengthInBytes > 0)
        {
            NativePtr = (nint)NativeMemory.AlignedAlloc((nuint)LengthInBytes, AllocationAlignment);
            NativeMemory.Fill((void*)NativePtr, (nuint)LengthInBytes, Poison);
        }

        Id = Interlocked.Increment(ref lastId);
        ById[Id] = this;
    }

    /// <summary>Where the memory begins.</summary>
    public nint NativePtr { get; private set; }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The bytes of one element.</summary>
    public int ElementSize { get; }

    /// <summary>The bytes of all elements.</summary>
    public long LengthInBytes => Length * ElementSize;

    /// <summary>What views know the buffer by; positive.</summary>
    internal int Id { get; }

    /// <summary>Whether the memory is the host's, which both sides may read.</summary>
    internal bool IsHostMemory { get; }

    /// <summary>The memory as bytes.</summary>
    public ArrayView<byte> AsRawArrayView() => AsRawArrayView(0, LengthInBytes);

    /// <summary>A part of the memory as bytes.</summary>
    public ArrayView<byte> AsRawArrayView(long offsetInBytes, long lengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetInBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(lengthInBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offsetInBytes + lengthInBytes, LengthInBytes);
        return new(NativePtr + (nint)offsetInBytes, Id, lengthInBytes);
    }

    internal static MemoryBuffer Find(int id) =>
        ById.TryGetValue(id, out var buffer) ? buffer : throw new ObjectDisposedException(nameof(MemoryBuffer), "The view's buffer is gone.");

    internal static bool Exists(int id) => ById.ContainsKey(id);

    /// <summary>The record of the kernels' accesses, made with the first of them.</summary>
    internal ShadowMemory Shadow => shadow ??= new ShadowMemory(NativePtr, LengthInBytes, ofGroup: false);

    internal bool Contains(nint address, int size) => address >= NativePtr && address + size <= NativePtr + LengthInBytes;

    private protected override unsafe void Release()
    {
        shadow?.Dispose();
        ById.TryRemove(Id, out _);
        if (!IsHostMemory)
            NativeMemory.AlignedFree((void*)NativePtr);
        NativePtr = 0;
    }
}

/// <summary>Memory with a view of it.</summary>
public abstract class MemoryBuffer<TView> : MemoryBuffer, IContiguousArrayView
    where TView : struct, IArrayView
{
    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize)
        : base(accelerator, length, elementSize, hostMemory: 0)
    {
    }

    /// <summary>The elements.</summary>
    public abstract TView View { get; }

    /// <summary>Whether the memory is still there.</summary>
    public bool IsValid => !IsDisposed;

    MemoryBuffer IArrayView.Buffer => this;

    long IContiguousArrayView.Index => 0;

    long IContiguousArrayView.IndexInBytes => 0;

    /// <summary>The elements.</summary>
    public TView ToArrayView() => View;

    /// <summary>The elements.</summary>
    public static implicit operator TView(MemoryBuffer<TView> buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return buffer.View;
    }
}

/// <summary>Memory of elements in one dimension.</summary>
public sealed class MemoryBuffer1D<T, TStride> : MemoryBuffer<ArrayView1D<T, TStride>>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    internal MemoryBuffer1D(Accelerator accelerator, long length)
        : base(accelerator, length, ArrayView<T>.ElementSize)
    {
    }

    /// <inheritdoc/>
    public override ArrayView1D<T, TStride> View
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return new(new ArrayView<T>(NativePtr, Id, Length), Length, default);
        }
    }

    /// <summary>The number of elements.</summary>
    public LongIndex1D Extent => new(Length);

    /// <summary>The number of elements in 32 bits.</summary>
    public Index1D IntExtent => Extent.ToIntIndex();

    /// <summary>The elements without their stride.</summary>
    public ArrayView<T> AsContiguous() => View.BaseView;
}
