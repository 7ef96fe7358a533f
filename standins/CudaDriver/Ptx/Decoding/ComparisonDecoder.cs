using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Operations;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Comparisons and selections.</summary>
internal static class ComparisonDecoder
{
    public static Instruction Decode(OpcodeReader opcode, Operands operands) => opcode.Name switch
    {
        "setp" => SetPredicates(opcode, operands),
        "selp" => Select(opcode, operands),
        "testp" => Test(opcode, operands),
        _ => throw new UnknownInstructionException(),
    };

    private static Instruction SetPredicates(OpcodeReader opcode, Operands operands)
    {
        var name = opcode.TakeAny(
            "eq", "ne", "lt", "le", "gt", "ge", "lo", "ls", "hi", "hs", "equ", "neu", "ltu", "leu", "gtu", "geu", "num", "nan");
        var combination = opcode.TakeAny("and", "or", "xor");
        var flush = opcode.Take("ftz");
        var type = opcode.Type();
        if (type == PtxType.Predicate)
            throw new UnknownInstructionException();
        var comparison = Comparison(name ?? throw new UnknownInstructionException(), type);
        if (flush)
            comparison = typeof(FlushComparison<,>).MakeGenericType(type.Runtime, comparison);
        operands.Expect(combination is null ? 3 : 4);
        var pair = operands[0] as Operand.Pair;
        var p = operands.Result(pair is null ? operands[0] : new Operand.Name(pair.First), PtxType.Predicate);
        var (a, b) = (operands.Value(1, type), operands.Value(2, type));
        if (combination is null && pair is null)
            return Make.Binary(comparison, type.Runtime, type.Runtime, typeof(uint), p, a, b);
        int? q = pair is null ? null : operands.Result(new Operand.Name(pair.Second), PtxType.Predicate);
        var combine = combination switch
        {
            "and" => typeof(And<uint>),
            "or" => typeof(Or<uint>),
            "xor" => typeof(Xor<uint>),
            _ => typeof(FirstOf),
        };
        var (third, negated) = combination is null ? (p, false) : operands.Predicate(3);
        if (negated)
            combine = typeof(WithNegated<>).MakeGenericType(combine);
        return Make.New(typeof(SetPredicates<,,>), [type.Runtime, comparison, combine], p, q, a, b, third);
    }

    private static Type Comparison(string name, PtxType type)
    {
        var isFloat = type.Kind == PtxKind.Float;
        var (generic, isOpposite) = name switch
        {
            "eq" => (typeof(Equal<>), false),
            "ne" => (typeof(NotEqual<>), false),
            "lt" => (typeof(Less<>), false),
            "le" => (typeof(LessOrEqual<>), false),
            "gt" => (typeof(Greater<>), false),
            "ge" => (typeof(GreaterOrEqual<>), false),
            "lo" when !isFloat => (typeof(Less<>), false),
            "ls" when !isFloat => (typeof(LessOrEqual<>), false),
            "hi" when !isFloat => (typeof(Greater<>), false),
            "hs" when !isFloat => (typeof(GreaterOrEqual<>), false),
            "equ" when isFloat => (typeof(NotEqual<>), true),
            "neu" when isFloat => (typeof(Equal<>), true),
            "ltu" when isFloat => (typeof(GreaterOrEqual<>), true),
            "leu" when isFloat => (typeof(Greater<>), true),
            "gtu" when isFloat => (typeof(LessOrEqual<>), true),
            "geu" when isFloat => (typeof(Less<>), true),
            "num" when isFloat => (typeof(AreNumbers<>), false),
            "nan" when isFloat => (typeof(AreNumbers<>), true),
            _ => throw new UnknownInstructionException(),
        };
        var comparison = generic.MakeGenericType(type.Runtime);
        return isOpposite ? typeof(Opposite<,>).MakeGenericType(type.Runtime, comparison) : comparison;
    }

    private static Instruction Select(OpcodeReader opcode, Operands operands)
    {
        var type = opcode.Type();
        operands.Expect(4);
        return Make.Ternary(typeof(Select<>).MakeGenericType(type.Runtime), type.Runtime, type.Runtime, typeof(uint), type.Runtime,
            operands.Result(0, type), operands.Value(1, type), operands.Value(2, type), operands.Value(3, PtxType.Predicate));
    }

    private static Instruction Test(OpcodeReader opcode, Operands operands)
    {
        var test = opcode.TakeAny("finite", "infinite", "number", "notanumber", "normal", "subnormal") switch
        {
            "finite" => typeof(IsFinite<>),
            "infinite" => typeof(IsInfinite<>),
            "number" => typeof(IsANumber<>),
            "notanumber" => typeof(IsNaN<>),
            "normal" => typeof(IsNormal<>),
            "subnormal" => typeof(IsSubnormal<>),
            _ => throw new UnknownInstructionException(),
        };
        var type = opcode.Type();
        operands.Expect(2);
        return Make.Unary(test.MakeGenericType(type.Runtime), type.Runtime, typeof(uint), operands.Result(0, PtxType.Predicate), operands.Value(1, type));
    }
}
