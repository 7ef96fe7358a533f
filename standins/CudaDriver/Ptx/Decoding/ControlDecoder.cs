using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Branches, calls and ends.</summary>
internal static class ControlDecoder
{
    public static Instruction? Decode(KernelDecoder kernel, Item.Statement statement, OpcodeReader opcode, Operands operands)
    {
        opcode.Take("uni");
        switch (opcode.Name)
        {
            case "bra":
                int? predicate = statement.Guard is { } guard ? Operands.PredicateRegister(kernel, guard) : null;
                return kernel.BranchTo(Name(kernel, operands[0]), predicate, statement.GuardNegated);
            case "brx" when opcode.Take("idx"):
                return kernel.BranchToAny(operands.Value(0, PtxType.Find("u32")!), Name(kernel, operands[1]));
            case "ret":
                return kernel.Return();
            case "exit":
                return new Exit();
            case "trap" or "brkpt":
                return new Trap();
            case "call":
                Call(kernel, operands);
                return null;
            default:
                throw new UnknownInstructionException();
        }
    }

    private static void Call(KernelDecoder kernel, Operands operands)
    {
        var hasResults = operands[0] is Operand.List;
        var results = hasResults ? ((Operand.List)operands[0]).Items : [];
        var function = Name(kernel, operands[hasResults ? 1 : 0]);
        var place = hasResults ? 2 : 1;
        var arguments = place < operands.Count && operands[place] is Operand.List list ? list.Items : [];
        kernel.Call(function, results, arguments);
    }

    private static string Name(KernelDecoder kernel, Operand operand) => operand is Operand.Name name ? name.Text : throw kernel.Fault("a name is expected");
}
