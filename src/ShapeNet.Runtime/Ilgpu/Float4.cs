using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>Four neighbouring values: what one 16-byte access moves.</summary>
/// <param name="x">The first value.</param>
/// <param name="y">The second value.</param>
/// <param name="z">The third value.</param>
/// <param name="w">The fourth value.</param>
#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.
public struct Float4(float x, float y, float z, float w)
{
    /// <summary>The first value.</summary>
    public float X = x;

    /// <summary>The second value.</summary>
    public float Y = y;

    /// <summary>The third value.</summary>
    public float Z = z;

    /// <summary>The fourth value.</summary>
    public float W = w;

    /// <summary>Reads four values.</summary>
    /// <param name="view">Where from.</param>
    /// <param name="at">The first one's index, a multiple of four.</param>
    public static Float4 Load(ArrayView<float> view, int at) => view.Cast<Float4>()[at / 4];

    /// <summary>Writes the four values.</summary>
    /// <param name="view">Where to.</param>
    /// <param name="at">The first one's index, a multiple of four.</param>
    public readonly void Store(ArrayView<float> view, int at)
    {
        var quads = view.Cast<Float4>();
        quads[at / 4] = this;
    }
}
