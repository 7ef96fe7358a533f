namespace ILGPU.Runtime.OpenCL;

/// <summary>OpenCL devices of contexts: the stand-in finds none.</summary>
public static class CLContextExtensions
{
    /// <summary>Adds every OpenCL device.</summary>
    public static Context.Builder OpenCL(this Context.Builder builder) => builder;

    /// <summary>One OpenCL device.</summary>
    public static CLDevice GetCLDevice(this Context context, int clDeviceIndex) => context.GetDevice<CLDevice>(clDeviceIndex);

    /// <summary>All OpenCL devices.</summary>
    public static Context.DeviceCollection<CLDevice> GetCLDevices(this Context context) => context.GetDevices<CLDevice>();
}
