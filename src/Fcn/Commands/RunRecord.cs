using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fcn.Data;
using Fcn.Pictures;
using Fcn.Training;

namespace Fcn.Commands;

/// <summary>
/// Writes down what a run was started with, <c>run.json</c>: command line, version, git revision and all settings that
/// held. Where a run was taken up again, <c>earlier</c> has the starts before.
/// </summary>
internal static class RunRecord
{
    private const string Earlier = "earlier";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="arguments">What was typed after the program's name.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="data">The data, in the words of <c>--data</c>.</param>
    /// <param name="device">The device's description.</param>
    /// <param name="weights">The file that the first weights are from, if they are.</param>
    /// <param name="settings">How it is trained.</param>
    /// <exception cref="InputException">The folder holds another <c>run.json</c>, or it cannot be written.</exception>
    public static void Write(
        RunFolder folder, IEnumerable<string> arguments, string network, string data, string device, string? weights, TrainingSettings settings)
    {
        var (version, revision) = Version();
        var record = JsonSerializer.SerializeToNode(
            new
            {
                command = $"fcn {string.Join(' ', arguments.Select(Quote))}",
                version,
                revision,
                started = DateTimeOffset.Now.ToString("yyyy-MM-ddTHH:mm:sszzz"),
                network,
                data,
                device,
                weights,
                settings = settings.ToData(),
            },
            Format)!.AsObject();
        if (ReadEarlier(folder.Record) is { Count: > 0 } earlier)
            record[Earlier] = earlier;
        OutputFile.Write(folder.Record, stream => JsonSerializer.Serialize(stream, record, Format));
    }

    /// <summary>The starts that the file tells of, the first one first.</summary>
    private static JsonArray ReadEarlier(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            var last = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            last.Remove(Earlier, out var before);
            return [.. before?.AsArray().Select(start => start?.DeepClone()) ?? [], last];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or IOException)
        {
            throw new InputException($"{path}: not the record of a training run; remove it to go on without", exception);
        }
    }

    /// <summary>The program's version, and the git revision that it was built from where there is one.</summary>
    private static (string Version, string? Revision) Version()
    {
        var text = typeof(RunRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (text, null) : (text[..plus], text[(plus + 1)..]);
    }

    /// <summary>As a POSIX shell takes it.</summary>
    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=+,@%".Contains(letter))
            ? argument
            : $"'{argument.Replace("'", "'\\''")}'";
}
