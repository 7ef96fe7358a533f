using System.Runtime.CompilerServices;

namespace ILGPU.Runtime;

/// <summary>Fills, copies and casts views.</summary>
public static class ArrayViewExtensions
{
    /// <summary>Whether the view looks at anything.</summary>
    public static bool HasData<TView>(this TView view)
        where TView : IArrayView
        => view.IsValid && view.Length > 0;

    /// <summary>Whether the view looks at nothing.</summary>
    public static bool HasNoData<TView>(this TView view)
        where TView : IArrayView
        => !view.HasData();

    /// <summary>The same memory as elements of another type.</summary>
    public static ArrayView1D<TOther, Stride1D.Dense> Cast<T, TOther>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
        where TOther : unmanaged
        => view.BaseView.Cast<TOther>();

    /// <summary>A view of one element.</summary>
    public static VariableView<T> VariableView<T>(this ArrayView<T> view, Index1D element)
        where T : unmanaged
        => new(view.SubView(element.X, 1));

    /// <summary>The elements as a dense view.</summary>
    public static ArrayView1D<T, Stride1D.Dense> AsDense<T>(this ArrayView<T> view)
        where T : unmanaged
        => view;

    /// <summary>Allocates elements and copies an array to them.</summary>
    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, T[] data)
        where T : unmanaged
        => accelerator.Allocate1D(accelerator.DefaultStream, data);

    /// <summary>Allocates elements and copies an array to them.</summary>
    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(data);
        var buffer = accelerator.Allocate1D<T>(data.Length);
        buffer.CopyFromCPU(stream, data);
        return buffer;
    }

    /// <summary>Zeroes the memory.</summary>
    public static void MemSetToZero<TView>(this TView view)
        where TView : IContiguousArrayView
        => view.MemSet(0);

    /// <summary>Zeroes the memory.</summary>
    public static void MemSetToZero<TView>(this TView view, AcceleratorStream stream)
        where TView : IContiguousArrayView
        => view.MemSet(stream, 0);

    /// <summary>Sets every byte of the memory.</summary>
    public static void MemSet<TView>(this TView view, byte value)
        where TView : IContiguousArrayView
        => view.MemSet(view.Buffer.Accelerator.DefaultStream, value);

    /// <summary>Sets every byte of the memory.</summary>
    public static void MemSet<TView>(this TView view, AcceleratorStream stream, byte value)
        where TView : IContiguousArrayView
    {
        if (!view.IsValid)
            throw new ArgumentNullException(nameof(view));
        stream.Synchronize();
        HostBytes(view.AsRawArrayView()).Fill(value);
    }

    /// <summary>Zeroes the memory.</summary>
    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
        => view.BaseView.MemSetToZero();

    /// <summary>Zeroes the memory.</summary>
    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream)
        where T : unmanaged
        => view.BaseView.MemSetToZero(stream);

    /// <summary>Sets every byte of the memory.</summary>
    public static void MemSet<T>(this ArrayView1D<T, Stride1D.Dense> view, byte value)
        where T : unmanaged
        => view.BaseView.MemSet(value);

    /// <summary>Sets every byte of the memory.</summary>
    public static void MemSet<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, byte value)
        where T : unmanaged
        => view.BaseView.MemSet(stream, value);

    /// <summary>Copies to the beginning of another view or buffer.</summary>
    public static void CopyTo<TView>(this TView source, in TView target)
        where TView : IContiguousArrayView
        => source.CopyTo(source.Buffer.Accelerator.DefaultStream, target);

    /// <summary>Copies to the beginning of another view or buffer.</summary>
    public static void CopyTo<TView>(this TView source, AcceleratorStream stream, in TView target)
        where TView : IContiguousArrayView
        => Copy(stream, source.Buffer.AsRawArrayView(source.IndexInBytes, target.LengthInBytes), target.AsRawArrayView());

    /// <summary>Copies all of another view or buffer to the beginning of this.</summary>
    public static void CopyFrom<TView>(this TView target, in TView source)
        where TView : IContiguousArrayView
        => target.CopyFrom(target.Buffer.Accelerator.DefaultStream, source);

    /// <summary>Copies all of another view or buffer to the beginning of this.</summary>
    public static void CopyFrom<TView>(this TView target, AcceleratorStream stream, in TView source)
        where TView : IContiguousArrayView
        => Copy(stream, source.AsRawArrayView(), target.Buffer.AsRawArrayView(target.IndexInBytes, source.LengthInBytes));

    /// <summary>Copies to another view.</summary>
    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, ArrayView1D<T, Stride1D.Dense> target)
        where T : unmanaged
        => source.BaseView.CopyTo(target.BaseView);

    /// <summary>Copies to another view.</summary>
    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> target)
        where T : unmanaged
        => source.BaseView.CopyTo(stream, target.BaseView);

    /// <summary>Copies all of another view.</summary>
    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, in ArrayView1D<T, Stride1D.Dense> source)
        where T : unmanaged
        => target.BaseView.CopyFrom(source.BaseView);

    /// <summary>Copies all of another view.</summary>
    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> source)
        where T : unmanaged
        => target.BaseView.CopyFrom(stream, source.BaseView);

    /// <summary>The whole memory as an array.</summary>
    public static T[] GetAsArray<T>(this ArrayView<T> view)
        where T : unmanaged
        => view.GetAsArray(view.Buffer.Accelerator.DefaultStream);

    /// <summary>The whole memory as an array.</summary>
    public static T[] GetAsArray<T>(this ArrayView<T> view, AcceleratorStream stream)
        where T : unmanaged
    {
        if (view.HasNoData())
            return [];
        var result = new T[view.Length];
        view.CopyToCPU(stream, result);
        return result;
    }

    /// <summary>The whole memory as an array.</summary>
    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
        => view.BaseView.GetAsArray();

    /// <summary>The whole memory as an array.</summary>
    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream)
        where T : unmanaged
        => view.BaseView.GetAsArray(stream);

    /// <summary>The whole memory as an array.</summary>
    public static T[] GetAsArray1D<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer)
        where T : unmanaged
        => buffer.View.GetAsArray1D();

    /// <summary>The whole memory as an array.</summary>
    public static T[] GetAsArray1D<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream)
        where T : unmanaged
        => buffer.View.GetAsArray1D(stream);

    internal static void Copy(AcceleratorStream stream, ArrayView<byte> source, ArrayView<byte> target)
    {
        stream.Synchronize();
        if (source.Length > 0)
            HostBytes(source).CopyTo(HostBytes(target));
    }

    /// <summary>The bytes of a view whose buffer is alive.</summary>
    internal static unsafe Span<byte> HostBytes(ArrayView<byte> view)
    {
        _ = view.Buffer;
        return new((void*)view.Address, view.IntLength);
    }
}
