using System.Runtime.CompilerServices;
using ILGPU.Checker;
using ILGPU.Runtime;

namespace ILGPU;

/// <summary>Memory that the threads of a group share.</summary>
public static class SharedMemory
{
    /// <summary>One shared variable.</summary>
    [AllocatesBySite(nameof(AllocateVariableAt))]
    public static ref T Allocate<T>()
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>A shared array; each call in the source is one array.</summary>
    [AllocatesBySite(nameof(AllocateAt))]
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>A shared array; each call in the source is one array.</summary>
    [AllocatesBySite(nameof(Allocate1DAt))]
    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>The shared memory whose size the launch asked for.</summary>
    [KernelForm(nameof(GetDynamicIn))]
    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged
        => throw Fault.OutsideKernel();

    internal static ref T AllocateVariableAt<T>(int site, ThreadGroup group)
        where T : unmanaged
        => ref AllocateAt<T>(1, site, group).Element(0);

    internal static ArrayView<T> AllocateAt<T>(int extent, int site, ThreadGroup group)
        where T : unmanaged
        => new(group.Shared.Allocate(site, typeof(T), Unsafe.SizeOf<T>(), extent), SharedArena.BufferId, extent);

    internal static ArrayView1D<T, Stride1D.Dense> Allocate1DAt<T>(Index1D extent, int site, ThreadGroup group)
        where T : unmanaged
        => AllocateAt<T>(extent.X, site, group);

    internal static ArrayView<T> GetDynamicIn<T>(ThreadGroup group)
        where T : unmanaged
        => new(group.Shared.Dynamic, SharedArena.BufferId, group.Shared.DynamicBytes / Unsafe.SizeOf<T>());
}
