using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Operations;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Arithmetic, logic and functions.</summary>
internal static class ArithmeticDecoder
{
    private static readonly PtxType U32 = PtxType.Find("u32")!;

    public static Instruction Decode(OpcodeReader opcode, Operands operands)
    {
        var type = opcode.Type();
        return type.Kind == PtxKind.Float ? Float(opcode, type, operands) : Integer(opcode, type, operands);
    }

    private static Instruction Integer(OpcodeReader opcode, PtxType type, Operands operands)
    {
        switch (opcode.Name)
        {
            case "shl":
                return Shift(typeof(ShiftLeft<>));
            case "shr":
                return Shift(typeof(ShiftRight<>));
            case "popc":
                return ToU32(typeof(PopulationCount<>));
            case "clz":
                return ToU32(typeof(LeadingZeros<>));
            case "bfind":
                return ToU32(typeof(FindHighestBit<>));
            case "bfe":
                operands.Expect(4);
                return Make.Ternary(Of(typeof(ExtractField<>)), type.Runtime, typeof(uint), typeof(uint), type.Runtime,
                    operands.Result(0, type), operands.Value(1, type), operands.Value(2, U32), operands.Value(3, U32));
            case "bfi":
                operands.Expect(5);
                return Make.New(typeof(BitFieldInsert<>), [type.Runtime],
                    operands.Result(0, type), operands.Value(1, type), operands.Value(2, type), operands.Value(3, U32), operands.Value(4, U32));
            case "prmt":
                return Ternary(typeof(Permute));
            case "shf":
                return Ternary((opcode.TakeAny("l", "r"), opcode.TakeAny("clamp", "wrap")) switch
                {
                    ("l", "clamp") => typeof(FunnelLeftClamp),
                    ("l", "wrap") => typeof(FunnelLeftWrap),
                    ("r", "clamp") => typeof(FunnelRightClamp),
                    ("r", "wrap") => typeof(FunnelRightWrap),
                    _ => throw new UnknownInstructionException(),
                });
            case "mul" or "mad":
                return Product();
            case "not" or "cnot" or "neg" or "abs" or "brev":
                operands.Expect(2);
                return Make.Unary(Of(opcode.Name switch
                {
                    "not" => typeof(Not<>),
                    "cnot" => typeof(LogicalNot<>),
                    "neg" => typeof(Negate<>),
                    "abs" => typeof(Absolute<>),
                    _ => typeof(Reverse<>),
                }), type.Runtime, type.Runtime, operands.Result(0, type), operands.Value(1, type));
        }

        return Binary(Of(opcode.Name switch
        {
            "add" when type != PtxType.Predicate => typeof(Add<>),
            "sub" when type != PtxType.Predicate => typeof(Subtract<>),
            "div" => typeof(DivideInteger<>),
            "rem" => typeof(Remainder<>),
            "min" => typeof(Minimum<>),
            "max" => typeof(Maximum<>),
            "and" => typeof(And<>),
            "or" => typeof(Or<>),
            "xor" => typeof(Xor<>),
            _ => throw new UnknownInstructionException(),
        }), type, operands);

        Type Of(Type generic) => generic.MakeGenericType(type.Runtime);

        Instruction Shift(Type generic)
        {
            operands.Expect(3);
            return Make.Binary(Of(generic), type.Runtime, typeof(uint), type.Runtime, operands.Result(0, type), operands.Value(1, type), operands.Value(2, U32));
        }

        Instruction ToU32(Type generic)
        {
            operands.Expect(2);
            return Make.Unary(Of(generic), type.Runtime, typeof(uint), operands.Result(0, U32), operands.Value(1, type));
        }

        Instruction Ternary(Type operation)
        {
            operands.Expect(4);
            return Make.Ternary(operation, typeof(uint), typeof(uint), typeof(uint), typeof(uint),
                operands.Result(0, U32), operands.Value(1, U32), operands.Value(2, U32), operands.Value(3, U32));
        }

        Instruction Product()
        {
            var part = opcode.TakeAny("lo", "hi", "wide") ?? throw new UnknownInstructionException();
            var isMad = opcode.Name == "mad";
            operands.Expect(isMad ? 4 : 3);
            var result = part == "wide" ? Wide(type) : type;
            var operation = part switch
            {
                "wide" => (isMad ? typeof(MultiplyWideAdd<,>) : typeof(MultiplyWide<,>)).MakeGenericType(type.Runtime, result.Runtime),
                "hi" => Of(isMad ? typeof(MultiplyHighAdd<>) : typeof(MultiplyHigh<>)),
                _ => Of(isMad ? typeof(MultiplyAdd<>) : typeof(Multiply<>)),
            };
            var (to, a, b) = (operands.Result(0, result), operands.Value(1, type), operands.Value(2, type));
            return isMad
                ? Make.Ternary(operation, type.Runtime, type.Runtime, result.Runtime, result.Runtime, to, a, b, operands.Value(3, result))
                : Make.Binary(operation, type.Runtime, type.Runtime, result.Runtime, to, a, b);
        }
    }

