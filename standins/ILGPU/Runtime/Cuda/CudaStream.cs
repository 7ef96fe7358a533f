using System.Diagnostics.CodeAnalysis;

namespace ILGPU.Runtime.Cuda;

/// <summary>A stream of a CUDA device; the stand-in has none.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "The package's own name.")]
public sealed class CudaStream : AcceleratorStream
{
    internal CudaStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    /// <summary>The driver's handle.</summary>
    public nint StreamPtr { get; }
}
