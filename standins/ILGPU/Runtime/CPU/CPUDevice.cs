using System.Collections.Immutable;
using System.Numerics;

namespace ILGPU.Runtime.CPU;

/// <summary>Sizes of warps and groups as some devices have them.</summary>
public enum CPUDeviceKind
{
    /// <summary>Groups of 16 threads.</summary>
    Default,

    /// <summary>As NVIDIA's.</summary>
    Nvidia,

    /// <summary>As AMD's.</summary>
    AMD,

    /// <summary>As AMD's were.</summary>
    LegacyAMD,

    /// <summary>As Intel's.</summary>
    Intel,
}

/// <summary>A device that runs kernels on the CPU.</summary>
public sealed class CPUDevice : Device
{
    /// <summary>Groups of 16 threads, warps of four.</summary>
    public static readonly CPUDevice Default = new(4, 4, 1);

    /// <summary>Groups of 1024 threads, warps of 32.</summary>
    public static readonly CPUDevice Nvidia = new(32, 32, 1);

    /// <summary>Groups of 256 threads, warps of 32.</summary>
    public static readonly CPUDevice AMD = new(32, 8, 1);

    /// <summary>Groups of 256 threads, warps of 64.</summary>
    public static readonly CPUDevice LegacyAMD = new(64, 4, 1);

    /// <summary>Groups of 128 threads, warps of 16.</summary>
    public static readonly CPUDevice Intel = new(16, 8, 1);

    /// <summary>The device of every kind.</summary>
    public static readonly ImmutableArray<CPUDevice> All = [Default, Nvidia, AMD, LegacyAMD, Intel];

    /// <summary>Creates a device of any sizes.</summary>
    public CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors)
        : base(AcceleratorType.CPU)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numThreadsPerWarp, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(numWarpsPerMultiprocessor, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(numMultiprocessors, 1);
        if (!BitOperations.IsPow2(numWarpsPerMultiprocessor))
            throw new ArgumentOutOfRangeException(nameof(numWarpsPerMultiprocessor), "must be a power of two");

        Name = nameof(CPUAccelerator);
        WarpSize = numThreadsPerWarp;
        MaxNumThreadsPerGroup = numThreadsPerWarp * numWarpsPerMultiprocessor;
        MaxNumThreadsPerMultiprocessor = MaxNumThreadsPerGroup;
        NumMultiprocessors = numMultiprocessors;
        MaxGroupSize = new Index3D(MaxNumThreadsPerGroup);
        MemorySize = long.MaxValue;
        MaxGridSize = new Index3D(int.MaxValue, ushort.MaxValue, ushort.MaxValue);
        MaxSharedMemoryPerGroup = Checker.SharedArena.MaximumBytes;
        MaxConstantMemory = int.MaxValue;
    }

    /// <summary>The device of a kind.</summary>
    public static CPUDevice GetDevice(CPUDeviceKind kind) => All[(int)kind];

    /// <inheritdoc/>
    public override Accelerator CreateAccelerator(Context context) => CreateCPUAccelerator(context);

    /// <summary>Opens the device.</summary>
    public CPUAccelerator CreateCPUAccelerator(Context context) => CreateCPUAccelerator(context, CPUAcceleratorMode.Auto);

    /// <summary>Opens the device.</summary>
    public CPUAccelerator CreateCPUAccelerator(Context context, CPUAcceleratorMode mode) => new(context, this, mode);
}
