using System.Globalization;

namespace ShapeNet.Generators.Model;

/// <summary>Numbers and names as messages, reports and weight files write them; the same in every culture.</summary>
internal static class Words
{
    /// <summary>More names than this are not worth reading.</summary>
    private const int LongestList = 8;

    public static string Number(long value) => value < 0 ? "−" + (-value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);

    public static string Real(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number's text as part of a C# name.</summary>
    public static string Identifier(string number) => number.Replace('.', 'p').Replace('-', 'm').Replace('+', '_');

    /// <summary>12993642 → <c>12,993,642</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count of multiply-accumulates to three digits: <c>1.26 GMAC</c>, <c>361 MMAC</c>.</summary>
    public static string MultiplyAccumulates(long count)
    {
        var (unit, divisor) = count switch
        {
            >= 1_000_000_000 => ("GMAC", 1e9),
            >= 1_000_000 => ("MMAC", 1e6),
            >= 1_000 => ("kMAC", 1e3),
            _ => ("MAC", 1),
        };
        var scaled = count / divisor;
        var format = divisor == 1 || scaled >= 99.95 ? "0" : scaled >= 9.995 ? "0.0" : "0.00";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + " " + unit;
    }

    /// <summary><c>1 layer</c>, <c>2 layers</c>.</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{Number(count)} {noun}s";

    /// <summary><c>a, b or c</c>.</summary>
    public static string Or(IReadOnlyList<string> items) => List(items, "or");

    /// <summary><c>a, b and c</c>; the last few of many.</summary>
    public static string And(IReadOnlyList<string> items) =>
        items.Count <= LongestList ? List(items, "and") : "…, " + List([.. items.Skip(items.Count - LongestList)], "and");

    private static string List(IReadOnlyList<string> items, string word) =>
        items.Count <= 1 ? string.Concat(items) : string.Join(", ", items.Take(items.Count - 1)) + $" {word} " + items[items.Count - 1];

    /// <summary><c>TransposeConv</c> → <c>transpose_conv</c>; digits stay with the word before them.</summary>
    public static string SnakeCase(string name)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>The candidate nearest to a misspelt name, or null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        var best = candidates.Select(candidate => (candidate, distance: EditDistance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal).FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, name.Length / 3) ? best.candidate : null;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.</summary>
    private static int EditDistance(string a, string b)
    {
        var distance = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                distance[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1,
                    distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }

        return distance[a.Length, b.Length];
    }
}
