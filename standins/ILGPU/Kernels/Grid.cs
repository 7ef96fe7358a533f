using ILGPU.Checker;

namespace ILGPU;

/// <summary>The grid of groups a kernel runs in.</summary>
public static class Grid
{
    /// <summary>The group's index in the first dimension.</summary>
    [KernelForm(nameof(ThreadGroup.GridIdxX))]
    public static int IdxX => throw Fault.OutsideKernel();

    /// <summary>The group's index in the second dimension.</summary>
    [KernelForm(nameof(ThreadGroup.GridIdxY))]
    public static int IdxY => throw Fault.OutsideKernel();

    /// <summary>The group's index in the third dimension.</summary>
    [KernelForm(nameof(ThreadGroup.GridIdxZ))]
    public static int IdxZ => throw Fault.OutsideKernel();

    /// <summary>The group's index.</summary>
    [KernelForm(nameof(ThreadGroup.GridIndex))]
    public static Index3D Index => throw Fault.OutsideKernel();

    /// <summary>The number of groups in the first dimension.</summary>
    [KernelForm(nameof(ThreadGroup.GridDimX))]
    public static int DimX => throw Fault.OutsideKernel();

    /// <summary>The number of groups in the second dimension.</summary>
    [KernelForm(nameof(ThreadGroup.GridDimY))]
    public static int DimY => throw Fault.OutsideKernel();

    /// <summary>The number of groups in the third dimension.</summary>
    [KernelForm(nameof(ThreadGroup.GridDimZ))]
    public static int DimZ => throw Fault.OutsideKernel();

    /// <summary>The number of groups in each dimension.</summary>
    [KernelForm(nameof(ThreadGroup.GridDimension))]
    public static Index3D Dimension => throw Fault.OutsideKernel();

    /// <summary>The group's index in a row of all groups.</summary>
    [KernelForm(nameof(ThreadGroup.GridLinearIndex))]
    public static int LinearIndex => throw Fault.OutsideKernel();

    /// <summary>The thread's index in the grid's threads.</summary>
    [KernelForm(nameof(ThreadGroup.GlobalIndex))]
    public static Index3D GlobalIndex => throw Fault.OutsideKernel();

    /// <summary>The thread's index in a row of all threads.</summary>
    [KernelForm(nameof(ThreadGroup.GlobalLinearIndex))]
    public static int GlobalLinearIndex => throw Fault.OutsideKernel();
}
