using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>
/// A point among what a stream was given, set again and again, that the host can wait for. ILGPU's markers are made anew for each point;
/// this one is an event of CUDA's, so that setting it allocates nothing. Other accelerators are waited for whole.
/// </summary>
internal sealed class StreamMark : IDisposable
{
    private readonly AcceleratorStream stream;
    private readonly nint point;

    /// <summary>Creates a mark that nobody needs to wait for yet.</summary>
    public StreamMark(AcceleratorStream stream)
    {
        this.stream = stream;
        if (stream is not CudaStream)
            return;
        using var binding = stream.BindScoped();
        CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.CreateEvent(out point, CudaEventFlags.CU_EVENT_DISABLE_TIMING));
    }

    /// <summary>Sets the mark behind all that the stream was given.</summary>
    public void Set()
    {
        if (stream is not CudaStream cuda)
            return;
        using var binding = stream.BindScoped();
        CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.RecordEvent(point, cuda.StreamPtr));
    }

    /// <summary>Waits until the stream has come to where the mark was set last.</summary>
    public void Wait()
    {
        if (stream is not CudaStream)
        {
            stream.Synchronize();
            return;
        }

        using var binding = stream.BindScoped();
        CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.SynchronizeEvent(point));
    }

    public void Dispose()
    {
        if (stream is not CudaStream)
            return;
        using var binding = stream.BindScoped();
        CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.DestroyEvent(point));
    }
}
