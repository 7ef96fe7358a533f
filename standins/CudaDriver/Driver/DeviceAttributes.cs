namespace ShapeNet.Standins.Cuda.Driver;

/// <summary>What the device says of itself: an H100's numbers where kernels are compiled or launched by them (cuda.h, <c>CUdevice_attribute</c>).</summary>
internal static class DeviceAttributes
{
    /// <summary>The device's name.</summary>
    public const string Name = "no GPU: PTX on the CPU";

    /// <summary>The memory it lends.</summary>
    public const long MemoryBytes = 4L << 30;

    /// <summary>The driver's version, 12.8, as the driver writes it.</summary>
    public const int DriverVersion = 12_080;

    /// <summary>Groups that can be resident on a multiprocessor.</summary>
    public const int ThreadsPerMultiprocessor = 2048;

    /// <summary>The most threads in a group.</summary>
    public const int ThreadsPerGroup = 1024;

    /// <summary>The bytes of shared memory that a group may declare.</summary>
    public const int SharedBytesPerGroup = 48 * 1024;

    /// <summary>The most bytes that a kernel's arguments take.</summary>
    public const int ArgumentBytes = 4096;

    private static readonly Dictionary<int, int> Values = new()
    {
        [1] = ThreadsPerGroup, [2] = 1024, [3] = 1024, [4] = 64, // threads in a group, and along each axis
        [5] = int.MaxValue, [6] = 65_535, [7] = 65_535, // groups along each axis
        [8] = SharedBytesPerGroup,
        [9] = 65_536, // bytes of constants
        [10] = 32, // threads in a warp
        [11] = int.MaxValue, // pitch
        [12] = 65_536, // registers of a group
        [13] = 1_980_000, // kHz
        [16] = 132, // multiprocessors
        [19] = 1, // maps the host's memory
        [36] = 2_619_000, // kHz of memory
        [37] = 5_120, // bits of its bus
        [38] = 50 << 20, // bytes of the L2 cache
        [39] = ThreadsPerMultiprocessor,
        [40] = 3, // engines that copy
        [41] = 1, // addresses are unified
        [75] = 9, [76] = 0, // compute capability
        [81] = 228 * 1024, // shared bytes of a multiprocessor
        [82] = 65_536, // registers of a multiprocessor
        [83] = 1, // managed memory
        [90] = 1, // preemption
        [91] = 1, // registered memory has the host's addresses
    };

    /// <summary>An attribute's value; what the table does not name is 0, as for a device that lacks it.</summary>
    /// <param name="attribute">The attribute's number.</param>
    public static int Get(int attribute) => Values.GetValueOrDefault(attribute);
}
