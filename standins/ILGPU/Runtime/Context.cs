using System.Collections.Immutable;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ILGPU;

/// <summary>Knows the devices. Accelerators made from it are disposed before it.</summary>
public sealed partial class Context : IDisposable
{
    private Context(Builder builder)
    {
        Properties = builder;
        Devices = builder.Devices.Count > 0 ? [.. builder.Devices] : [CPUDevice.Default];
    }

    /// <summary>The version of the package whose API this is.</summary>
    public static string Version => "1.5.3";

    /// <summary>The devices.</summary>
    public ImmutableArray<Device> Devices { get; }

    /// <summary>What the context was built with.</summary>
    public ContextProperties Properties { get; }

    /// <summary>One device of a kind.</summary>
    public TDevice GetDevice<TDevice>(int deviceIndex)
        where TDevice : Device
        => GetDevices<TDevice>()[deviceIndex];

    /// <summary>All devices of a kind.</summary>
    public DeviceCollection<TDevice> GetDevices<TDevice>()
        where TDevice : Device
        => new([.. Devices.OfType<TDevice>()]);

    /// <summary>The device with the most memory that is no CPU, unless the CPU is preferred or all there is.</summary>
    public Device GetPreferredDevice(bool preferCPU) => GetPreferredDevices(preferCPU, matchingDevicesOnly: false).First();

    /// <summary>The devices in the order of preference.</summary>
    public IEnumerable<Device> GetPreferredDevices(bool preferCPU, bool matchingDevicesOnly)
    {
        var others = Devices.Where(device => device.AcceleratorType != AcceleratorType.CPU)
            .OrderByDescending(device => device.MemorySize)
            .ToList();
        if (preferCPU || others.Count == 0)
            return Devices.Where(device => device.AcceleratorType == AcceleratorType.CPU);
        var first = others[0];
        return matchingDevicesOnly
            ? others.Where(device => device.AcceleratorType == first.AcceleratorType && device.MemorySize == first.MemorySize)
            : others;
    }

    /// <summary>Goes through the devices.</summary>
    public ImmutableArray<Device>.Enumerator GetEnumerator() => Devices.GetEnumerator();

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Devices of a kind.</summary>
    public readonly ref struct DeviceCollection<TDevice>
        where TDevice : Device
    {
        private readonly ImmutableArray<TDevice> devices;

        internal DeviceCollection(ImmutableArray<TDevice> devices) => this.devices = devices;

        /// <summary>How many there are.</summary>
        public int Count => devices.Length;

        /// <summary>One of them.</summary>
        public TDevice this[int deviceIndex]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNegative(deviceIndex);
                return deviceIndex < Count
                    ? devices[deviceIndex]
                    : throw new NotSupportedException($"There is no {typeof(TDevice).Name} {deviceIndex}.");
            }
        }

        /// <summary>Goes through them.</summary>
        public ImmutableArray<TDevice>.Enumerator GetEnumerator() => devices.GetEnumerator();
    }
}
