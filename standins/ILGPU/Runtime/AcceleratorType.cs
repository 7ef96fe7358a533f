namespace ILGPU.Runtime;

/// <summary>What runs kernels.</summary>
public enum AcceleratorType
{
    /// <summary>The CPU.</summary>
    CPU,

    /// <summary>A CUDA device.</summary>
    Cuda,

    /// <summary>An OpenCL device.</summary>
    OpenCL,
}
