namespace ILGPU.Checker;

/// <summary>What the hardware asks of addresses: an access of 2, 4, 8 or 16 bytes lies at a multiple of its size.</summary>
internal static class Alignment
{
    /// <summary>The widest access of a device, and what every allocation's start is aligned to at least.</summary>
    public const int Widest = 16;

    public static bool IsAligned(nint address, int size) => (address & (Of(size) - 1)) == 0;

    /// <summary>The alignment of an element: the largest power of two that divides its size, up to the widest access.</summary>
    public static int Of(int size) => Math.Min(size & -size, Widest);
}
