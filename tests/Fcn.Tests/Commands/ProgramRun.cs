using System.Text.Json;
using Fcn.Commands;

namespace Fcn.Tests.Commands;

/// <summary>What the program did with some arguments.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the program in this process.</summary>
    public static ProgramRun Of(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = new CommandLine(new Terminal(output, error, isInteractive: false)).Run(arguments);
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output as JSON; throws unless every line of it is one object.</summary>
    public JsonElement[] Json => Array.ConvertAll(
        Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        line =>
        {
            using var document = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
            return document.RootElement.Clone();
        });
}
