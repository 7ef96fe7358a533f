namespace ILGPU.Runtime.Cuda;

/// <summary>CUDA devices of contexts: the stand-in finds none.</summary>
public static class CudaContextExtensions
{
    /// <summary>Adds every CUDA device.</summary>
    public static Context.Builder Cuda(this Context.Builder builder) => builder;

    /// <summary>Adds the CUDA devices that satisfy a condition.</summary>
    public static Context.Builder Cuda(this Context.Builder builder, Predicate<CudaDevice> predicate) => builder;

    /// <summary>One CUDA device.</summary>
    public static CudaDevice GetCudaDevice(this Context context, int cudaDeviceIndex) => context.GetDevice<CudaDevice>(cudaDeviceIndex);

    /// <summary>All CUDA devices.</summary>
    public static Context.DeviceCollection<CudaDevice> GetCudaDevices(this Context context) => context.GetDevices<CudaDevice>();

    /// <summary>Opens a CUDA device.</summary>
    public static CudaAccelerator CreateCudaAccelerator(this Context context, int cudaDeviceIndex) =>
        context.GetCudaDevice(cudaDeviceIndex).CreateCudaAccelerator(context);
}
