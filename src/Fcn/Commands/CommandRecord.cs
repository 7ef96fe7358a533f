using System.Globalization;
using System.Reflection;
using System.Text;
using Fcn.Pictures;
using Fcn.Training;

namespace Fcn.Commands;

/// <summary>Writes down what a run was started with: <c>command.txt</c>.</summary>
internal static class CommandRecord
{
    /// <summary>Writes the file; a resumed run's is continued.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="arguments">What was typed after the program's name.</param>
    /// <param name="settings">What became of it.</param>
    public static void Write(RunFolder folder, IEnumerable<string> arguments, TrainingSettings settings)
    {
        var text = new StringBuilder(File.Exists(folder.Command) ? File.ReadAllText(folder.Command) + "\n" : "");
        text.Append("fcn ").AppendJoin(' ', arguments.Select(Quote)).Append('\n');
        text.Append($"seed {settings.Seed}\n");
        text.Append($"program {Version}\n");
        OutputFile.Write(folder.Command, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The version, and the git revision that the program was built from where there is one: <c>0.1.0+2748da7…</c>.</summary>
    private static string Version =>
        typeof(CommandRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>As a POSIX shell takes it.</summary>
    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=+,@%".Contains(letter))
            ? argument
            : $"'{argument.Replace("'", "'\\''")}'";
}
