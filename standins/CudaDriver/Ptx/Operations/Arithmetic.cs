using System.Numerics;
using System.Runtime.Intrinsics;

namespace ShapeNet.Standins.Cuda.Ptx.Operations;

internal readonly struct Add<T> : IBinary<T, T, T>, IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => unchecked(a + b);

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a + b;
}

internal readonly struct Subtract<T> : IBinary<T, T, T>, IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => unchecked(a - b);

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a - b;
}

/// <summary>The product; of integers, its low half.</summary>
internal readonly struct Multiply<T> : IBinary<T, T, T>, IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => unchecked(a * b);

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a * b;
}

/// <summary>The high half of an integer product.</summary>
internal readonly struct MultiplyHigh<T> : IBinary<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T a, T b) => T.IsNegative(T.Zero - T.One)
        ? T.CreateTruncating((Int128.CreateTruncating(a) * Int128.CreateTruncating(b)) >> (sizeof(T) * 8))
        : T.CreateTruncating((UInt128.CreateTruncating(a) * UInt128.CreateTruncating(b)) >> (sizeof(T) * 8));
}

internal readonly struct MultiplyWide<T, TWide> : IBinary<T, T, TWide>
    where T : IBinaryInteger<T>
    where TWide : IBinaryInteger<TWide>
{
    public static TWide Apply(T a, T b) => unchecked(TWide.CreateTruncating(a) * TWide.CreateTruncating(b));
}

internal readonly struct MultiplyAdd<T> : ITernary<T, T, T, T>
    where T : INumber<T>
{
    public static T Apply(T a, T b, T c) => unchecked((a * b) + c);
}

internal readonly struct MultiplyHighAdd<T> : ITernary<T, T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static T Apply(T a, T b, T c) => unchecked(MultiplyHigh<T>.Apply(a, b) + c);
}

internal readonly struct MultiplyWideAdd<T, TWide> : ITernary<T, T, TWide, TWide>
    where T : IBinaryInteger<T>
    where TWide : IBinaryInteger<TWide>
{
    public static TWide Apply(T a, T b, TWide c) => unchecked(MultiplyWide<T, TWide>.Apply(a, b) + c);
}

internal readonly struct FusedMultiplyAdd<T> : ITernary<T, T, T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a, T b, T c) => T.FusedMultiplyAdd(a, b, c);
}

/// <summary>An integer quotient. One by zero is unspecified; hardware gives all ones.</summary>
internal readonly struct DivideInteger<T> : IBinary<T, T, T>
    where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) =>
        T.IsZero(b) ? T.AllBitsSet : b == T.AllBitsSet && T.IsNegative(b) ? unchecked(T.Zero - a) : a / b;
}

/// <summary>An integer remainder. One by zero is unspecified; hardware gives the dividend.</summary>
internal readonly struct Remainder<T> : IBinary<T, T, T>
    where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.IsZero(b) ? a : b == T.AllBitsSet && T.IsNegative(b) ? T.Zero : a % b;
}

internal readonly struct Divide<T> : IBinary<T, T, T>, IVectorBinary<T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => a / b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a / b;
}

/// <summary>The smaller; of a number and a NaN, the number.</summary>
internal readonly struct Minimum<T> : IBinary<T, T, T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => T.IsNaN(a) && T.IsNaN(b) ? NaN<T>.Canonical : T.MinNumber(a, b);
}

/// <summary>The larger; of a number and a NaN, the number.</summary>
internal readonly struct Maximum<T> : IBinary<T, T, T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => T.IsNaN(a) && T.IsNaN(b) ? NaN<T>.Canonical : T.MaxNumber(a, b);
}

internal readonly struct MinimumOrNaN<T> : IBinary<T, T, T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => T.IsNaN(a) || T.IsNaN(b) ? NaN<T>.Canonical : T.Min(a, b);
}

internal readonly struct MaximumOrNaN<T> : IBinary<T, T, T>
    where T : INumber<T>
{
    public static T Apply(T a, T b) => T.IsNaN(a) || T.IsNaN(b) ? NaN<T>.Canonical : T.Max(a, b);
}

internal readonly struct Negate<T> : IUnary<T, T>
    where T : INumber<T>
{
    public static T Apply(T a) => unchecked(-a);
}

internal readonly struct Absolute<T> : IUnary<T, T>
    where T : INumber<T>
{
    // T.Abs of the least integer would throw.
    public static T Apply(T a) => T.IsInteger(a) && a < T.Zero ? unchecked(T.Zero - a) : T.Abs(a);
}

/// <summary>The NaN that hardware makes: positive, quiet, all ones below.</summary>
internal static class NaN<T>
    where T : INumber<T>
{
    public static T Canonical { get; } = typeof(T) == typeof(float) ? (T)(object)BitConverter.UInt32BitsToSingle(0x7FFF_FFFF)
        : typeof(T) == typeof(double) ? (T)(object)BitConverter.UInt64BitsToDouble(0x7FFF_FFFF_FFFF_FFFF)
        : typeof(T) == typeof(Half) ? (T)(object)BitConverter.UInt16BitsToHalf(0x7FFF)
        : T.Zero;
}
