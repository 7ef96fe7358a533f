using System.Numerics;

namespace ILGPU;

/// <summary>Mathematical functions that every device has.</summary>
public static class IntrinsicMath
{
    /// <summary>The absolute value.</summary>
    public static double Abs(double value) => Math.Abs(value);

    /// <summary>The absolute value.</summary>
    public static float Abs(float value) => Math.Abs(value);

    /// <summary>The absolute value.</summary>
    public static int Abs(int value) => Math.Abs(value);

    /// <summary>The absolute value.</summary>
    public static long Abs(long value) => Math.Abs(value);

    /// <summary>The lesser; the other operand where one is not a number.</summary>
    public static double Min(double first, double second) => double.MinNumber(first, second);

    /// <summary>The greater; the other operand where one is not a number.</summary>
    public static double Max(double first, double second) => double.MaxNumber(first, second);

    /// <summary>The value, kept between two others.</summary>
    public static double Clamp(double value, double min, double max) => Max(Min(value, max), min);

    /// <summary>The lesser; the other operand where one is not a number.</summary>
    public static float Min(float first, float second) => float.MinNumber(first, second);

    /// <summary>The greater; the other operand where one is not a number.</summary>
    public static float Max(float first, float second) => float.MaxNumber(first, second);

    /// <summary>The value, kept between two others.</summary>
    public static float Clamp(float value, float min, float max) => Max(Min(value, max), min);

    /// <summary>The lesser.</summary>
    public static int Min(int first, int second) => Math.Min(first, second);

    /// <summary>The greater.</summary>
    public static int Max(int first, int second) => Math.Max(first, second);

    /// <summary>The value, kept between two others.</summary>
    public static int Clamp(int value, int min, int max) => Max(Min(value, max), min);

    /// <summary>The lesser.</summary>
    public static long Min(long first, long second) => Math.Min(first, second);

    /// <summary>The greater.</summary>
    public static long Max(long first, long second) => Math.Max(first, second);

    /// <summary>The value, kept between two others.</summary>
    public static long Clamp(long value, long min, long max) => Max(Min(value, max), min);

    /// <summary>The lesser.</summary>
    public static uint Min(uint first, uint second) => Math.Min(first, second);

    /// <summary>The greater.</summary>
    public static uint Max(uint first, uint second) => Math.Max(first, second);

    /// <summary>The value, kept between two others.</summary>
    public static uint Clamp(uint value, uint min, uint max) => Max(Min(value, max), min);

    /// <summary>The lesser.</summary>
    public static ulong Min(ulong first, ulong second) => Math.Min(first, second);

    /// <summary>The greater.</summary>
    public static ulong Max(ulong first, ulong second) => Math.Max(first, second);

    /// <summary>The value, kept between two others.</summary>
    public static ulong Clamp(ulong value, ulong min, ulong max) => Max(Min(value, max), min);

    /// <summary>The quotient, rounded up.</summary>
    public static int DivRoundUp(int numerator, int denominator) => (numerator + denominator - 1) / denominator;

    /// <summary>The quotient, rounded down.</summary>
    public static int DivRoundDown(int numerator, int denominator) => numerator / denominator;

    /// <summary>The quotient, rounded up.</summary>
    public static long DivRoundUp(long numerator, long denominator) => (numerator + denominator - 1) / denominator;

    /// <summary>The quotient, rounded down.</summary>
    public static long DivRoundDown(long numerator, long denominator) => numerator / denominator;

    /// <summary>The number of set bits.</summary>
    public static int PopCount(int value) => BitOperations.PopCount((uint)value);

    /// <summary>The number of zeros above the highest set bit.</summary>
    public static int LeadingZeroCount(int value) => BitOperations.LeadingZeroCount((uint)value);

    /// <summary>The number of zeros below the lowest set bit.</summary>
    public static int TrailingZeroCount(int value) => BitOperations.TrailingZeroCount(value);

    /// <summary>The number of set bits.</summary>
    public static int PopCount(uint value) => BitOperations.PopCount(value);

    /// <summary>The number of zeros above the highest set bit.</summary>
    public static int LeadingZeroCount(uint value) => BitOperations.LeadingZeroCount(value);

    /// <summary>The number of zeros below the lowest set bit.</summary>
    public static int TrailingZeroCount(uint value) => BitOperations.TrailingZeroCount(value);

    /// <summary>The number of set bits.</summary>
    public static int PopCount(long value) => BitOperations.PopCount((ulong)value);

    /// <summary>The number of zeros above the highest set bit.</summary>
    public static int LeadingZeroCount(long value) => BitOperations.LeadingZeroCount((ulong)value);

    /// <summary>The number of zeros below the lowest set bit.</summary>
    public static int TrailingZeroCount(long value) => BitOperations.TrailingZeroCount(value);

    /// <summary>The number of set bits.</summary>
    public static int PopCount(ulong value) => BitOperations.PopCount(value);

    /// <summary>The number of zeros above the highest set bit.</summary>
    public static int LeadingZeroCount(ulong value) => BitOperations.LeadingZeroCount(value);

    /// <summary>The number of zeros below the lowest set bit.</summary>
    public static int TrailingZeroCount(ulong value) => BitOperations.TrailingZeroCount(value);
}
