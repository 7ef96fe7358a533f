using System.Globalization;
using Fcn.Data;
using ShapeNet;
using ShapeNet.Runtime;

namespace Fcn.Training;

/// <summary>First weights other than those that the networks declare.</summary>
internal static class FirstWeights
{
    private const string Head = "transpose_conv.weight";

    private const int LayersTold = 4;

    /// <summary>What the names of the backbone's tensors begin with, in torchvision and here.</summary>
    private static readonly string[] Backbone = ["conv1.", "bn1.", "layer1.", "layer2.", "layer3.", "layer4."];

    /// <summary>Gives the last transposed convolution's weight Xavier's first values instead of bilinear ones.</summary>
    /// <param name="trainer">The network.</param>
    public static void InitializeHeadWithXavier(Trainer trainer)
    {
        var head = trainer.Definition.Parameters.Single(parameter => parameter.Name == Head);
        var bound = Math.Sqrt(6.0 / (head.Initialization.FanIn + head.Initialization.FanOut));
        var random = new RandomStream(trainer.Seed, Head);
        var values = new float[head.Elements];
        foreach (ref var value in values.AsSpan())
            value = (float)(((2 * random.NextDouble()) - 1) * bound);
        trainer.WriteParameter(Head, values);
    }

    /// <summary>Takes the backbone from a file with torchvision's names; the head keeps its first values.</summary>
    /// <param name="trainer">The network.</param>
    /// <param name="path">The file.</param>
    /// <returns>What was taken, in one sentence.</returns>
    /// <exception cref="WeightFileException">It cannot be read, or a tensor has another shape.</exception>
    /// <exception cref="InputException">It lacks a part of the backbone.</exception>
    public static string LoadBackbone(Trainer trainer, string path)
    {
        using var file = WeightFile.Open(path);
        var lacking = trainer.Definition.Parameters.Select(parameter => parameter.Name)
            .Concat(trainer.Definition.Buffers.Select(buffer => buffer.Name))
            .FirstOrDefault(name => IsBackbone(name) && !file.Tensors.ContainsKey(name));
        if (lacking is not null)
            throw new InputException($"--pretrained {path}: lacks '{lacking}' of the backbone");

        var loaded = trainer.LoadWeights(file, WeightMatch.AllowMissing | WeightMatch.AllowUnexpected);
        return $"{loaded.Loaded.Length} tensors were read{Layers("not in the file, begun as declared", loaded.Missing)}{Layers("in the file, not used", loaded.Unexpected)}.";
    }

    /// <summary>Names the layers that tensors belong to, and what they have in common.</summary>
    private static string Layers(string what, IEnumerable<string> tensors)
    {
        var layers = tensors.Select(tensor => tensor.Contains('.') ? tensor[..tensor.LastIndexOf('.')] : tensor).Distinct().ToArray();
        var more = layers.Length > LayersTold ? $" and {layers.Length - LayersTold} more" : "";
        return layers.Length == 0 ? "" : $"; {what}: {string.Join(", ", layers.Take(LayersTold))}{more}";
    }

    /// <summary>
    /// Takes every tensor that a file of another network, or of the same, has under the same name and in the same shape;
    /// the others keep their first values. So a finer network begins where a coarser one ended.
    /// </summary>
    /// <param name="trainer">The network.</param>
    /// <param name="path">The file.</param>
    /// <returns>What was taken, and how the rest begins, in one sentence.</returns>
    /// <exception cref="WeightFileException">It cannot be read.</exception>
    /// <exception cref="InputException">It has nothing of the network.</exception>
    public static string LoadShared(Trainer trainer, string path)
    {
        var loaded = trainer.LoadWeights(path, WeightMatch.AllowMissing | WeightMatch.AllowUnexpected | WeightMatch.AllowOtherShapes);
        var own = trainer.Definition.Parameters.Where(parameter => loaded.Missing.Contains(parameter.Name)).ToArray();
        if (own.Length == trainer.Definition.Parameters.Length)
            throw new InputException($"--init-from {path}: has no tensor of {trainer.Definition.Name}");
        return own.Length == 0
            ? $"All {loaded.Loaded.Length} tensors were read."
            : $"{loaded.Loaded.Length} tensors were read; as declared begin {string.Join(", ", own.GroupBy(parameter => parameter.Initialization.Initializer).Select(group => $"{string.Join(", ", group.Select(parameter => parameter.Name))} ({Words(group.Key)})"))}.";
    }

    private static string Words(Initializer initializer) => initializer switch
    {
        Initializer.Default => "PyTorch's default",
        Initializer.Zeros => "zero",
        Initializer.XavierUniform or Initializer.XavierNormal => "Xavier",
        Initializer.KaimingUniform or Initializer.KaimingNormal => "Kaiming",
        _ => initializer.ToString().ToLowerInvariant(),
    };

    private static bool IsBackbone(string name) => Array.Exists(Backbone, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
