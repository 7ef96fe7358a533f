using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Quotients and remainders of indices by constants. NVIDIA's assembler divides by a constant as by any number, in some
/// twenty instructions; kernels shift and mask by powers of two and multiply by a reciprocal otherwise.
/// </summary>
internal static class Division
{
    /// <summary>The quotient of a value that is not negative.</summary>
    public static string Over(string value, long divisor) =>
        divisor == 1 ? value : IsPowerOfTwo(divisor) ? $"({value} >> {Number(Log2(divisor))})" : $"Over{Number(divisor)}({value})";

    /// <summary>The remainder of a value that is not negative.</summary>
    public static string Modulo(string value, long divisor) =>
        divisor == 1 ? "0" : IsPowerOfTwo(divisor) ? $"({value} & {Number(divisor - 1)})" : $"Modulo{Number(divisor)}({value})";

    /// <summary>The functions that texts call.</summary>
    public static IEnumerable<string> Functions(IReadOnlyList<string> texts)
    {
        var remainders = Divisors(texts, "Modulo");
        var all = new List<int>(remainders);
        all.AddRange(Divisors(texts, "Over").Where(divisor => !remainders.Contains(divisor)));
        all.Sort();
        foreach (var divisor in all)
        {
            yield return Quotient(divisor);
            if (remainders.Contains(divisor))
                yield return $"/// <summary>value % {Number(divisor)}, of a value that is not negative.</summary>\n"
                    + $"private static int Modulo{Number(divisor)}(int value) => value - Over{Number(divisor)}(value) * {Number(divisor)};";
        }
    }

    /// <summary>The numbers behind a function's name where texts call it.</summary>
    private static HashSet<int> Divisors(IReadOnlyList<string> texts, string function)
    {
        var divisors = new HashSet<int>();
        foreach (var text in texts)
        {
            for (var at = text.IndexOf(function, StringComparison.Ordinal); at >= 0; at = text.IndexOf(function, at, StringComparison.Ordinal))
            {
                at += function.Length;
                var end = at;
                while (end < text.Length && char.IsDigit(text[end]))
                    end++;
                if (end > at && end < text.Length && text[end] == '(')
                    divisors.Add(int.Parse(text.Substring(at, end - at), System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return divisors;
    }

    /// <summary>With m = ⌈2ˢ/d⌉ and s = 31 + ⌈log₂ d⌉, ⌊value·m/2ˢ⌋ is exact for values below 2³¹ (Granlund and Montgomery 1994).</summary>
    private static string Quotient(int divisor)
    {
        var shift = 31 + Log2(divisor) + 1;
        var factor = ((1UL << shift) + (ulong)divisor - 1) / (ulong)divisor;
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
