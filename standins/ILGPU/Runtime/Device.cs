namespace ILGPU.Runtime;

/// <summary>A device that can run kernels.</summary>
public abstract class Device
{
    private protected Device(AcceleratorType acceleratorType) => AcceleratorType = acceleratorType;

    /// <summary>What kind of device it is.</summary>
    public AcceleratorType AcceleratorType { get; }

    /// <summary>Its name.</summary>
    public string Name { get; private protected init; } = "";

    /// <summary>Its memory in bytes.</summary>
    public long MemorySize { get; private protected init; }

    /// <summary>The most groups of a launch.</summary>
    public Index3D MaxGridSize { get; private protected init; }

    /// <summary>The most threads of a group in each dimension.</summary>
    public Index3D MaxGroupSize { get; private protected init; }

    /// <summary>The most threads of a group.</summary>
    public int MaxNumThreadsPerGroup { get; private protected init; }

    /// <summary>The most shared memory of a group, in bytes.</summary>
    public int MaxSharedMemoryPerGroup { get; private protected init; }

    /// <summary>The most constant memory, in bytes.</summary>
    public int MaxConstantMemory { get; private protected init; }

    /// <summary>The threads of a warp.</summary>
    public int WarpSize { get; private protected init; }

    /// <summary>The number of multiprocessors.</summary>
    public int NumMultiprocessors { get; private protected init; }

    /// <summary>The most threads a multiprocessor runs at a time.</summary>
    public int MaxNumThreadsPerMultiprocessor { get; private protected init; }

    /// <summary>The most threads the device runs at a time.</summary>
    public int MaxNumThreads => NumMultiprocessors * MaxNumThreadsPerMultiprocessor;

    /// <summary>Opens the device.</summary>
    public abstract Accelerator CreateAccelerator(Context context);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name} [Type: {AcceleratorType}, WarpSize: {WarpSize}, MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}, MemorySize: {MemorySize}]";
}
