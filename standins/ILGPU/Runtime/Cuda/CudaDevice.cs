namespace ILGPU.Runtime.Cuda;

/// <summary>A CUDA device; the stand-in has none.</summary>
public sealed class CudaDevice : Device
{
    private CudaDevice()
        : base(AcceleratorType.Cuda)
    {
    }

    /// <summary>The device's number.</summary>
    public int DeviceId { get; }

    /// <inheritdoc/>
    public override Accelerator CreateAccelerator(Context context) => CreateCudaAccelerator(context);

    /// <summary>Opens the device.</summary>
    public CudaAccelerator CreateCudaAccelerator(Context context) => new(context, this);
}
