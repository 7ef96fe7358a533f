using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ShapeNet.Generators.Tests.Harness;

/// <summary>Diagnostics as a build prints them, each with its line of source underlined.</summary>
internal static class Rendering
{
    public static string Render(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics.Select(Render));

    private static string Render(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        var span = diagnostic.Location.GetLineSpan();
        if (span.IsValid)
            text.Append(CultureInfo.InvariantCulture, $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): ");
#pragma warning disable CA1308 // A build prints severities in lower case.
        text.Append(diagnostic.Severity.ToString().ToLowerInvariant());
#pragma warning restore CA1308
        text.Append(CultureInfo.InvariantCulture, $" {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n");
        if (diagnostic.Location.SourceTree is not { } tree)
            return text.ToString();

        var line = tree.GetText().Lines[span.StartLinePosition.Line].ToString();
        var end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : line.Length;
        var carets = new string('^', Math.Max(1, end - span.StartLinePosition.Character));
        return text.Append("    ").Append(line).Append('\n')
            .Append("    ").Append(' ', span.StartLinePosition.Character).Append(carets).Append('\n').ToString();
    }
}
