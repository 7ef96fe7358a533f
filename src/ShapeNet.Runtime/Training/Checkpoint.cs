using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace ShapeNet.Runtime;

/// <summary>What a checkpoint says beside its tensors: where the training stands and with what options it goes on.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Epoch">Finished epochs.</param>
/// <param name="Step">Finished steps. With the seed it is the whole state of the network's random streams.</param>
/// <param name="Seed">The seed of first values and dropout.</param>
/// <param name="IgnoreLabel">The label that does not count, or <see cref="Trainer.NoLabel"/>.</param>
/// <param name="Options">The optimiser's options.</param>
/// <param name="Notes">What the program wrote down for itself.</param>
public sealed record Checkpoint(
    string Network, int Epoch, long Step, ulong Seed, int IgnoreLabel, SgdOptions Options, ImmutableSortedDictionary<string, string> Notes)
{
    private const string NotePrefix = "note.";
    private const string Kind = "kind";
    private const string KindValue = "shapenet.checkpoint.1";

    /// <summary>Reads what a checkpoint says, and none of its tensors.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">It cannot be read, or is no checkpoint.</exception>
    public static Checkpoint Read(string path)
    {
        using var file = WeightFile.Open(path);
        return Read(file);
    }

    internal static Checkpoint Read(WeightFile file)
    {
        if (!file.Metadata.TryGetValue(Kind, out var kind) || kind != KindValue)
            throw file.Fault(kind is null ? "holds no checkpoint, at most weights" : $"holds '{kind}', not '{KindValue}'");

        return new(
            Text("network"), Count<int>("epoch"), Count<long>("step"), Number<ulong>("seed"), Number<int>("ignore_label"),
            new(Number<float>("learning_rate"), Number<float>("momentum"), Number<float>("weight_decay")),
            file.Metadata
                .Where(entry => entry.Key.StartsWith(NotePrefix, StringComparison.Ordinal))
                .ToImmutableSortedDictionary(entry => entry.Key[NotePrefix.Length..], entry => entry.Value, StringComparer.Ordinal));

        string Text(string key) => file.Metadata.TryGetValue(key, out var text) ? text : throw file.Fault($"the checkpoint lacks '{key}'");

        T Count<T>(string key)
            where T : INumber<T> =>
            Number<T>(key) is var count && !T.IsNegative(count) ? count : throw file.Fault($"the checkpoint's '{key}' is {count}");

        T Number<T>(string key)
            where T : IParsable<T> =>
            T.TryParse(Text(key), CultureInfo.InvariantCulture, out var number)
                ? number
                : throw file.Fault($"the checkpoint's '{key}' is '{Text(key)}', which is no number that fits");
    }

    internal void AddTo(SafetensorsWriter writer)
    {
        writer.Metadata[Kind] = KindValue;
        Add("network", Network);
        Add("epoch", Epoch);
        Add("step", Step);
        Add("seed", Seed);
        Add("ignore_label", IgnoreLabel);
        Add("learning_rate", Options.LearningRate);
        Add("momentum", Options.Momentum);
        Add("weight_decay", Options.WeightDecay);
        foreach (var (key, note) in Notes)
            writer.Metadata[NotePrefix + key] = note;

        void Add<T>(string key, T value)
            where T : notnull =>
            writer.Metadata[key] = string.Create(CultureInfo.InvariantCulture, $"{value}");
    }
}
