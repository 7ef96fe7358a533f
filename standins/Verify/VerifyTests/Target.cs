using System.Text;

namespace VerifyTests;

/// <summary>One text to verify: it becomes one snapshot file with <see cref="Extension"/>.</summary>
public readonly struct Target
{
    // Verify knows some 300 text extensions and refuses text for any other. These are the ones a compiler and its documents need.
    private static readonly string[] TextExtensions = ["txt", "cs", "csv", "json", "log", "md", "svg", "xml", "yml"];

    public Target(string extension, string data, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!TextExtensions.Contains(extension, StringComparer.Ordinal))
            throw new ArgumentException($"Verify stand-in: extension '{extension}' is not one of {string.Join(", ", TextExtensions)}.", nameof(extension));

        Extension = extension;
        Name = name;
        Text = data;
    }

    public Target(string extension, StringBuilder data, string? name = null)
        : this(extension, data?.ToString()!, name)
    {
    }

    public string Extension { get; }

    public string? Name { get; }

    internal string Text { get; }
}
