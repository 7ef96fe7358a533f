namespace ILGPU.Runtime;

/// <summary>A host array that devices copy from and to without the host.</summary>
public abstract class PageLockedArray<T> : IDisposable
    where T : unmanaged
{
    private protected PageLockedArray()
    {
    }

    /// <summary>The elements.</summary>
    public abstract Span<T> Span { get; }

    /// <summary>The elements as a view.</summary>
    public abstract ArrayView<T> ArrayView { get; }

    /// <summary>The number of elements.</summary>
    public long Length => Span.Length;

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A one-dimensional host array that devices copy from and to without the host.</summary>
public sealed class PageLockedArray1D<T> : PageLockedArray<T>
    where T : unmanaged
{
    private readonly T[] array;
    private readonly HostBuffer? buffer;

    internal unsafe PageLockedArray1D(Accelerator accelerator, LongIndex1D extent)
    {
        array = GC.AllocateArray<T>(extent.ToIntIndex(), pinned: true);
        if (array.Length > 0)
        {
            fixed (T* elements = array)
                buffer = new HostBuffer(accelerator, array.Length, sizeof(T), (nint)elements);
        }
    }

    /// <summary>The number of elements.</summary>
    public LongIndex1D Extent => array.LongLength;

    /// <inheritdoc/>
    public override Span<T> Span => array;

    /// <inheritdoc/>
    public override ArrayView<T> ArrayView => buffer is null ? default : new(buffer, 0, array.Length);

    /// <summary>One element.</summary>
    public ref T this[int index] => ref array[index];

    /// <summary>One element.</summary>
    public ref T this[long index] => ref array[index];

    /// <summary>The array itself.</summary>
    public T[] GetArray() => array;

    /// <summary>Goes through the elements.</summary>
    public Span<T>.Enumerator GetEnumerator() => Span.GetEnumerator();

    /// <inheritdoc/>
    public override void Dispose() => buffer?.Dispose();

    private sealed class HostBuffer(Accelerator accelerator, long length, int elementSize, nint hostMemory)
        : MemoryBuffer(accelerator, length, elementSize, hostMemory);
}

/// <summary>Allocates page-locked arrays.</summary>
public static class PageLockedArrayExtensions
{
    /// <summary>Allocates a page-locked array of zeros.</summary>
    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent)
        where T : unmanaged
        => new(accelerator, extent);

    /// <summary>Allocates a page-locked array.</summary>
    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent, bool uninitialized)
        where T : unmanaged
        => new(accelerator, extent);
}
