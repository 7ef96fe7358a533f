using System.Runtime.Intrinsics;

namespace ShapeNet.Runtime.Cpu;

/// <summary>The widest vectors that the kernels use. Every width computes the same network; the sums' order differs.</summary>
public enum VectorWidth
{
    /// <summary>One value at a time: any processor.</summary>
    Scalar = 1,

    /// <summary>Eight float32 lanes (AVX2 and FMA, or two NEON registers).</summary>
    Vector256 = 8,

    /// <summary>Sixteen float32 lanes (AVX-512).</summary>
    Vector512 = 16,
}

/// <summary>Chooses the vector width of this machine.</summary>
public static class VectorWidths
{
    /// <summary>The widest vectors that this processor executes in hardware.</summary>
    public static VectorWidth Widest =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Vector512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Vector256
        : VectorWidth.Scalar;
}
