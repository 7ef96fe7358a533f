using System.Numerics;

namespace ShapeNet.Standins.Cuda.Ptx.Operations;

/// <summary>Comparisons give a predicate: all ones or zero.</summary>
internal readonly struct Equal<T> : IBinary<T, T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a, T b) => a == b ? uint.MaxValue : 0;
}

/// <summary>False of a NaN too, where !=, which is neu, is true.</summary>
internal readonly struct NotEqual<T> : IBinary<T, T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a, T b) => a < b || a > b ? uint.MaxValue : 0;
}

internal readonly struct Less<T> : IBinary<T, T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a, T b) => a < b ? uint.MaxValue : 0;
}

internal readonly struct LessOrEqual<T> : IBinary<T, T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a, T b) => a <= b ? uint.MaxValue : 0;
}

internal readonly struct Greater<T> : IBinary<T, T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a, T b) => a > b ? uint.MaxValue : 0;
}

internal readonly struct GreaterOrEqual<T> : IBinary<T, T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a, T b) => a >= b ? uint.MaxValue : 0;
}

/// <summary>Neither operand is a NaN.</summary>
internal readonly struct AreNumbers<T> : IBinary<T, T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a, T b) => T.IsNaN(a) || T.IsNaN(b) ? 0 : uint.MaxValue;
}

/// <summary>The opposite of a comparison: of the unordered ones, which are true of a NaN, this is how they are made.</summary>
internal readonly struct Opposite<T, TComparison> : IBinary<T, T, uint>
    where TComparison : IBinary<T, T, uint>
{
    public static uint Apply(T a, T b) => ~TComparison.Apply(a, b);
}

internal readonly struct IsNaN<T> : IUnary<T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a) => T.IsNaN(a) ? uint.MaxValue : 0;
}

internal readonly struct IsANumber<T> : IUnary<T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a) => T.IsNaN(a) ? 0 : uint.MaxValue;
}

internal readonly struct IsFinite<T> : IUnary<T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a) => T.IsFinite(a) ? uint.MaxValue : 0;
}

internal readonly struct IsInfinite<T> : IUnary<T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a) => T.IsInfinity(a) ? uint.MaxValue : 0;
}

internal readonly struct IsNormal<T> : IUnary<T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a) => T.IsNormal(a) ? uint.MaxValue : 0;
}

internal readonly struct IsSubnormal<T> : IUnary<T, uint>
    where T : INumber<T>
{
    public static uint Apply(T a) => T.IsSubnormal(a) ? uint.MaxValue : 0;
}
