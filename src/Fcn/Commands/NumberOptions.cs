using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Fcn.Commands;

/// <summary>Makes options whose values are numbers; what does not fit is refused in one line that names the option.</summary>
internal static class NumberOptions
{
    /// <summary>A whole number that may be left out.</summary>
    public static Option<int?> WholeNumber(string name, string description, int minimum, int? maximum = null) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => ParseWhole(result, name, minimum, maximum),
    };

    /// <summary>A whole number with a default.</summary>
    public static Option<int> WholeNumber(string name, string description, int minimum, int defaultValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => ParseWhole(result, name, minimum) ?? defaultValue,
    };

    /// <summary>A real number of at least 0 that may be left out.</summary>
    public static Option<float?> RealNumber(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result => ParseReal(result, name),
    };

    /// <summary>A real number of at least 0 with a default.</summary>
    public static Option<float> RealNumber(string name, string description, float defaultValue) => new(name)
    {
        Description = description,
        HelpName = "X",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => ParseReal(result, name) ?? defaultValue,
    };

    /// <summary><c>--seed</c>: a whole number from 0 to 2⁶⁴ − 1.</summary>
    public static Option<ulong> Seed(string description, ulong defaultValue) => new("--seed")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => ParseSeed(result) ?? defaultValue,
    };

    /// <summary><c>--seed</c>, which may be left out.</summary>
    public static Option<ulong?> Seed(string description) => new("--seed")
    {
        Description = description,
        HelpName = "N",
        CustomParser = ParseSeed,
    };

    private static ulong? ParseSeed(ArgumentResult result)
    {
        if (ulong.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            return seed;
        result.AddError($"--seed: '{Text(result)}' is no whole number from 0 to {ulong.MaxValue}.");
        return null;
    }

    private static int? ParseWhole(ArgumentResult result, string name, int minimum, int? maximum = null)
    {
        if (int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= (maximum ?? int.MaxValue))
            return number;
        result.AddError($"{name}: '{Text(result)}' is no whole number {(maximum is null ? $"of at least {minimum}" : $"from {minimum} to {maximum}")}.");
        return null;
    }

    private static float? ParseReal(ArgumentResult result, string name)
    {
        if (float.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && float.IsFinite(number))
            return number;
        result.AddError($"{name}: '{Text(result)}' is no number of at least 0.");
        return null;
    }

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;
}
