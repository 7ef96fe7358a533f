using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>Finds the instructions of the units that multiply and add in single precision.</summary>
/// <remarks>
/// The driver's compiler makes one instruction of a product and the sum that takes it, unless PTX says how they are rounded. So it is done here, where
/// nothing else reads the product.
/// </remarks>
internal static class MultiplyAdds
{
    /// <summary>For each instruction whether it is one of them.</summary>
    public static bool[] Of(Instruction[] code)
    {
        var statements = code.Select(instruction => instruction.Source).OfType<Item.Statement>().ToHashSet<Item.Statement>(ReferenceEqualityComparer.Instance);
        var readers = statements.SelectMany(statement => Reads(statement).Select(register => (register, statement))).ToLookup(read => read.register, read => read.statement);
        var (fused, sums) = (New(), New());
        foreach (var product in statements.Where(statement => statement.Opcode is "mul.f32" or "mul.ftz.f32"))
        {
            var taken = readers[Written(product)].Take(2).ToArray();
            if (taken is [{ Opcode: var opcode } sum] && Name(opcode) is "add" or "sub" && Modifiers(opcode) == Modifiers(product.Opcode) && sums.Add(sum))
                fused.Add(product);
        }

        return Array.ConvertAll(code, instruction => instruction.Source is { } source && IsOne(source.Opcode) && !fused.Contains(source));

        static HashSet<Item.Statement> New() => new(ReferenceEqualityComparer.Instance);
    }

    private static bool IsOne(string opcode) => opcode.EndsWith(".f32", StringComparison.Ordinal) && Name(opcode) is "fma" or "mad" or "mul" or "add" or "sub";

    private static string Name(string opcode) => opcode.Split('.')[0];

    private static string Modifiers(string opcode) => opcode[Name(opcode).Length..];

    private static string Written(Item.Statement product) => ((Operand.Name)product.Operands[0]).Text;

    // Those of an arithmetic instruction: its first operand is what it writes, of any other all are taken for read.
    private static IEnumerable<string> Reads(Item.Statement statement) =>
        (IsOne(statement.Opcode) ? statement.Operands.Skip(1) : statement.Operands).SelectMany(Names);

    private static IEnumerable<string> Names(Operand operand) => operand switch
    {
        Operand.Name name => [name.Text],
        Operand.Address address => Names(address.Base),
        Operand.List list => list.Items.SelectMany(Names),
        _ => [],
    };
}
