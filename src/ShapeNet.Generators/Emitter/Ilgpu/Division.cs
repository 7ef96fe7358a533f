using System.Text.RegularExpressions;
using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Quotients and remainders of indices by constants. NVIDIA's assembler divides by a constant as by any number, in some
/// twenty instructions; kernels shift and mask by powers of two and multiply by a reciprocal otherwise.
/// </summary>
internal static class Division
{
    private static readonly Regex Calls = new(@"\b(Over|Modulo)(\d+)\(", RegexOptions.CultureInvariant);

    /// <summary>The quotient of a value that is not negative.</summary>
    public static string Over(string value, long divisor) =>
        divisor == 1 ? value : IsPowerOfTwo(divisor) ? $"({value} >> {Number(Log2(divisor))})" : $"Over{Number(divisor)}({value})";

    /// <summary>The remainder of a value that is not negative.</summary>
    public static string Modulo(string value, long divisor) =>
        divisor == 1 ? "0" : IsPowerOfTwo(divisor) ? $"({value} & {Number(divisor - 1)})" : $"Modulo{Number(divisor)}({value})";

    /// <summary>The functions that a text calls.</summary>
    public static IEnumerable<string> Functions(string text)
    {
        var calls = Calls.Matches(text).Cast<Match>().Select(match => (Name: match.Groups[1].Value, Divisor: long.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))).ToArray();
        foreach (var divisor in calls.Select(call => call.Divisor).Distinct().OrderBy(divisor => divisor))
        {
            yield return Quotient(divisor);
            if (calls.Contains(("Modulo", divisor)))
                yield return $"/// <summary>value % {Number(divisor)}, of a value that is not negative.</summary>\n"
                    + $"private static int Modulo{Number(divisor)}(int value) => value - Over{Number(divisor)}(value) * {Number(divisor)};";
        }
    }

    /// <summary>With m = ⌈2ˢ/d⌉ and s = 31 + ⌈log₂ d⌉, ⌊value·m/2ˢ⌋ is exact for values below 2³¹ (Granlund and Montgomery 1994).</summary>
    private static string Quotient(long divisor)
    {
        var shift = 31 + Log2(divisor) + 1;
        var factor = ((System.Numerics.BigInteger.One << shift) + divisor - 1) / divisor;
        return $"/// <summary>value / {Number(divisor)}, of a value that is not negative.</summary>\n"
            + $"private static int Over{Number(divisor)}(int value) => (int)((uint)value * {factor}UL >> {Number(shift)});";
    }

    private static bool IsPowerOfTwo(long value) => (value & (value - 1)) == 0;

    /// <summary>The largest power of two that is no larger.</summary>
    private static int Log2(long value)
    {
        var log = 0;
        while (value >> (log + 1) > 0)
            log++;
        return log;
    }
}
