namespace ShapeNet.Generators.Tests.Harness;

/// <summary>A file of a program that a test compiles; a text file is one of the project's additional files, and a <c>.props</c> file the project itself.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>Whether it is code.</summary>
    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>Whether it is the project's, of which the version of C# counts here.</summary>
    public bool IsProject => Path.EndsWith(".props", StringComparison.Ordinal);

    /// <summary>A file that the build copied beside the tests.</summary>
    public static SourceFile Read(string relativePath) => Read(new FileInfo(System.IO.Path.Combine(AppContext.BaseDirectory, relativePath)));

    /// <summary>All files of a folder that the build copied beside the tests.</summary>
    public static SourceFile[] ReadAll(string folder) =>
        [.. new DirectoryInfo(System.IO.Path.Combine(AppContext.BaseDirectory, folder)).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(Read)];

    private static SourceFile Read(FileInfo file) => new(file.Name, File.ReadAllText(file.FullName).ReplaceLineEndings("\n"));
}
