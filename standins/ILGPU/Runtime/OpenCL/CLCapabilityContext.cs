using System.Diagnostics.CodeAnalysis;

namespace ILGPU.Runtime.OpenCL;

/// <summary>What an OpenCL device can do.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "The package's own names.")]
[SuppressMessage("Naming", "CA1720", Justification = "The package's own names.")]
public sealed class CLCapabilityContext
{
    internal CLCapabilityContext()
    {
    }

    /// <summary>Whether it computes in double precision.</summary>
    public bool Float64 { get; internal set; }

    /// <summary>Whether it has atomic operations on 64 bits.</summary>
    public bool Int64_Atomics { get; internal set; }
}
