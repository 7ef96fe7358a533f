namespace ILGPU.Runtime.CPU;

/// <summary>CPU devices of contexts.</summary>
public static class CPUContextExtensions
{
    /// <summary>Adds the default CPU device.</summary>
    public static Context.Builder DefaultCPU(this Context.Builder builder) => builder.CPU(CPUDeviceKind.Default);

    /// <summary>Adds every CPU device.</summary>
    public static Context.Builder CPU(this Context.Builder builder) => builder.CPU(_ => true);

    /// <summary>Adds the CPU device of a kind.</summary>
    public static Context.Builder CPU(this Context.Builder builder, CPUDeviceKind kind) => builder.CPU(CPUDevice.GetDevice(kind));

    /// <summary>Adds a CPU device.</summary>
    public static Context.Builder CPU(this Context.Builder builder, CPUDevice device)
    {
        if (!builder.Devices.Contains(device))
            builder.Devices.Add(device);
        return builder;
    }

    /// <summary>Adds the CPU devices that satisfy a condition.</summary>
    public static Context.Builder CPU(this Context.Builder builder, Predicate<CPUDevice> predicate)
    {
        foreach (var device in CPUDevice.All)
        {
            if (predicate(device))
                builder.CPU(device);
        }

        return builder;
    }

    /// <summary>One CPU device.</summary>
    public static CPUDevice GetCPUDevice(this Context context, int cpuDeviceIndex) => context.GetDevice<CPUDevice>(cpuDeviceIndex);

    /// <summary>All CPU devices.</summary>
    public static Context.DeviceCollection<CPUDevice> GetCPUDevices(this Context context) => context.GetDevices<CPUDevice>();

    /// <summary>Opens a CPU device.</summary>
    public static CPUAccelerator CreateCPUAccelerator(this Context context, int cpuDeviceIndex) =>
        context.GetCPUDevice(cpuDeviceIndex).CreateCPUAccelerator(context);

    /// <summary>Opens a CPU device.</summary>
    public static CPUAccelerator CreateCPUAccelerator(this Context context, int cpuDeviceIndex, CPUAcceleratorMode mode) =>
        context.GetCPUDevice(cpuDeviceIndex).CreateCPUAccelerator(context, mode);
}
