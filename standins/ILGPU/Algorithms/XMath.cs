namespace ILGPU.Algorithms;

/// <summary>Mathematical functions for kernels.</summary>
public static class XMath
{
    /// <summary>Euler's number.</summary>
    public const float E = MathF.E;

    /// <summary>The circle constant.</summary>
    public const float PI = MathF.PI;

    /// <summary>Euler's number.</summary>
    public const double ED = Math.E;

    /// <summary>The circle constant.</summary>
    public const double PID = Math.PI;

    /// <summary>The absolute value.</summary>
    public static float Abs(float value) => MathF.Abs(value);

    /// <summary>The absolute value.</summary>
    public static double Abs(double value) => Math.Abs(value);

    /// <summary>The integer below.</summary>
    public static float Floor(float value) => MathF.Floor(value);

    /// <summary>The integer below.</summary>
    public static double Floor(double value) => Math.Floor(value);

    /// <summary>The integer above.</summary>
    public static float Ceiling(float value) => MathF.Ceiling(value);

    /// <summary>The integer above.</summary>
    public static double Ceiling(double value) => Math.Ceiling(value);

    /// <summary>The integer part.</summary>
    public static float Truncate(float value) => MathF.Truncate(value);

    /// <summary>The integer part.</summary>
    public static double Truncate(double value) => Math.Truncate(value);

    /// <summary>The nearest integer, the even one of two.</summary>
    public static float Round(float value) => MathF.Round(value);

    /// <summary>The nearest integer, the even one of two.</summary>
    public static double Round(double value) => Math.Round(value);

    /// <summary>The natural logarithm.</summary>
    public static float Log(float value) => MathF.Log(value);

    /// <summary>The natural logarithm.</summary>
    public static double Log(double value) => Math.Log(value);

    /// <summary>The logarithm to base two.</summary>
    public static float Log2(float value) => MathF.Log2(value);

    /// <summary>The logarithm to base two.</summary>
    public static double Log2(double value) => Math.Log2(value);

    /// <summary>The logarithm to base ten.</summary>
    public static float Log10(float value) => MathF.Log10(value);

    /// <summary>The logarithm to base ten.</summary>
    public static double Log10(double value) => Math.Log10(value);

    /// <summary>The exponential function.</summary>
    public static float Exp(float value) => MathF.Exp(value);

    /// <summary>The exponential function.</summary>
    public static double Exp(double value) => Math.Exp(value);

    /// <summary>The square root.</summary>
    public static float Sqrt(float value) => MathF.Sqrt(value);

    /// <summary>The square root.</summary>
    public static double Sqrt(double value) => Math.Sqrt(value);

    /// <summary>The sine.</summary>
    public static float Sin(float value) => MathF.Sin(value);

    /// <summary>The sine.</summary>
    public static double Sin(double value) => Math.Sin(value);

    /// <summary>The cosine.</summary>
    public static float Cos(float value) => MathF.Cos(value);

    /// <summary>The cosine.</summary>
    public static double Cos(double value) => Math.Cos(value);

    /// <summary>The tangent.</summary>
    public static float Tan(float value) => MathF.Tan(value);

    /// <summary>The tangent.</summary>
    public static double Tan(double value) => Math.Tan(value);

    /// <summary>The hyperbolic sine.</summary>
    public static float Sinh(float value) => MathF.Sinh(value);

    /// <summary>The hyperbolic sine.</summary>
    public static double Sinh(double value) => Math.Sinh(value);

    /// <summary>The hyperbolic cosine.</summary>
    public static float Cosh(float value) => MathF.Cosh(value);

    /// <summary>The hyperbolic cosine.</summary>
    public static double Cosh(double value) => Math.Cosh(value);

    /// <summary>The hyperbolic tangent.</summary>
    public static float Tanh(float value) => MathF.Tanh(value);

    /// <summary>The hyperbolic tangent.</summary>
    public static double Tanh(double value) => Math.Tanh(value);

    /// <summary>The arc sine.</summary>
    public static float Asin(float value) => MathF.Asin(value);

    /// <summary>The arc sine.</summary>
    public static double Asin(double value) => Math.Asin(value);

    /// <summary>The arc cosine.</summary>
    public static float Acos(float value) => MathF.Acos(value);

    /// <summary>The arc cosine.</summary>
    public static double Acos(double value) => Math.Acos(value);

    /// <summary>The arc tangent.</summary>
    public static float Atan(float value) => MathF.Atan(value);

    /// <summary>The arc tangent.</summary>
    public static double Atan(double value) => Math.Atan(value);

    /// <summary>Two to a power.</summary>
    public static float Exp2(float value) => MathF.Pow(2, value);

    /// <summary>Two to a power.</summary>
    public static double Exp2(double value) => Math.Pow(2, value);

    /// <summary>The reciprocal.</summary>
    public static float Rcp(float value) => 1 / value;

    /// <summary>The reciprocal.</summary>
    public static double Rcp(double value) => 1 / value;

