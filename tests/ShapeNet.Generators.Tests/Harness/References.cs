using Microsoft.CodeAnalysis;

namespace ShapeNet.Generators.Tests.Harness;

/// <summary>What a user's project references: the framework, the language and the runtime.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } = [.. FindPaths().Select(path => MetadataReference.CreateFromFile(path))];

    private static IEnumerable<string> FindPaths()
    {
        // The trusted assemblies are also the tests' own; only those that lie beside the core library are the framework's.
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Append(typeof(Runtime.NetworkDefinition).Assembly.Location)
            .Append(typeof(ILGPU.Context).Assembly.Location)
            .Append(typeof(ILGPU.Algorithms.XMath).Assembly.Location)
            .Distinct(StringComparer.Ordinal);
    }
}
