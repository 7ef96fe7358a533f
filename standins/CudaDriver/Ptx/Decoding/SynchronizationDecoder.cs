using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Barriers, shuffles and votes.</summary>
internal static class SynchronizationDecoder
{
    private static readonly PtxType U32 = PtxType.Find("u32")!;

    public static Instruction Decode(OpcodeReader opcode, Operands operands) => opcode.Name switch
    {
        "bar" or "barrier" => Barrier(opcode, operands),
        "shfl" => Shuffle(opcode, operands),
        _ => Vote(opcode, operands),
    };

    private static Instruction Barrier(OpcodeReader opcode, Operands operands)
    {
        if (opcode.Take("warp"))
            return opcode.Take("sync") ? new WarpBarrier(operands.Value(0, U32)) : throw new UnknownInstructionException();
        opcode.Take("cta");
        var isAligned = opcode.Take("aligned") || opcode.Name == "bar";
        if (opcode.TakeAny("sync", "arrive") is { } mode)
        {
            operands.Expect(1, 2);
            return new BarrierInstruction(operands.Value(0, U32), Threads(operands, 1), isAligned, mode == "arrive", BarrierReduction.None, 0, 0, negated: false);
        }

        if (!opcode.Take("red"))
            throw new UnknownInstructionException();
        var reduction = opcode.TakeAny("popc", "and", "or") switch
        {
            "popc" => BarrierReduction.Count,
            "and" => BarrierReduction.And,
            "or" => BarrierReduction.Or,
            _ => throw new UnknownInstructionException(),
        };
        var type = opcode.Type();
        operands.Expect(3, 4);
        var (predicate, negated) = operands.Predicate(operands.Count - 1);
        return new BarrierInstruction(
            operands.Value(1, U32), operands.Count == 4 ? Threads(operands, 2) : null, isAligned, arrivesOnly: false, reduction, operands.Result(0, type), predicate, negated);
    }

    // A number of threads that only the running kernel knows is not supported.
    private static int? Threads(Operands operands, int i) => i >= operands.Count ? null
        : operands[i] is Operand.Integer integer ? (int)integer.Value
        : throw new UnknownInstructionException();

    private static Shuffle Shuffle(OpcodeReader opcode, Operands operands)
    {
        var isSync = opcode.Take("sync");
        var mode = opcode.TakeAny("up", "down", "bfly", "idx") switch
        {
            "up" => ShuffleMode.Up,
            "down" => ShuffleMode.Down,
            "bfly" => ShuffleMode.Butterfly,
            "idx" => ShuffleMode.Index,
            _ => throw new UnknownInstructionException(),
        };
        var type = opcode.Type();
        if (type.Bytes != 4)
            throw new UnknownInstructionException();
        operands.Expect(isSync ? 5 : 4);
        var pair = operands[0] as Operand.Pair;
        var result = operands.Result(pair is null ? operands[0] : new Operand.Name(pair.First), type);
        int? inRange = pair is null ? null : operands.Result(new Operand.Name(pair.Second), PtxType.Predicate);
        int? members = isSync ? operands.Value(4, U32) : null;
        return new(mode, result, inRange, operands.Value(1, type), operands.Value(2, U32), operands.Value(3, U32), members);
    }

    private static Vote Vote(OpcodeReader opcode, Operands operands)
    {
        if (opcode.Name == "activemask")
            return new(VoteMode.ActiveMask, operands.Result(0, opcode.Type()), 0, negated: false, null);
        var isSync = opcode.Take("sync");
        var mode = opcode.TakeAny("all", "any", "uni", "ballot") switch
        {
            "all" => VoteMode.All,
            "any" => VoteMode.Any,
            "uni" => VoteMode.Uniform,
            "ballot" => VoteMode.Ballot,
            _ => throw new UnknownInstructionException(),
        };
        operands.Expect(isSync ? 3 : 2);
        var (predicate, negated) = operands.Predicate(1);
        int? members = isSync ? operands.Value(2, U32) : null;
        return new(mode, operands.Result(0, opcode.Type()), predicate, negated, members);
    }
}
