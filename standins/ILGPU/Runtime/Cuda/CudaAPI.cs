using System.Diagnostics.CodeAnalysis;

namespace ILGPU.Runtime.Cuda;

/// <summary>Events of NVIDIA's driver; the stand-in has no driver, and no streams that could be given here.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "The package has instance members here.")]
[SuppressMessage("Naming", "CA1707", Justification = "The package's own names.")]
[SuppressMessage("Naming", "CA1720", Justification = "The package's own names.")]
public sealed class CudaAPI
{
    private CudaAPI()
    {
    }

    /// <summary>The driver.</summary>
    public static CudaAPI CurrentAPI { get; } = new();

    /// <summary>Creates an event.</summary>
    public CudaError CreateEvent(out nint @event, CudaEventFlags flags)
    {
        @event = 0;
        return CudaError.CUDA_ERROR_NOT_INITIALIZED;
    }

    /// <summary>Records an event in a stream.</summary>
    public CudaError RecordEvent(nint @event, nint stream) => CudaError.CUDA_ERROR_NOT_INITIALIZED;

    /// <summary>Waits for an event.</summary>
    public CudaError SynchronizeEvent(nint @event) => CudaError.CUDA_ERROR_NOT_INITIALIZED;

    /// <summary>Destroys an event.</summary>
    public CudaError DestroyEvent(nint @event) => CudaError.CUDA_ERROR_NOT_INITIALIZED;
}

/// <summary>How an event is made.</summary>
[Flags]
[SuppressMessage("Naming", "CA1707", Justification = "The package's own names.")]
[SuppressMessage("Naming", "CA1711", Justification = "The package's own name.")]
public enum CudaEventFlags
{
    /// <summary>As the driver does by itself.</summary>
    CU_EVENT_DEFAULT = 0,

    /// <summary>Without a time.</summary>
    CU_EVENT_DISABLE_TIMING = 2,
}

/// <summary>What the driver says.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "The package's own names.")]
public enum CudaError
{
    /// <summary>All is well.</summary>
    CUDA_SUCCESS = 0,

    /// <summary>There is no driver.</summary>
    CUDA_ERROR_NOT_INITIALIZED = 3,
}

/// <summary>The driver refused something.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Created here alone.")]
public sealed class CudaException : AcceleratorException
{
    private CudaException(CudaError error)
        : base(error.ToString(), null)
    {
    }

    /// <inheritdoc/>
    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;

    /// <summary>Throws unless all is well.</summary>
    public static void ThrowIfFailed(CudaError cudaStatus)
    {
        if (cudaStatus != CudaError.CUDA_SUCCESS)
            throw new CudaException(cudaStatus);
    }
}