    /// <summary>The reciprocal of the square root.</summary>
    public static float Rsqrt(float value) => 1 / MathF.Sqrt(value);

    /// <summary>The reciprocal of the square root.</summary>
    public static double Rsqrt(double value) => 1 / Math.Sqrt(value);

    /// <summary>A power.</summary>
    public static float Pow(float @base, float exp) => MathF.Pow(@base, exp);

    /// <summary>The angle of a point.</summary>
    public static float Atan2(float y, float x) => MathF.Atan2(y, x);

    /// <summary>Whether the value is not a number.</summary>
    public static bool IsNaN(float value) => float.IsNaN(value);

    /// <summary>Whether the value is infinite.</summary>
    public static bool IsInfinity(float value) => float.IsInfinity(value);

    /// <summary>Whether the value is finite.</summary>
    public static bool IsFinite(float value) => float.IsFinite(value);

    /// <summary>Minus one, zero or one.</summary>
    public static int Sign(float value) => Math.Sign(value);

    /// <summary>A power.</summary>
    public static double Pow(double @base, double exp) => Math.Pow(@base, exp);

    /// <summary>The angle of a point.</summary>
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    /// <summary>Whether the value is not a number.</summary>
    public static bool IsNaN(double value) => double.IsNaN(value);

    /// <summary>Whether the value is infinite.</summary>
    public static bool IsInfinity(double value) => double.IsInfinity(value);

    /// <summary>Whether the value is finite.</summary>
    public static bool IsFinite(double value) => double.IsFinite(value);

    /// <summary>Minus one, zero or one.</summary>
    public static int Sign(double value) => Math.Sign(value);

    /// <summary>The absolute value.</summary>
    public static int Abs(int value) => Math.Abs(value);

    /// <summary>The quotient, rounded up.</summary>
    public static int DivRoundUp(int numerator, int denominator) => IntrinsicMath.DivRoundUp(numerator, denominator);

    /// <summary>The quotient, rounded down.</summary>
    public static int DivRoundDown(int numerator, int denominator) => IntrinsicMath.DivRoundDown(numerator, denominator);

    /// <summary>The absolute value.</summary>
    public static long Abs(long value) => Math.Abs(value);

    /// <summary>The quotient, rounded up.</summary>
    public static long DivRoundUp(long numerator, long denominator) => IntrinsicMath.DivRoundUp(numerator, denominator);

    /// <summary>The quotient, rounded down.</summary>
    public static long DivRoundDown(long numerator, long denominator) => IntrinsicMath.DivRoundDown(numerator, denominator);

    /// <summary>The lesser.</summary>
    public static double Min(double first, double second) => IntrinsicMath.Min(first, second);

    /// <summary>The lesser.</summary>
    public static float Min(float first, float second) => IntrinsicMath.Min(first, second);

    /// <summary>The lesser.</summary>
    public static int Min(int first, int second) => IntrinsicMath.Min(first, second);

    /// <summary>The lesser.</summary>
    public static long Min(long first, long second) => IntrinsicMath.Min(first, second);

    /// <summary>The lesser.</summary>
    public static uint Min(uint first, uint second) => IntrinsicMath.Min(first, second);

    /// <summary>The lesser.</summary>
    public static ulong Min(ulong first, ulong second) => IntrinsicMath.Min(first, second);

    /// <summary>The greater.</summary>
    public static double Max(double first, double second) => IntrinsicMath.Max(first, second);

    /// <summary>The greater.</summary>
    public static float Max(float first, float second) => IntrinsicMath.Max(first, second);

    /// <summary>The greater.</summary>
    public static int Max(int first, int second) => IntrinsicMath.Max(first, second);

    /// <summary>The greater.</summary>
    public static long Max(long first, long second) => IntrinsicMath.Max(first, second);

    /// <summary>The greater.</summary>
    public static uint Max(uint first, uint second) => IntrinsicMath.Max(first, second);

    /// <summary>The greater.</summary>
    public static ulong Max(ulong first, ulong second) => IntrinsicMath.Max(first, second);

    /// <summary>The value, kept between two others.</summary>
    public static double Clamp(double value, double min, double max) => IntrinsicMath.Clamp(value, min, max);

    /// <summary>The value, kept between two others.</summary>
    public static float Clamp(float value, float min, float max) => IntrinsicMath.Clamp(value, min, max);

    /// <summary>The value, kept between two others.</summary>
    public static int Clamp(int value, int min, int max) => IntrinsicMath.Clamp(value, min, max);

    /// <summary>The value, kept between two others.</summary>
    public static long Clamp(long value, long min, long max) => IntrinsicMath.Clamp(value, min, max);

    /// <summary>The value, kept between two others.</summary>
    public static uint Clamp(uint value, uint min, uint max) => IntrinsicMath.Clamp(value, min, max);

    /// <summary>The value, kept between two others.</summary>
    public static ulong Clamp(ulong value, ulong min, ulong max) => IntrinsicMath.Clamp(value, min, max);
}
