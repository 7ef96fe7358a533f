using System.Runtime.CompilerServices;
using ILGPU.Checker;
using ILGPU.Runtime;

namespace ILGPU;

/// <summary>Memory of one thread.</summary>
public static class LocalMemory
{
    /// <summary>A thread's own array; each call in the source is one array.</summary>
    [AllocatesBySite(nameof(AllocateAt))]
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>A thread's own array; each call in the source is one array.</summary>
    [AllocatesBySite(nameof(Allocate1DAt))]
    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    internal static ArrayView<T> AllocateAt<T>(int extent, int site, ThreadGroup group)
        where T : unmanaged
        => new(group.Local.Allocate(group.Lane, site, typeof(T), Unsafe.SizeOf<T>(), extent), LocalArena.BufferId, extent);

    internal static ArrayView1D<T, Stride1D.Dense> Allocate1DAt<T>(Index1D extent, int site, ThreadGroup group)
        where T : unmanaged
        => AllocateAt<T>(extent.X, site, group);
}
