using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Operations;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Atomic operations, with the old value as a result or without.</summary>
internal static class AtomicDecoder
{
    public static Instruction Decode(KernelDecoder kernel, OpcodeReader opcode, Operands operands)
    {
        opcode.Take("noftz");
        var space = MemoryDecoder.TakeSpace(opcode);
        var name = opcode.TakeAny("add", "min", "max", "and", "or", "xor", "exch", "cas", "inc", "dec");
        var type = opcode.Type();
        if (type.Bytes is not (4 or 8) || type == PtxType.Predicate)
            throw new UnknownInstructionException();
        var operation = name switch
        {
            "add" => Combined(typeof(Add<>)),
            "min" => Combined(typeof(Minimum<>)),
            "max" => Combined(typeof(Maximum<>)),
            "and" when type.IsInteger => Combined(typeof(And<>)),
            "or" when type.IsInteger => Combined(typeof(Or<>)),
            "xor" when type.IsInteger => Combined(typeof(Xor<>)),
            "exch" => typeof(Exchange<>).MakeGenericType(type.Runtime),
            "cas" when type.IsInteger => typeof(CompareAndSwap<>).MakeGenericType(type.Runtime),
            "inc" when type.Name == "u32" => typeof(IncrementAndWrap),
            "dec" when type.Name == "u32" => typeof(DecrementAndWrap),
            _ => throw new UnknownInstructionException(),
        };
        if (space != Space.Shared)
            kernel.NoteGlobalAtomics();
        var hasResult = opcode.Name == "atom";
        var first = hasResult ? 1 : 0;
        operands.Expect(first + (name == "cas" ? 3 : 2));
        int? result = hasResult ? operands.Result(0, type) : null;
        var a = operands.Value(first + 1, type);
        var b = name == "cas" ? operands.Value(first + 2, type) : a;
        return Make.New(
            typeof(Atomic<,,>), [type.Runtime, type.Bytes == 4 ? typeof(uint) : typeof(ulong), operation],
            operands.Address(first, space, type.Bytes), result, a, b);

        Type Combined(Type generic) => typeof(Combine<,>).MakeGenericType(type.Runtime, generic.MakeGenericType(type.Runtime));
    }
}
