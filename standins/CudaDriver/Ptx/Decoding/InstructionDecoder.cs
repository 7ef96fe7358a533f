using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Finds the decoder of an instruction by its name.</summary>
internal static class InstructionDecoder
{
    /// <summary>The instruction; null where there is nothing left to add.</summary>
    /// <exception cref="UnknownInstructionException">The opcode, its modifiers or its type are not supported.</exception>
    public static Instruction? Decode(KernelDecoder kernel, Item.Statement statement)
    {
        var opcode = new OpcodeReader(statement.Opcode);
        var operands = new Operands(kernel, statement.Operands);
        var instruction = opcode.Name switch
        {
            "bra" or "brx" or "ret" or "exit" or "call" or "trap" or "brkpt" => ControlDecoder.Decode(kernel, statement, opcode, operands),
            "bar" or "barrier" or "shfl" or "vote" or "activemask" => SynchronizationDecoder.Decode(opcode, operands),
            "membar" or "fence" or "prefetch" or "prefetchu" or "nanosleep" => Ignored(opcode),
            "mov" or "cvta" => MoveDecoder.Decode(kernel, opcode, operands),
            "ld" or "ldu" or "st" => MemoryDecoder.Decode(kernel, opcode, operands),
            "atom" or "red" => AtomicDecoder.Decode(kernel, opcode, operands),
            "cvt" => ConversionDecoder.Decode(opcode, operands),
            "setp" or "selp" or "testp" => ComparisonDecoder.Decode(opcode, operands),
            _ => ArithmeticDecoder.Decode(opcode, operands),
        };
        return opcode.IsEmpty ? instruction : throw new UnknownInstructionException();
    }

    private static Nothing Ignored(OpcodeReader opcode)
    {
        while (opcode.TakeAny("cta", "gl", "gpu", "sys", "sc", "acq_rel", "cluster", "global", "local", "L1", "L2", "u32") is not null)
        {
        }

        return new();
    }
}
