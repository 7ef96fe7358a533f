using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>The operands of an instruction, as places in a wave's registers.</summary>
internal sealed class Operands(KernelDecoder kernel, IReadOnlyList<Operand> operands)
{
    public int Count => operands.Count;

    public Operand this[int i] => i < operands.Count ? operands[i] : throw kernel.Fault("an operand is missing");

    public static int PredicateRegister(KernelDecoder kernel, string name) =>
        kernel.FindRegister(name) is { } register && register.Type == PtxType.Predicate ? register.Offset : throw kernel.Fault($"{name} is not a predicate");

    /// <summary>A result of a type.</summary>
    public int Result(int i, PtxType type) => Result(this[i], type);

    public int Result(Operand operand, PtxType type)
    {
        var (offset, bytes) = AnyResult(operand);
        return bytes is null || bytes == type.Bytes ? offset : throw Width(operand, type);
    }

    /// <summary>A result in a register of any width; null for one that is not kept.</summary>
    public (int Offset, int? Bytes) AnyResult(Operand operand) => operand switch
    {
        Operand.Name("_", _) => (kernel.Sink(), null),
        Operand.Name name => kernel.FindRegister(name.Text) is { } register ? (register.Offset, register.Type.Bytes) : throw kernel.Fault($"{name.Text} is not a register"),
        _ => throw kernel.Fault("a register is expected"),
    };

    /// <summary>A value of a type: of a register, a constant, or the address of a variable.</summary>
    public int Value(int i, PtxType type) => Value(this[i], type);

    public int Value(Operand operand, PtxType type)
    {
        var (offset, bytes) = AnyValue(operand, type);
        return bytes == type.Bytes ? offset : throw Width(operand, type);
    }

    /// <summary>A value in a register of any width.</summary>
    public (int Offset, int Bytes) AnyValue(Operand operand, PtxType type)
    {
        switch (operand)
        {
            case Operand.Name("WARP_SZ", _):
                return (kernel.Constant(type.Bytes, Wave.WarpLanes), type.Bytes);
            case Operand.Name name when kernel.FindRegister(name.Text) is { } register:
                if ((register.Type == PtxType.Predicate) != (type == PtxType.Predicate))
                    throw Width(operand, type);
                return (register.Offset, register.Type.Bytes);
            case Operand.Name name when kernel.FindSymbol(name.Text) is { } symbol:
                return (kernel.Constant(type.Bytes, symbol.Address + (ulong)name.Offset), type.Bytes);
            case Operand.Name name:
                throw kernel.Fault($"{name.Text} is not declared");
            default:
                return type.Constant(operand) is { } constant
                    ? (kernel.Constant(type.Bytes, constant), type.Bytes)
                    : throw kernel.Fault($"a value of .{type.Name} is expected");
        }
    }

    /// <summary>A predicate, which may be negated.</summary>
    public (int Offset, bool Negated) Predicate(int i) => this[i] switch
    {
        Operand.Not not => (PredicateRegister(kernel, not.Predicate), true),
        var operand => (Value(operand, PtxType.Predicate), false),
    };

    /// <summary>An address in a state space.</summary>
    public MemoryAccess Address(int i, Space space, int bytes)
    {
        if (this[i] is not Operand.Address(var place, var displacement))
            throw kernel.Fault("an address in brackets is expected");
        var range = kernel.NextRange();
        if (place is Operand.Integer integer)
            return new(space, kernel.Constant(8, integer.Value), true, displacement, bytes, range);
        var name = ((Operand.Name)place).Text;
        if (kernel.FindRegister(name) is { } register)
        {
            return register.Type.Bytes is 4 or 8 && register.Type != PtxType.Predicate
                ? new(space, register.Offset, register.Type.Bytes == 8, displacement, bytes, range)
                : throw kernel.Fault($"{name} is no address");
        }

        var symbol = kernel.FindSymbol(name) ?? throw kernel.Fault($"{name} is not declared");
        // The space of parameters is where calls pass arguments too, which lie in local memory here; a name says which of them it is.
        if (space != symbol.Space && space is not (Space.Generic or Space.Parameter))
            throw kernel.Fault($"{name} is not in {space.ToString().ToLowerInvariant()} memory");
        return new(symbol.Space, kernel.Constant(8, symbol.Address), true, displacement, bytes, range);
    }

    public void Expect(int least, int? most = null)
    {
        if (operands.Count < least || operands.Count > (most ?? least))
            throw kernel.Fault($"{operands.Count} operands are not what it takes");
    }

    private PtxFault Width(Operand operand, PtxType type) =>
        kernel.Fault($"{(operand as Operand.Name)?.Text ?? "an operand"} is not as wide as .{type.Name}");
}
