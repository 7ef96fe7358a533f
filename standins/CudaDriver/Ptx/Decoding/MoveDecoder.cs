using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Operations;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Copies of registers, and conversions of addresses.</summary>
internal static class MoveDecoder
{
    public static Instruction Decode(KernelDecoder kernel, OpcodeReader opcode, Operands operands) => opcode.Name switch
    {
        "mov" => Move(kernel, opcode, operands),
        "cvta" => ConvertAddress(kernel, opcode, operands),
        _ => throw new UnknownInstructionException(),
    };

    private static Instruction Move(KernelDecoder kernel, OpcodeReader opcode, Operands operands)
    {
        var type = opcode.Type();
        operands.Expect(2);
        if (operands[0] is Operand.List results)
            return new Repack([.. results.Items.Select(item => Result(operands, item, type.Bytes / results.Items.Count))], [(operands.Value(1, type), type.Bytes)]);
        if (operands[1] is Operand.List sources)
            return new Repack([(operands.Result(0, type), type.Bytes)], [.. sources.Items.Select(item => Value(kernel, operands, item, type.Bytes / sources.Items.Count))]);
        if (operands[1] is Operand.Name("%clock" or "%clock64" or "%clock_hi" or "%globaltimer", _))
            return new ReadClock(operands.Result(0, type), type.Bytes);
        return Make.New(typeof(Copy<>), [type.Runtime], operands.Result(0, type), operands.Value(1, type));
    }

    private static (int, int) Result(Operands operands, Operand operand, int bytes)
    {
        var (offset, width) = operands.AnyResult(operand);
        return width is null || width == bytes ? (offset, bytes) : throw new UnknownInstructionException();
    }

    private static (int, int) Value(KernelDecoder kernel, Operands operands, Operand operand, int bytes)
    {
        var type = PtxType.Find($"b{bytes * 8}") ?? throw kernel.Fault("operands do not fit");
        return (operands.Value(operand, type), bytes);
    }

    private static Instruction ConvertAddress(KernelDecoder kernel, OpcodeReader opcode, Operands operands)
    {
        var isFromGeneric = opcode.Take("to");
        var window = opcode.TakeAny("shared", "local", "global", "const", "param") switch
        {
            "shared" => Windows.Shared,
            "local" => Windows.Local,
            "param" => Windows.Parameter,
            "global" or "const" => 0UL,
            _ => throw new UnknownInstructionException(),
        };
        var type = opcode.Type();
        if (type.Bytes != 8)
            throw new UnknownInstructionException();
        operands.Expect(2);
        var operation = isFromGeneric ? typeof(Subtract<ulong>) : typeof(Add<ulong>);
        return Make.Binary(operation, typeof(ulong), typeof(ulong), typeof(ulong), operands.Result(0, type), operands.Value(1, type), kernel.Constant(8, window));
    }
}
