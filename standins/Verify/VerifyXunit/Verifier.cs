using System.Reflection;
using System.Runtime.CompilerServices;
using VerifyTests;
using VerifyTests.Snapshots;

namespace VerifyXunit;

/// <summary>Compares text with the snapshot file that carries the running test's name.</summary>
public static class Verifier
{
    private static DerivePathInfo derivePathInfo = (sourceFile, _, _, _) => new(Path.GetDirectoryName(sourceFile));

    public static void DerivePathInfo(DerivePathInfo derivePathInfo) => Verifier.derivePathInfo = derivePathInfo;

    /// <summary>Snapshots lie in a folder relative to the test project's.</summary>
    public static void UseProjectRelativeDirectory(string directory) =>
        DerivePathInfo((_, projectDirectory, _, _) => new(Path.Combine(projectDirectory, directory)));

    /// <summary>Snapshots lie in a folder relative to the calling source file's.</summary>
    public static void UseSourceFileRelativeDirectory(string directory) =>
        DerivePathInfo((sourceFile, _, _, _) => new(Path.Combine(Path.GetDirectoryName(sourceFile)!, directory)));

    public static SettingsTask Verify(string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(new Target("txt", target switch { null => "null", "" => "emptyString", _ => target }), settings, sourceFile);

    public static SettingsTask Verify(
        string? target, string extension, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(new Target(extension, target ?? "null"), settings, sourceFile);

    public static SettingsTask Verify(Target target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify([target], settings, sourceFile);

    public static SettingsTask Verify(
        IEnumerable<Target> targets, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        new(settings, async current =>
        {
            var names = Name(current, sourceFile);
            return await Verification.Run(names, [.. targets]).ConfigureAwait(false);
        });

    private static SnapshotNames Name(VerifySettings settings, string sourceFile)
    {
        var method = UseVerifyAttribute.GetMethod();
        var type = method.ReflectedType!;
        var names = SnapshotNames.Create(settings, sourceFile, derivePathInfo(sourceFile, ProjectDirectory(type.Assembly), type, method), type, method);
        if (!settings.UniquePrefixDisabled && !VerifierSettings.UniquePrefixDisabled)
            names.Claim();
        return names;
    }

    private static string ProjectDirectory(Assembly assembly) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "Verify.ProjectDirectory")?.Value
        ?? throw new VerifyException($"{assembly.GetName().Name} does not use the Verify package set: it lacks the Verify.ProjectDirectory metadata.");
}
