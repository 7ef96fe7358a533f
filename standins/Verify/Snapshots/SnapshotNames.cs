using System.Collections.Concurrent;
using System.Reflection;

namespace VerifyTests.Snapshots;

/// <summary>Verify's file names: <c>Class.Method_parameter=value[#name][.index|#index].verified.extension</c>.</summary>
internal sealed class SnapshotNames
{
    // Ignoring case: two names that differ in case only are one file on Windows and macOS.
    private static readonly ConcurrentDictionary<string, bool> Claimed = new(StringComparer.OrdinalIgnoreCase);

    private SnapshotNames(string directory, string prefix)
    {
        Directory = directory;
        Prefix = prefix;
    }

    public string Directory { get; }

    public string Prefix { get; }

    public static SnapshotNames Create(VerifySettings settings, string sourceFile, PathInfo path, Type type, MethodInfo method)
    {
        var sourceDirectory = Path.GetDirectoryName(sourceFile)!;
        var directory = Path.GetFullPath(Path.Combine(sourceDirectory, settings.Directory ?? path.Directory ?? ""));
        if (settings.FileName is not null)
            return new(directory, settings.FileName);

        var typeName = settings.TypeName ?? path.TypeName ?? NameWithParent(type);
        var methodName = settings.MethodName ?? path.MethodName ?? method.Name;
        return new(directory, $"{typeName}.{methodName}{Parameters(settings, method)}");
    }

    /// <summary>Fails where another verification of this run has the same snapshot: one of them would hide the other.</summary>
    public void Claim()
    {
        if (!Claimed.TryAdd(Path.Combine(Directory, Prefix), true))
            throw new VerifyException(
                $"The prefix has already been used: {Path.Combine(Directory, Prefix)}. Verify is called twice in one test, or two tests share a name; " +
                "tell them apart with UseParameters, UseMethodName or UseFileName.");
    }

    /// <summary>The verified and received files of each target, in the targets' order.</summary>
    public IReadOnlyList<SnapshotFile> Files(IReadOnlyList<Target> targets)
    {
        var files = new SnapshotFile[targets.Count];
        foreach (var alike in Enumerable.Range(0, targets.Count).GroupBy(i => (targets[i].Name, targets[i].Extension)))
        {
            var members = alike.ToArray();
            for (var index = 0; index < members.Length; index++)
                files[members[index]] = new(Directory, Prefix + Suffix(alike.Key.Name, members.Length > 1 ? index : null), alike.Key.Extension);
        }

        return files;
    }

    /// <summary>The files of this snapshot that lie in its folder, of one kind: "verified" or "received".</summary>
    public IEnumerable<string> Existing(string kind) => !System.IO.Directory.Exists(Directory)
        ? []
        : System.IO.Directory.EnumerateFiles(Directory)
            .Where(file => Path.GetFileName(file) is var name
                && (name.StartsWith($"{Prefix}.{kind}.", StringComparison.Ordinal)
                    || (name.StartsWith($"{Prefix}#", StringComparison.Ordinal) && name.Contains($".{kind}.", StringComparison.Ordinal))));

    private static string Suffix(string? name, int? index) => (name, index) switch
    {
        (null, null) => "",
        (null, _) => $"#{index:D2}",
        (_, null) => $"#{name}",
        _ => $"#{name}.{index:D2}",
    };

    private static string NameWithParent(Type type) => type.DeclaringType is null ? type.Name : $"{type.DeclaringType.Name}.{type.Name}";

    private static string Parameters(VerifySettings settings, MethodInfo method)
    {
        if (settings.ParametersText is not null)
            return $"_{settings.ParametersText}";

        var names = method.GetParameters().Select(parameter => parameter.Name!).ToArray();
        if (settings.Parameters is not { } values)
            return "";
        if (values.Length > names.Length)
            throw new VerifyException($"UseParameters was given {values.Length} values, {method.Name} has {names.Length} parameters.");
        return string.Concat(values.Select((value, i) => $"_{names[i]}={ParameterText.Of(value)}"));
    }
}
