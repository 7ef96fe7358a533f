namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// The address of a run of values in the arena. Generated code passes it on; only kernels look behind it,
/// so that a project that declares networks needs no unsafe code of its own.
/// </summary>
public readonly unsafe struct CpuBuffer
{
    internal CpuBuffer(float* pointer) => Pointer = pointer;

    internal float* Pointer { get; }

    /// <summary>No buffer: the operand is absent (a convolution without bias, an addition without residual).</summary>
    public static CpuBuffer None => default;

    /// <summary>Whether the operand is absent.</summary>
    public bool IsNone => Pointer is null;
}
