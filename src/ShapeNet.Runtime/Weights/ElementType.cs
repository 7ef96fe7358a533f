namespace ShapeNet.Runtime;

/// <summary>The types of values in a weight file.</summary>
public enum ElementType
{
    /// <summary>8-bit truth values, 0 or 1.</summary>
    Bool,

    /// <summary>8-bit whole numbers without sign.</summary>
    U8,

    /// <summary>8-bit whole numbers.</summary>
    I8,

    /// <summary>16-bit whole numbers without sign.</summary>
    U16,

    /// <summary>16-bit whole numbers.</summary>
    I16,

    /// <summary>32-bit whole numbers without sign.</summary>
    U32,

    /// <summary>32-bit whole numbers.</summary>
    I32,

    /// <summary>64-bit whole numbers without sign.</summary>
    U64,

    /// <summary>64-bit whole numbers.</summary>
    I64,

    /// <summary>IEEE 754 half precision.</summary>
    F16,

    /// <summary>The upper half of single precision.</summary>
    BF16,

    /// <summary>IEEE 754 single precision.</summary>
    F32,

    /// <summary>IEEE 754 double precision.</summary>
    F64,
}

/// <summary>What weight files say about their values' types.</summary>
internal static class ElementTypes
{
    /// <summary>Bytes of one value.</summary>
    /// <param name="type">Its type.</param>
    public static int Bytes(this ElementType type) => type switch
    {
        ElementType.Bool or ElementType.U8 or ElementType.I8 => 1,
        ElementType.U16 or ElementType.I16 or ElementType.F16 or ElementType.BF16 => 2,
        ElementType.U32 or ElementType.I32 or ElementType.F32 => 4,
        _ => 8,
    };

    /// <summary>Whether it holds whole or truth values.</summary>
    /// <param name="type">The type.</param>
    public static bool IsInteger(this ElementType type) => type < ElementType.F16;

    /// <summary>The type's name in a <c>.safetensors</c> header.</summary>
    /// <param name="type">The type.</param>
    public static string SafetensorsName(this ElementType type) => type.ToString().ToUpperInvariant();

    /// <summary>The type of a name in a <c>.safetensors</c> header; nothing for names of other types.</summary>
    /// <param name="name">The name.</param>
    public static ElementType? FromSafetensorsName(string name)
    {
        foreach (var type in Enum.GetValues<ElementType>())
        {
            if (type.SafetensorsName() == name)
                return type;
        }

        return null;
    }
}
