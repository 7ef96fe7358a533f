using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Packages.Tests;

/// <summary>
/// Walks through <c>docs/your-first-network.md</c> as a reader would, once for all tests: in an empty folder, with packages
/// that the document's own commands make, and with a package cache of its own.
/// </summary>
public sealed class Walk : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("shapenet-walk-").FullName;
    private readonly IReadOnlyList<WalkStep> steps;

    public Walk()
    {
        steps = WalkStep.Read(File.ReadAllText(Path.Combine(RepositoryRoot, "docs", "your-first-network.md")).ReplaceLineEndings("\n"));
        var script = Path.Combine(folder, "walk.sh");
        File.WriteAllText(script, Script());
        // The script writes to a file and not to this process: servers that the build leaves behind would keep a pipe open.
        var start = new ProcessStartInfo("bash", [script]) { WorkingDirectory = RepositoryRoot };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(inherited);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "cache");
        // Where the package source lacks a set, its stand-in becomes a package in the walk's own folder.
        start.Environment["PackStandins"] = "true";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        ExitCode = process.ExitCode;
    }

    public static string RepositoryRoot { get; } = typeof(Walk).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>The sets that packages use and that the package source lacks.</summary>
    public static IReadOnlyList<string> MissingSets { get; } =
        [.. new[] { "ILGPU" }.Where(set => File.Exists(Path.Combine(RepositoryRoot, "artifacts", "feed", set + ".missing")))];

    public string Packages => Path.Combine(folder, "packages");

    /// <summary>0 where all commands did what the document says.</summary>
    public int ExitCode { get; }

    /// <summary>Everything that was printed.</summary>
    public string Log => string.Concat(Enumerable.Range(0, steps.Count).Select(LogOf));

    /// <summary>The lines that the document shows, each with what its commands printed.</summary>
    internal IEnumerable<(string Line, string Printed)> Promises()
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is not Output output)
                continue;
            var commands = Enumerable.Range(0, i).Last(before => steps[before] is Commands);
            foreach (var line in output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                yield return (line, LogOf(commands));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string LogOf(int step) => Path.Combine(folder, $"{step}.log") is var path && File.Exists(path) ? File.ReadAllText(path) : "";

    /// <summary>The document as one script. Only the folder of the packages is another one than the reader's.</summary>
    private string Script()
    {
        var script = new StringBuilder("set -e\n");
        foreach (var set in MissingSets)
            script.Append($"dotnet pack standins/{set} -c Release -o {Packages} -v quiet > {folder}/standins.log 2>&1\n");
        var isInClone = true;
        for (var i = 0; i < steps.Count; i++)
        {
            switch (steps[i])
            {
                case SavedFile file:
                    script.Append($"cat > {file.Name} <<'END_OF_FILE'\n{file.Text}END_OF_FILE\n");
                    break;
                case Commands commands:
                    var text = commands.Text.Replace("PACKAGES=~/shapenet-packages\n", $"PACKAGES={Packages}\n", StringComparison.Ordinal);
                    var log = Path.Combine(folder, $"{i}.log");
                    script.Append(commands.Fails
                        ? $"if (\n{text}) > {log} 2>&1; then echo 'This must fail.' >> {log}; exit 1; fi\n"
                        : $"{{\n{text}}} > {log} 2>&1\n");
                    if (isInClone)
                        script.Append($"mkdir {folder}/empty\ncd {folder}/empty\n");
                    isInClone = false;
                    break;
            }
        }

        return script.ToString();
    }
}
