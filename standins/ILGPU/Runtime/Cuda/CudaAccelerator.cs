namespace ILGPU.Runtime.Cuda;

/// <summary>Runs kernels on a CUDA device; the stand-in has none.</summary>
public sealed class CudaAccelerator : Accelerator
{
    internal CudaAccelerator(Context context, CudaDevice device)
        : base(context, device)
    {
    }

    /// <summary>The device.</summary>
    public new CudaDevice Device => (CudaDevice)base.Device;

    /// <summary>The device's number.</summary>
    public int DeviceId => Device.DeviceId;
}
