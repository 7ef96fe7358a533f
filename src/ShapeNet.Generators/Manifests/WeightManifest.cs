using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Manifests;

/// <summary>
/// The tensors of a weight file by name and shape: a text file of lines <c>conv1.weight 64x3x7x7</c>, where <c>#</c>
/// begins a comment. Compares by value: the pipeline stops here when the file did not change.
/// </summary>
/// <param name="Path">The file, with / between folders.</param>
/// <param name="Tensors">The tensors, in the file's order.</param>
/// <param name="Fault">What is wrong with the file, if anything.</param>
internal sealed record WeightManifest(string Path, EquatableArray<ManifestTensor> Tensors, string? Fault)
{
    /// <summary>How names of such files end.</summary>
    public const string Extension = ".weights.txt";

    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The file's name.</summary>
    public string Name => Path.Substring(Path.LastIndexOf('/') + 1);

    /// <summary>Reads a file; what is wrong with it is part of the result.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What is in it; null where it cannot be read.</param>
    public static WeightManifest Read(string path, SourceText? text)
    {
        var tensors = new List<ManifestTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? fault = text is null ? "cannot be read" : null;
        foreach (var line in text?.Lines ?? Enumerable.Empty<TextLine>())
        {
            var words = line.ToString().Split('#')[0].Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words.Length != 2 || ReadShape(words[1]) is not { } shape)
                fault ??= $"line {Words.Number(line.LineNumber + 1)} is no name with a shape, such as 'conv1.weight 64x3x7x7'";
            else if (!names.Add(words[0]))
                fault ??= $"line {Words.Number(line.LineNumber + 1)} has '{words[0]}' a second time";
            else
                tensors.Add(new ManifestTensor(words[0], shape));
        }

        if (tensors.Count == 0)
            fault ??= "names no tensor";
        return new WeightManifest(path.Replace('\\', '/'), tensors.ToEquatableArray(), fault);
    }

    private static EquatableArray<int>? ReadShape(string text)
    {
        var sizes = new List<int>();
        foreach (var part in text.Split('x', '×'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                return null;
            sizes.Add(size);
        }

        return sizes.ToEquatableArray();
    }
}

/// <summary>A tensor of a manifest, or of a network that is held against it.</summary>
internal sealed record ManifestTensor(string Name, EquatableArray<int> Shape)
{
    /// <summary>The layer it belongs to: its name without the last part.</summary>
    public string Layer => Name.Contains('.') ? Name.Substring(0, Name.LastIndexOf('.')) : "";
}
