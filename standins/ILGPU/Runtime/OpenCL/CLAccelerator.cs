namespace ILGPU.Runtime.OpenCL;

/// <summary>Runs kernels on an OpenCL device; the stand-in has none.</summary>
public sealed class CLAccelerator : Accelerator
{
    internal CLAccelerator(Context context, CLDevice device)
        : base(context, device)
    {
    }

    /// <summary>The device.</summary>
    public new CLDevice Device => (CLDevice)base.Device;
}
