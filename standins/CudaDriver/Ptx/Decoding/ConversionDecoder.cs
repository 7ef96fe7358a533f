using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Operations;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Conversions between types.</summary>
internal static class ConversionDecoder
{
    public static Instruction Decode(OpcodeReader opcode, Operands operands)
    {
        var integral = opcode.TakeAny("rni", "rzi", "rmi", "rpi");
        var rounding = integral ?? opcode.TakeAny("rn", "rz", "rm", "rp");
        var (flush, saturate) = (opcode.Take("ftz"), opcode.Take("sat"));
        var (to, from) = (opcode.Type(), opcode.Type());
        if (to == PtxType.Predicate || from == PtxType.Predicate)
            throw new UnknownInstructionException();
        var operation = Operation(to, from, rounding, integral is not null, saturate);
        if (flush)
            operation = typeof(FlushedConversion<,,>).MakeGenericType(from.Runtime, to.Runtime, operation);
        if (saturate && to.Kind == PtxKind.Float)
            operation = typeof(SaturatedConversion<,,>).MakeGenericType(from.Runtime, to.Runtime, operation);
        operands.Expect(2);
        var (result, resultBytes) = operands.AnyResult(operands[0]);
        var (source, sourceBytes) = operands.AnyValue(operands[1], from);
        if (resultBytes < to.Bytes || sourceBytes < from.Bytes)
            throw new UnknownInstructionException();
        return (resultBytes is null || resultBytes == to.Bytes) && sourceBytes == from.Bytes
            ? Make.Unary(operation, from.Runtime, to.Runtime, result, source)
            : Make.New(typeof(Conversion<,,>), [from.Runtime, to.Runtime, operation], result, resultBytes ?? to.Bytes, source, sourceBytes);
    }

    private static Type Operation(PtxType to, PtxType from, string? rounding, bool isIntegral, bool saturate)
    {
        var mode = rounding?[1] switch
        {
            'z' => typeof(TowardZero),
            'm' => typeof(TowardNegative),
            'p' => typeof(TowardPositive),
            _ => typeof(ToNearestEven),
        };
        var isFromFloat = from.Kind == PtxKind.Float;
        if (to.Kind != PtxKind.Float)
        {
            // A number without a rounding mode has no integer; an integer needs none.
            if (isFromFloat != isIntegral)
                throw new UnknownInstructionException();
            return isFromFloat ? typeof(FloatToInteger<,,>).MakeGenericType(from.Runtime, to.Runtime, mode)
                : (saturate ? typeof(IntegerToIntegerSaturated<,>) : typeof(IntegerToInteger<,>)).MakeGenericType(from.Runtime, to.Runtime);
        }

        if (!isFromFloat)
        {
            return rounding is not null && !isIntegral
                ? typeof(IntegerToFloat<,,>).MakeGenericType(from.Runtime, to.Runtime, mode)
                : throw new UnknownInstructionException();
        }

        if (to == from)
            return isIntegral ? typeof(RoundToIntegral<,>).MakeGenericType(from.Runtime, mode) : typeof(Identity<>).MakeGenericType(from.Runtime);
        // Only a narrower result rounds.
        if (isIntegral || to.Bytes < from.Bytes != rounding is not null)
            throw new UnknownInstructionException();
        return typeof(FloatToFloat<,,>).MakeGenericType(from.Runtime, to.Runtime, mode);
    }
}
