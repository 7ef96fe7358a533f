using System.Buffers;
using System.Collections;
using System.Globalization;

namespace VerifyTests.Snapshots;

/// <summary>A test parameter's value as it stands in a file name.</summary>
internal static class ParameterText
{
    private static readonly SearchValues<char> Invalid =
        SearchValues.Create([.. "\"\\<>|:*?/", .. Enumerable.Range(0, 32).Select(code => (char)code)]);

    public static string Of(object? value) => Of(value, isRoot: true);

    private static string Of(object? value, bool isRoot) => value switch
    {
        null => "null",
        string text => Clean(text),
        DateTime or DateTimeOffset or DateOnly or TimeOnly or IDictionary =>
            throw new VerifyException($"Verify stand-in: a parameter of type {value.GetType()} has no file name here; use UseTextForParameters."),
        IEnumerable items => Join(items, isRoot),
        IFormattable number => Clean(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Clean(value.ToString() ?? throw new VerifyException($"{value.GetType()}.ToString() returned null.")),
    };

    private static string Join(IEnumerable items, bool isRoot)
    {
        var parts = items.Cast<object?>().Select(item => Of(item, isRoot: false)).ToArray();
        var joined = string.Join(',', parts);
        return isRoot && parts.Length > 0 ? joined : $"[{joined}]";
    }

    private static string Clean(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = Invalid.Contains(source[i]) ? '-' : source[i];
        });
}
