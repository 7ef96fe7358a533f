using System.Runtime.CompilerServices;

namespace ILGPU;

/// <summary>The groups of a launch, the threads of each, and the shared memory they ask for.</summary>
public readonly struct KernelConfig
{
    /// <summary>Creates a launch of one dimension.</summary>
    public KernelConfig(Index1D gridDim, Index1D groupDim)
        : this(gridDim, groupDim, default)
    {
    }

    /// <summary>Creates a launch of one dimension.</summary>
    public KernelConfig(Index1D gridDim, Index1D groupDim, SharedMemoryConfig sharedMemoryConfig)
        : this(new Index3D(gridDim.X, 1, 1), new Index3D(groupDim.X, 1, 1), sharedMemoryConfig)
    {
    }

    /// <summary>Creates a launch of two dimensions.</summary>
    public KernelConfig(Index2D gridDim, Index2D groupDim)
        : this(gridDim, groupDim, default)
    {
    }

    /// <summary>Creates a launch of two dimensions.</summary>
    public KernelConfig(Index2D gridDim, Index2D groupDim, SharedMemoryConfig sharedMemoryConfig)
        : this(new Index3D(gridDim, 1), new Index3D(groupDim, 1), sharedMemoryConfig)
    {
    }

    /// <summary>Creates a launch of three dimensions.</summary>
    public KernelConfig(Index3D gridDim, Index3D groupDim)
        : this(gridDim, groupDim, default)
    {
    }

    /// <summary>Creates a launch of three dimensions.</summary>
    public KernelConfig(int gridDimX, int gridDimY, int gridDimZ, int groupDimX, int groupDimY, int groupDimZ)
        : this(new Index3D(gridDimX, gridDimY, gridDimZ), new Index3D(groupDimX, groupDimY, groupDimZ), default)
    {
    }

    /// <summary>Creates a launch of three dimensions.</summary>
    public KernelConfig(Index3D gridDim, Index3D groupDim, SharedMemoryConfig sharedMemoryConfig)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gridDim.LongSize, nameof(gridDim));
        ArgumentOutOfRangeException.ThrowIfNegative(groupDim.LongSize, nameof(groupDim));
        GridDim = gridDim;
        GroupDim = groupDim;
        SharedMemoryConfig = sharedMemoryConfig;
    }

    /// <summary>The number of groups.</summary>
    public Index3D GridDim { get; }

    /// <summary>The number of threads of a group.</summary>
    public Index3D GroupDim { get; }

    /// <summary>The shared memory the launch asks for.</summary>
    public SharedMemoryConfig SharedMemoryConfig { get; }

    /// <summary>Whether the launch asks for shared memory.</summary>
    public bool UsesDynamicSharedMemory => SharedMemoryConfig.UsesDynamicSharedMemory;

    /// <summary>Whether there is at least one group and one thread.</summary>
    public bool IsValid => GridDim is { X: > 0, Y: > 0, Z: > 0 } && GroupDim is { X: > 0, Y: > 0, Z: > 0 };

    /// <summary>The number of threads.</summary>
    public long Size => GridDim.LongSize * GroupDim.LongSize;

    /// <summary>The launch in its parts.</summary>
    public void Deconstruct(out Index3D gridDim, out Index3D groupDim)
    {
        gridDim = GridDim;
        groupDim = GroupDim;
    }

    /// <summary>A launch of one dimension.</summary>
    public static implicit operator KernelConfig((Index1D Grid, Index1D Group) dimensions) => new(dimensions.Grid, dimensions.Group);

    /// <summary>A launch of a grid of three dimensions and groups of one.</summary>
    public static implicit operator KernelConfig((Index3D Grid, Index1D Group) dimensions) =>
        new(dimensions.Grid, new Index3D(dimensions.Group, 1, 1));

    /// <summary>A launch of a grid of three dimensions and groups of two.</summary>
    public static implicit operator KernelConfig((Index3D Grid, Index2D Group) dimensions) =>
        new(dimensions.Grid, new Index3D(dimensions.Group, 1));

    /// <summary>A launch of two dimensions.</summary>
    public static implicit operator KernelConfig((Index2D Grid, Index2D Group) dimensions) => new(dimensions.Grid, dimensions.Group);

    /// <summary>A launch of three dimensions.</summary>
    public static implicit operator KernelConfig((Index3D Grid, Index3D Group) dimensions) => new(dimensions.Grid, dimensions.Group);

    /// <summary>A launch of one dimension with shared memory.</summary>
    public static implicit operator KernelConfig((Index1D Grid, Index1D Group, SharedMemoryConfig Shared) dimensions) =>
        new(dimensions.Grid, dimensions.Group, dimensions.Shared);

    /// <summary>A launch of three dimensions with shared memory.</summary>
    public static implicit operator KernelConfig((Index3D Grid, Index3D Group, SharedMemoryConfig Shared) dimensions) =>
        new(dimensions.Grid, dimensions.Group, dimensions.Shared);
}

/// <summary>The shared memory a launch asks for.</summary>
public readonly struct SharedMemoryConfig
{
    /// <summary>None.</summary>
    public static readonly SharedMemoryConfig Empty;

    /// <summary>Creates a request.</summary>
    public SharedMemoryConfig(int numElements, int elementSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numElements);
        ArgumentOutOfRangeException.ThrowIfNegative(elementSize);
        NumElements = numElements;
        ElementSize = elementSize;
    }

    /// <summary>The number of elements.</summary>
    public int NumElements { get; }

    /// <summary>The bytes of one.</summary>
    public int ElementSize { get; }

    /// <summary>The bytes of all.</summary>
    public int ArraySize => NumElements * ElementSize;

    /// <summary>Whether anything is asked for.</summary>
    public bool UsesDynamicSharedMemory => ArraySize > 0;

    /// <summary>Asks for elements of a type.</summary>
    public static SharedMemoryConfig RequestDynamic<T>(int numElements)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numElements, 1);
        return new(numElements, Unsafe.SizeOf<T>());
    }
}
