using Fcn.Networks;
using Fcn.Shapes;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>A network that the program offers. All of them take and give the same shapes.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Definition">What the generator found out about it.</param>
/// <param name="CreateTrainer">Makes one that learns: device, capacity, seed.</param>
/// <param name="CreatePredictor">Makes one that predicts: device, capacity.</param>
internal sealed record NetworkEntry(
    string Name,
    NetworkDefinition Definition,
    Func<Device, int, ulong, Trainer<S3x320x480, S21x320x480, S320x480>> CreateTrainer,
    Func<Device, int, Predictor<S3x320x480, S21x320x480>> CreatePredictor);

/// <summary>The networks that the program offers.</summary>
internal static class NetworkCatalog
{
    /// <summary>The network of the D2L chapter.</summary>
    public const string Default = "fcn32s";

    private static readonly NetworkEntry[] Entries =
    [
        new(Default, Fcn32s.Definition, Fcn32s.CreateTrainer, Fcn32s.CreatePredictor),
        new("fcn16s", Fcn16s.Definition, Fcn16s.CreateTrainer, Fcn16s.CreatePredictor),
        new("fcn8s", Fcn8s.Definition, Fcn8s.CreateTrainer, Fcn8s.CreatePredictor),
    ];

    /// <summary>Their names on the command line.</summary>
    public static IEnumerable<string> Names => Entries.Select(entry => entry.Name);

    /// <summary>The network of a name that the command line has accepted.</summary>
    public static NetworkEntry Find(string name) => Entries.Single(entry => entry.Name == name);

    /// <summary>The network that a checkpoint is of, if it is one of these.</summary>
    /// <param name="definitionName">The network's name in the checkpoint.</param>
    public static NetworkEntry? FindDefinition(string definitionName) => Array.Find(Entries, entry => entry.Definition.Name == definitionName);
}
