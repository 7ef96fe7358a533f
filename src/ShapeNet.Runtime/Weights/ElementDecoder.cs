using static System.Buffers.Binary.BinaryPrimitives;

namespace ShapeNet.Runtime;

/// <summary>Turns little-endian bytes of any type into the types that networks compute with.</summary>
internal static class ElementDecoder
{
    /// <summary>Values of any type → float32.</summary>
    /// <param name="type">The values' type.</param>
    /// <param name="bytes">The values.</param>
    /// <param name="destination">Room for as many.</param>
    public static void ToSingle(ElementType type, ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        var size = type.Bytes();
        for (var index = 0; index < destination.Length; index++)
        {
            var value = bytes[(index * size)..];
            destination[index] = type switch
            {
                ElementType.F16 => (float)ReadHalfLittleEndian(value),
                ElementType.BF16 => BitConverter.UInt32BitsToSingle((uint)ReadUInt16LittleEndian(value) << 16),
                ElementType.F32 => ReadSingleLittleEndian(value),
                ElementType.F64 => (float)ReadDoubleLittleEndian(value),
                ElementType.U64 => ReadUInt64LittleEndian(value),
                _ => ToInt64(type, value),
            };
        }
    }

    /// <summary>One whole number of any type → int64.</summary>
    /// <param name="type">The number's type.</param>
    /// <param name="value">Its bytes; more may follow.</param>
    public static long ToInt64(ElementType type, ReadOnlySpan<byte> value) => type switch
    {
        ElementType.Bool or ElementType.U8 => value[0],
        ElementType.I8 => (sbyte)value[0],
        ElementType.U16 => ReadUInt16LittleEndian(value),
        ElementType.I16 => ReadInt16LittleEndian(value),
        ElementType.U32 => ReadUInt32LittleEndian(value),
        ElementType.I32 => ReadInt32LittleEndian(value),
        ElementType.U64 => (long)Math.Min(ReadUInt64LittleEndian(value), long.MaxValue),
        ElementType.I64 => ReadInt64LittleEndian(value),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
