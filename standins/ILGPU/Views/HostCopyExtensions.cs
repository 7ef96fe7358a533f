using System.Runtime.InteropServices;

namespace ILGPU.Runtime;

/// <summary>Copies views to and from host memory.</summary>
public static class HostCopyExtensions
{
    /// <summary>Copies the first elements to host memory.</summary>
    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, in Span<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        stream.Synchronize();
        var bytes = MemoryMarshal.AsBytes(span);
        if (!bytes.IsEmpty)
            ArrayViewExtensions.HostBytes(source.Buffer.AsRawArrayView(source.IndexInBytes, bytes.Length)).CopyTo(bytes);
    }

    /// <summary>Copies the first elements to host memory.</summary>
    public static void CopyToCPU<T, TView>(this TView source, in Span<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
        => source.CopyToCPU(source.Buffer.Accelerator.DefaultStream, span);

    /// <summary>Copies host memory to the first elements.</summary>
    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        stream.Synchronize();
        var bytes = MemoryMarshal.AsBytes(span);
        if (!bytes.IsEmpty)
            bytes.CopyTo(ArrayViewExtensions.HostBytes(target.Buffer.AsRawArrayView(target.IndexInBytes, bytes.Length)));
    }

    /// <summary>Copies host memory to the first elements.</summary>
    public static void CopyFromCPU<T, TView>(this TView target, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
        => target.CopyFromCPU(target.Buffer.Accelerator.DefaultStream, span);

    /// <summary>Copies the first elements to host memory.</summary>
    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in Span<T> span)
        where T : unmanaged
        => source.BaseView.CopyToCPU(stream, span);

    /// <summary>Copies host memory to the first elements.</summary>
    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where T : unmanaged
        => target.BaseView.CopyFromCPU(stream, span);

    /// <summary>Copies all elements to an array.</summary>
    public static void CopyToCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged
        => view.AsDense().CopyToCPU(data);

    /// <summary>Copies all elements to an array.</summary>
    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => view.AsDense().CopyToCPU(stream, data);

    /// <summary>Copies an array to the elements.</summary>
    public static void CopyFromCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged
        => view.AsDense().CopyFromCPU(data);

    /// <summary>Copies an array to the elements.</summary>
    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => view.AsDense().CopyFromCPU(stream, data);

    /// <summary>Copies all elements to an array.</summary>
    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data)
        where T : unmanaged
        => view.CopyToCPU(view.BaseView.Buffer.Accelerator.DefaultStream, data);

    /// <summary>Copies elements to all of an array, which holds at least the view's.</summary>
    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(data.LongLength, view.Length, nameof(data));
        view.CopyToCPU(stream, data.AsSpan());
    }

    /// <summary>Copies an array to the elements.</summary>
    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data)
        where T : unmanaged
        => view.CopyFromCPU(view.BaseView.Buffer.Accelerator.DefaultStream, data);

    /// <summary>Copies all of an array, which holds at least the view's elements, to them.</summary>
    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        if (view.HasNoData())
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(data.LongLength, view.Length, nameof(data));
        view.CopyFromCPU(stream, new ReadOnlySpan<T>(data));
    }

    /// <summary>Copies all elements to an array.</summary>
    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, T[] data)
        where T : unmanaged
        => buffer.View.CopyToCPU(data);

    /// <summary>Copies all elements to an array.</summary>
    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => buffer.View.CopyToCPU(stream, data);

    /// <summary>Copies an array to the elements.</summary>
    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, T[] data)
        where T : unmanaged
        => buffer.View.CopyFromCPU(data);

    /// <summary>Copies an array to the elements.</summary>
    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => buffer.View.CopyFromCPU(stream, data);

    /// <summary>Copies the first elements to all of a page-locked array.</summary>
    public static void CopyToPageLockedAsync<T, TView>(this TView source, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
        => source.CopyToCPU(stream, pageLockedArray.Span);

    /// <summary>Copies the first elements to all of a page-locked array.</summary>
    public static void CopyToPageLockedAsync<T, TView>(this TView source, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
        => source.CopyToPageLockedAsync(source.Buffer.Accelerator.DefaultStream, pageLockedArray);

    /// <summary>Copies all of a page-locked array to the first elements.</summary>
    public static void CopyFromPageLockedAsync<T, TView>(this TView target, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
        => target.CopyFromCPU<T, TView>(stream, pageLockedArray.Span);

    /// <summary>Copies all of a page-locked array to the first elements.</summary>
    public static void CopyFromPageLockedAsync<T, TView>(this TView target, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
        => target.CopyFromPageLockedAsync(target.Buffer.Accelerator.DefaultStream, pageLockedArray);

    /// <summary>Copies the first elements to all of a page-locked array.</summary>
    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged
        => source.BaseView.CopyToPageLockedAsync(pageLockedArray);

    /// <summary>Copies the first elements to all of a page-locked array.</summary>
    public static void CopyToPageLockedAsync<T>(
        this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged
        => source.BaseView.CopyToPageLockedAsync(stream, pageLockedArray);

    /// <summary>Copies all of a page-locked array to the first elements.</summary>
    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged
        => target.BaseView.CopyFromPageLockedAsync(pageLockedArray);

    /// <summary>Copies all of a page-locked array to the first elements.</summary>
    public static void CopyFromPageLockedAsync<T>(
        this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged
        => target.BaseView.CopyFromPageLockedAsync(stream, pageLockedArray);
}
