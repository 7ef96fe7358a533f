using System.Runtime.CompilerServices;

namespace ILGPU;

/// <summary>Sizes and bit patterns.</summary>
public static class Interop
{
    /// <summary>The bytes of a value.</summary>
    public static int SizeOf<T>()
        where T : unmanaged
        => Unsafe.SizeOf<T>();

    /// <summary>The bytes of a value.</summary>
    public static int SizeOf<T>(T structure)
        where T : unmanaged
        => Unsafe.SizeOf<T>();

    /// <summary>The bits of a number.</summary>
    public static uint FloatAsInt(float value) => BitConverter.SingleToUInt32Bits(value);

    /// <summary>The bits of a number.</summary>
    public static ulong FloatAsInt(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <summary>The number of some bits.</summary>
    public static float IntAsFloat(uint value) => BitConverter.UInt32BitsToSingle(value);

    /// <summary>The number of some bits.</summary>
    public static double IntAsFloat(ulong value) => BitConverter.UInt64BitsToDouble(value);
}
