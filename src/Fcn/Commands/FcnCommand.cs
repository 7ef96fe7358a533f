using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fcn.Commands;

/// <summary>A command of the program.</summary>
internal abstract class FcnCommand : Command
{
    private static readonly JsonSerializerOptions LineFormat = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<bool> json = new("--json")
    {
        Description = "Write one JSON object per line to standard output, and nothing else.",
    };

    protected FcnCommand(Terminal terminal, string name, string description)
        : base(name, description)
    {
        Terminal = terminal;
        SetAction(Run);
    }

    /// <summary>Where the program writes.</summary>
    protected Terminal Terminal { get; }

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <returns>The exit code.</returns>
    protected abstract int Run(ParseResult arguments);

    /// <summary>Gives the command its options, in the order in which its help lists them.</summary>
    protected void AddOptions(params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
            Options.Add(option);
        Options.Add(json);
    }

    /// <summary>Whether results are wanted as data.</summary>
    protected bool WantsJson(ParseResult arguments) => arguments.GetValue(json);

    /// <summary>Writes a result as one line of JSON.</summary>
    protected void WriteJson<T>(T value) => Terminal.Output.WriteLine(ToJson(value));

    /// <summary>One line of JSON. Names begin with small letters.</summary>
    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, LineFormat);

    /// <summary>JSON has no number for what was not measured.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