    private static PtxType Wide(PtxType type) => type.Name switch
    {
        "u16" => PtxType.Find("u32")!,
        "s16" => PtxType.Find("s32")!,
        "u32" => PtxType.Find("u64")!,
        "s32" => PtxType.Find("s64")!,
        _ => throw new UnknownInstructionException(),
    };

    private static Instruction Float(OpcodeReader opcode, PtxType type, Operands operands)
    {
        // Each of these is nearer to the exact result than the approximations of hardware; other directions of rounding are not supported.
        opcode.TakeAny("rn", "approx", "full");
        var (flush, saturate) = (opcode.Take("ftz"), opcode.Take("sat"));
        var unary = opcode.Name switch
        {
            "neg" => typeof(Negate<>),
            "abs" => typeof(Absolute<>),
            "rcp" => typeof(Reciprocal<>),
            "sqrt" => typeof(SquareRoot<>),
            "rsqrt" => typeof(ReciprocalSquareRoot<>),
            "sin" => typeof(Sine<>),
            "cos" => typeof(Cosine<>),
            "ex2" => typeof(Exponential2<>),
            "lg2" => typeof(Logarithm2<>),
            "tanh" => typeof(HyperbolicTangent<>),
            _ => null,
        };
        if (unary is not null)
        {
            operands.Expect(2);
            return Make.Unary(Modified(unary, typeof(FlushUnary<,>), typeof(SaturateUnary<,>)), type.Runtime, type.Runtime, operands.Result(0, type), operands.Value(1, type));
        }

        if (opcode.Name is "fma" or "mad")
        {
            operands.Expect(4);
            return Make.Ternary(Modified(typeof(FusedMultiplyAdd<>), typeof(FlushTernary<,>), typeof(SaturateTernary<,>)),
                type.Runtime, type.Runtime, type.Runtime, type.Runtime,
                operands.Result(0, type), operands.Value(1, type), operands.Value(2, type), operands.Value(3, type));
        }

        var keepsNaN = opcode.Name is "min" or "max" && opcode.Take("NaN");
        var binary = opcode.Name switch
        {
            "add" => typeof(Add<>),
            "sub" => typeof(Subtract<>),
            "mul" => typeof(Multiply<>),
            "div" => typeof(Divide<>),
            "min" => keepsNaN ? typeof(MinimumOrNaN<>) : typeof(Minimum<>),
            "max" => keepsNaN ? typeof(MaximumOrNaN<>) : typeof(Maximum<>),
            "copysign" => typeof(CopySign<>),
            _ => throw new UnknownInstructionException(),
        };
        return Binary(Modified(binary, typeof(FlushBinary<,>), typeof(SaturateBinary<,>)), type, operands);

        Type Modified(Type generic, Type flushed, Type saturated)
        {
            var operation = generic.MakeGenericType(type.Runtime);
            if (flush)
                operation = flushed.MakeGenericType(type.Runtime, operation);
            return saturate ? saturated.MakeGenericType(type.Runtime, operation) : operation;
        }
    }

    private static Instruction Binary(Type operation, PtxType type, Operands operands)
    {
        operands.Expect(3);
        return Make.Binary(operation, type.Runtime, type.Runtime, type.Runtime, operands.Result(0, type), operands.Value(1, type), operands.Value(2, type));
    }
}
