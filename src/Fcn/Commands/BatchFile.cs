using Fcn.Data;
using Fcn.Shapes;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>Reads a batch that another framework wrote: <c>images</c> (N×3×320×480) and <c>labels</c> (N×320×480).</summary>
internal static class BatchFile
{
    /// <summary>Reads the batch.</summary>
    /// <param name="path">The <c>.safetensors</c> file.</param>
    /// <exception cref="WeightFileException">It cannot be read.</exception>
    /// <exception cref="InputException">It holds no such batch.</exception>
    public static (Batch<S3x320x480> Images, Labels<S320x480> Labels) Read(string path)
    {
        using var file = WeightFile.Open(path);
        var count = Count<S3x320x480>(file, "images");
        if (Count<S320x480>(file, "labels") is var labelled && labelled != count)
            throw new InputException($"{path}: {count} images and labels of {labelled}");

        var images = new Batch<S3x320x480>(count);
        var values = new float[images.Values.Length];
        file.Read("images", values);
        images.CopyFromChannelsFirst(values);

        var labels = new Labels<S320x480>(count);
        file.Read("labels", labels.Values);
        foreach (var label in labels.Values)
        {
            if (label is < 0 or >= VocPalette.Classes)
                throw new InputException($"{path}: tensor 'labels' holds {label}; the classes are 0 to {VocPalette.Classes - 1}");
        }

        return (images, labels);
    }

    /// <summary>Of how many images a tensor is, once its other sizes fit.</summary>
    private static int Count<TShape>(WeightFile file, string name)
        where TShape : ShapeNet.IShape
    {
        if (!file.Tensors.TryGetValue(name, out var tensor))
            throw new InputException($"{file.Path}: there is no tensor '{name}'");
        long[] expected = [.. TShape.Dimensions.ToArray()];
        if (tensor.Shape.Length != expected.Length + 1 || !tensor.Shape.AsSpan()[1..].SequenceEqual(expected) || tensor.Shape[0] is < 1 or > 1 << 16)
            throw new InputException($"{file.Path}: tensor '{name}' is {string.Join('×', tensor.Shape)}, not N×{TShape.Text}");
        return (int)tensor.Shape[0];
    }
}
