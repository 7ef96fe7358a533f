using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>What the bits of a type mean.</summary>
internal enum PtxKind
{
    Bits,
    Unsigned,
    Signed,
    Float,
    Predicate,
}

/// <summary>A fundamental type.</summary>
/// <param name="Bytes">Its size, in memory and in a register of a thread.</param>
/// <param name="Runtime">The type that instructions compute with.</param>
internal sealed record PtxType(string Name, PtxKind Kind, int Bytes, Type Runtime)
{
    // A predicate is all ones or zero, so that logic on it and masks made of it need no branches.
    public static readonly PtxType Predicate = new("pred", PtxKind.Predicate, 4, typeof(uint));

    private static readonly Dictionary<string, PtxType> Types = new PtxType[]
    {
        new("b8", PtxKind.Bits, 1, typeof(byte)),
        new("b16", PtxKind.Bits, 2, typeof(ushort)),
        new("b32", PtxKind.Bits, 4, typeof(uint)),
        new("b64", PtxKind.Bits, 8, typeof(ulong)),
        new("u8", PtxKind.Unsigned, 1, typeof(byte)),
        new("u16", PtxKind.Unsigned, 2, typeof(ushort)),
        new("u32", PtxKind.Unsigned, 4, typeof(uint)),
        new("u64", PtxKind.Unsigned, 8, typeof(ulong)),
        new("s8", PtxKind.Signed, 1, typeof(sbyte)),
        new("s16", PtxKind.Signed, 2, typeof(short)),
        new("s32", PtxKind.Signed, 4, typeof(int)),
        new("s64", PtxKind.Signed, 8, typeof(long)),
        new("f16", PtxKind.Float, 2, typeof(Half)),
        new("f32", PtxKind.Float, 4, typeof(float)),
        new("f64", PtxKind.Float, 8, typeof(double)),
        Predicate,
    }.ToDictionary(type => type.Name);

    public bool IsInteger => Kind is PtxKind.Bits or PtxKind.Unsigned or PtxKind.Signed;

    public static PtxType? Find(string name) => Types.GetValueOrDefault(name);

    /// <summary>The bits of a constant of this type; null where it cannot be one.</summary>
    public ulong? Constant(Operand constant) => (constant, Kind, Bytes) switch
    {
        (Operand.Integer integer, PtxKind.Predicate, _) => integer.Value == 0 ? 0u : uint.MaxValue,
        (Operand.Integer integer, not PtxKind.Float, _) => integer.Value,
        (Operand.Integer integer, _, _) => Constant(new Operand.Float((long)integer.Value)),
        (Operand.Float real, PtxKind.Float or PtxKind.Bits, 8) => BitConverter.DoubleToUInt64Bits(real.Value),
        (Operand.Float real, PtxKind.Float or PtxKind.Bits, 4) => BitConverter.SingleToUInt32Bits((float)real.Value),
        (Operand.Float real, PtxKind.Float, 2) => BitConverter.HalfToUInt16Bits((Half)real.Value),
        _ => null,
    };
}
