using System.Numerics;

namespace ShapeNet.Standins.Cuda.Ptx.Operations;

/// <summary>A rounding mode: how a number becomes an integer, and which way an inexact result goes.</summary>
internal interface IRounding
{
    static abstract MidpointRounding Mode { get; }
}

internal readonly struct ToNearestEven : IRounding
{
    public static MidpointRounding Mode => MidpointRounding.ToEven;
}

internal readonly struct TowardZero : IRounding
{
    public static MidpointRounding Mode => MidpointRounding.ToZero;
}

internal readonly struct TowardNegative : IRounding
{
    public static MidpointRounding Mode => MidpointRounding.ToNegativeInfinity;
}

internal readonly struct TowardPositive : IRounding
{
    public static MidpointRounding Mode => MidpointRounding.ToPositiveInfinity;
}

/// <summary>An integer of another width: its low bits, or more bits of its sign.</summary>
internal readonly struct IntegerToInteger<T, TResult> : IUnary<T, TResult>
    where T : IBinaryInteger<T>
    where TResult : IBinaryInteger<TResult>
{
    public static TResult Apply(T a) => TResult.CreateTruncating(a);
}

internal readonly struct IntegerToIntegerSaturated<T, TResult> : IUnary<T, TResult>
    where T : IBinaryInteger<T>
    where TResult : IBinaryInteger<TResult>
{
    public static TResult Apply(T a) => TResult.CreateSaturating(a);
}

/// <summary>An integer of a number: what lies outside the type becomes its nearest, a NaN zero.</summary>
internal readonly struct FloatToInteger<T, TResult, TRounding> : IUnary<T, TResult>
    where T : IFloatingPointIeee754<T>
    where TResult : IBinaryInteger<TResult>
    where TRounding : IRounding
{
    public static TResult Apply(T a) => TResult.CreateSaturating(T.Round(a, TRounding.Mode));
}

/// <summary>A number of an integer.</summary>
internal readonly struct IntegerToFloat<T, TResult, TRounding> : IUnary<T, TResult>
    where T : IBinaryInteger<T>
    where TResult : IFloatingPointIeee754<TResult>
    where TRounding : IRounding
{
    private const int DoubleBits = 53;

    public static TResult Apply(T a)
    {
        var exact = Int128.CreateTruncating(a);
        // To double's precision rounded to odd, so that the second rounding is as if it were the only one.
        var magnitude = UInt128.CreateTruncating(Int128.Abs(exact));
        var excess = Math.Max(0, 128 - (int)UInt128.LeadingZeroCount(magnitude) - DoubleBits);
        if (excess == 0 || typeof(TResult) == typeof(double))
            return Directed<TResult, TRounding>.Adjust(TResult.CreateTruncating(a), exact);
        var odd = (magnitude >> excess) | ((magnitude & ((UInt128.One << excess) - 1)) != 0 ? 1u : 0u);
        var value = (double)(ulong)odd * Math.ScaleB(1, excess);
        return Directed<TResult, TRounding>.Round(Int128.IsNegative(exact) ? -value : value);
    }
}

/// <summary>A number of another precision.</summary>
internal readonly struct FloatToFloat<T, TResult, TRounding> : IUnary<T, TResult>
    where T : IFloatingPointIeee754<T>
    where TResult : IFloatingPointIeee754<TResult>
    where TRounding : IRounding
{
    public static TResult Apply(T a) => Directed<TResult, TRounding>.Round(double.CreateTruncating(a));
}

/// <summary>The nearest integer in a rounding mode, as a number.</summary>
internal readonly struct RoundToIntegral<T, TRounding> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
    where TRounding : IRounding
{
    public static T Apply(T a) => T.Round(a, TRounding.Mode);
}

/// <summary>The value itself.</summary>
internal readonly struct Identity<T> : IUnary<T, T>
{
    public static T Apply(T a) => a;
}

internal readonly struct FlushedConversion<T, TResult, TOperation> : IUnary<T, TResult>
    where T : INumber<T>
    where TResult : INumber<TResult>
    where TOperation : IUnary<T, TResult>
{
    public static TResult Apply(T a) => Flush(TOperation.Apply(Flush(a)));

    // Only numbers of single precision are flushed.
    private static TNumber Flush<TNumber>(TNumber value)
        where TNumber : INumber<TNumber> => typeof(TNumber) == typeof(float) && TNumber.IsSubnormal(value) ? TNumber.CopySign(TNumber.Zero, value) : value;
}

internal readonly struct SaturatedConversion<T, TResult, TOperation> : IUnary<T, TResult>
    where TResult : IFloatingPointIeee754<TResult>
    where TOperation : IUnary<T, TResult>
{
    public static TResult Apply(T a) => Modified<TResult>.Saturate(TOperation.Apply(a));
}

/// <summary>Rounds to a precision in a mode: to the nearest first, then on by one where that went the wrong way.</summary>
internal static class Directed<T, TRounding>
    where T : IFloatingPointIeee754<T>
    where TRounding : IRounding
{
    public static T Round(double exact)
    {
        var nearest = T.CreateTruncating(exact);
        if (TRounding.Mode == MidpointRounding.ToEven || !double.IsFinite(exact))
            return nearest;
        return Adjust(nearest, double.CreateTruncating(nearest).CompareTo(exact), exact < 0);
    }

    public static T Adjust(T nearest, Int128 exact) =>
        TRounding.Mode == MidpointRounding.ToEven ? nearest : Adjust(nearest, Int128.CreateTruncating(nearest).CompareTo(exact), Int128.IsNegative(exact));

    private static T Adjust(T nearest, int comparison, bool isNegative) => TRounding.Mode switch
    {
        MidpointRounding.ToZero when comparison > 0 && !isNegative => T.BitDecrement(nearest),
        MidpointRounding.ToZero when comparison < 0 && isNegative => T.BitIncrement(nearest),
        MidpointRounding.ToNegativeInfinity when comparison > 0 => T.BitDecrement(nearest),
        MidpointRounding.ToPositiveInfinity when comparison < 0 => T.BitIncrement(nearest),
        _ => nearest,
    };
}
