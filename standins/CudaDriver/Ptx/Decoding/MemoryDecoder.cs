using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Loads and stores.</summary>
internal static class MemoryDecoder
{
    /// <summary>The state space among an opcode's modifiers; those that only say how and for whom memory is ordered are passed over.</summary>
    public static Space TakeSpace(OpcodeReader opcode)
    {
        while (opcode.TakeAny(
            "relaxed", "acquire", "release", "acq_rel", "weak", "volatile", "cta", "cluster", "gpu", "sys",
            "nc", "ca", "cg", "cs", "lu", "cv", "wb", "wt", "L1::evict_last", "L1::evict_first", "L1::no_allocate", "L2::128B", "L2::64B", "L2::256B") is not null)
        {
        }

        return opcode.TakeAny("global", "const", "shared", "shared::cta", "local", "param", "param::entry", "param::func") switch
        {
            null => Space.Generic,
            "global" or "const" => Space.Global,
            "local" => Space.Local,
            "shared" or "shared::cta" => Space.Shared,
            _ => Space.Parameter,
        };
    }

    public static Instruction Decode(KernelDecoder kernel, OpcodeReader opcode, Operands operands)
    {
        var space = TakeSpace(opcode);
        var count = opcode.TakeAny("v2", "v4") switch { "v2" => 2, "v4" => 4, _ => 1 };
        var type = opcode.Type();
        if (type == PtxType.Predicate)
            throw new UnknownInstructionException();
        operands.Expect(2);
        var isStore = opcode.Name == "st";
        var list = operands[isStore ? 1 : 0] is Operand.List vector ? vector.Items : [operands[isStore ? 1 : 0]];
        if (list.Count != count)
            throw kernel.Fault($"{count} registers are expected");
        var access = operands.Address(isStore ? 0 : 1, space, type.Bytes * count);
        return isStore ? Store(kernel, access, type, operands, list) : Load(kernel, access, type, operands, list);
    }

    private static Instruction Store(KernelDecoder kernel, MemoryAccess access, PtxType type, Operands operands, IReadOnlyList<Operand> list)
    {
        var sources = list.Select(item => operands.AnyValue(item, type)).ToArray();
        if (sources.Any(source => source.Bytes < type.Bytes))
            throw kernel.Fault($"a register is narrower than .{type.Name}");
        return Make.New(typeof(Store<>), [Word(type.Bytes)], access, sources);
    }

    private static Instruction Load(KernelDecoder kernel, MemoryAccess access, PtxType type, Operands operands, IReadOnlyList<Operand> list)
    {
        var results = list.Select(operands.AnyResult).Select(result => (result.Offset, Bytes: result.Bytes ?? type.Bytes)).ToArray();
        if (results.Any(result => result.Bytes < type.Bytes))
            throw kernel.Fault($"a register is narrower than .{type.Name}");
        return results.All(result => result.Bytes == type.Bytes)
            ? Make.New(typeof(Load<>), [Word(type.Bytes)], access, results.Select(result => result.Offset).ToArray())
            : new LoadExtended(access, type.Bytes, type.Kind == PtxKind.Signed, results);
    }

    private static Type Word(int bytes) => bytes switch
    {
        1 => typeof(byte),
        2 => typeof(ushort),
        4 => typeof(uint),
        _ => typeof(ulong),
    };
}
