using System.Runtime.InteropServices;

namespace ShapeNet.Runtime;

/// <summary>
/// Values in the host's memory, all zero at first: pinned, so that a device can use them where they lie, and from a
/// multiple of 64 bytes on, where kernels are fastest.
/// </summary>
internal readonly struct AlignedFloats
{
    private const int AlignmentFloats = 16;

    private readonly float[] values;
    private readonly int start;

    /// <summary>Reserves the memory.</summary>
    /// <param name="length">How many values.</param>
    public AlignedFloats(int length)
    {
        values = GC.AllocateArray<float>(checked(length + AlignmentFloats), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(values, 0);
        start = (int)(-address / sizeof(float) & (AlignmentFloats - 1));
    }

    /// <summary>A run of the values.</summary>
    /// <param name="first">The first.</param>
    /// <param name="length">How many.</param>
    public Span<float> Span(int first, int length) => values.AsSpan(start + first, length);
}
