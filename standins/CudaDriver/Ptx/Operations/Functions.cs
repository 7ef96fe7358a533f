using System.Numerics;

namespace ShapeNet.Standins.Cuda.Ptx.Operations;

// Functions that hardware approximates are computed in double precision and rounded once: within its bounds, and nearer.
internal readonly struct Reciprocal<T> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.One / a;
}

internal readonly struct SquareRoot<T> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.Sqrt(a);
}

internal readonly struct ReciprocalSquareRoot<T> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(1 / Math.Sqrt(double.CreateTruncating(a)));
}

internal readonly struct Sine<T> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(Math.Sin(double.CreateTruncating(a)));
}

internal readonly struct Cosine<T> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(Math.Cos(double.CreateTruncating(a)));
}

internal readonly struct Exponential2<T> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(double.Exp2(double.CreateTruncating(a)));
}

internal readonly struct Logarithm2<T> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(Math.Log2(double.CreateTruncating(a)));
}

internal readonly struct HyperbolicTangent<T> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(Math.Tanh(double.CreateTruncating(a)));
}

/// <summary>The second operand with the sign of the first.</summary>
internal readonly struct CopySign<T> : IBinary<T, T, T>
    where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a, T b) => T.CopySign(b, a);
}

/// <summary>What modifiers do to values of floating-point operations.</summary>
internal static class Modified<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>A subnormal number becomes a zero of its sign (<c>.ftz</c>).</summary>
    public static T Flush(T value) => T.IsSubnormal(value) ? T.CopySign(T.Zero, value) : value;

    /// <summary>What lies outside 0 to 1 becomes the nearer of them, a NaN zero (<c>.sat</c>).</summary>
    public static T Saturate(T value) => value > T.Zero ? (value < T.One ? value : T.One) : T.Zero;
}

internal readonly struct FlushUnary<T, TOperation> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
    where TOperation : IUnary<T, T>
{
    public static T Apply(T a) => Modified<T>.Flush(TOperation.Apply(Modified<T>.Flush(a)));
}

internal readonly struct FlushBinary<T, TOperation> : IBinary<T, T, T>
    where T : IFloatingPointIeee754<T>
    where TOperation : IBinary<T, T, T>
{
    public static T Apply(T a, T b) => Modified<T>.Flush(TOperation.Apply(Modified<T>.Flush(a), Modified<T>.Flush(b)));
}

internal readonly struct FlushTernary<T, TOperation> : ITernary<T, T, T, T>
    where T : IFloatingPointIeee754<T>
    where TOperation : ITernary<T, T, T, T>
{
    public static T Apply(T a, T b, T c) =>
        Modified<T>.Flush(TOperation.Apply(Modified<T>.Flush(a), Modified<T>.Flush(b), Modified<T>.Flush(c)));
}

internal readonly struct FlushComparison<T, TOperation> : IBinary<T, T, uint>
    where T : IFloatingPointIeee754<T>
    where TOperation : IBinary<T, T, uint>
{
    public static uint Apply(T a, T b) => TOperation.Apply(Modified<T>.Flush(a), Modified<T>.Flush(b));
}

internal readonly struct SaturateUnary<T, TOperation> : IUnary<T, T>
    where T : IFloatingPointIeee754<T>
    where TOperation : IUnary<T, T>
{
    public static T Apply(T a) => Modified<T>.Saturate(TOperation.Apply(a));
}

internal readonly struct SaturateBinary<T, TOperation> : IBinary<T, T, T>
    where T : IFloatingPointIeee754<T>
    where TOperation : IBinary<T, T, T>
{
    public static T Apply(T a, T b) => Modified<T>.Saturate(TOperation.Apply(a, b));
}

internal readonly struct SaturateTernary<T, TOperation> : ITernary<T, T, T, T>
    where T : IFloatingPointIeee754<T>
    where TOperation : ITernary<T, T, T, T>
{
    public static T Apply(T a, T b, T c) => Modified<T>.Saturate(TOperation.Apply(a, b, c));
}
