using System.Numerics;
using System.Runtime.InteropServices;

namespace ShapeNet.Runtime;

/// <summary>Refuses labels that no class has: the loss kernels read the logit that a label names without looking.</summary>
internal static class LabelRange
{
    /// <summary>Throws unless there are labels for a batch, all of them classes or the ignored label.</summary>
    /// <typeparam name="TShape">The shape of one image's labels.</typeparam>
    /// <param name="labels">The labels.</param>
    /// <param name="images">The images of the batch.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="ignoreLabel">The label that does not count, or <see cref="Trainer.NoLabel"/>.</param>
    public static void Check<TShape>(Labels<TShape> labels, int images, int classes, int ignoreLabel)
        where TShape : IShape
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != images)
            throw new ArgumentException($"There are labels of {labels.Count} images for a batch of {images}.", nameof(labels));

        Check(labels.Values, classes, ignoreLabel, TShape.Elements);
    }

    /// <summary>Throws at the first label that is neither a class nor the ignored label.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="ignoreLabel">The label that does not count, or <see cref="Trainer.NoLabel"/>.</param>
    /// <param name="labelsPerImage">Labels of one image, to say where the wrong one is.</param>
    public static void Check(ReadOnlySpan<int> labels, int classes, int ignoreLabel, int labelsPerImage)
    {
        // Where no label is ignored, class 0 stands in: it may occur anyway.
        if (ignoreLabel == Trainer.NoLabel)
            ignoreLabel = 0;

        var bound = new Vector<uint>((uint)classes);
        var ignored = new Vector<int>(ignoreLabel);
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(labels);
        var wrong = Vector<int>.Zero;
        foreach (var vector in vectors)
            wrong |= Vector.AndNot(Vector.AsVectorInt32(Vector.GreaterThanOrEqual(Vector.AsVectorUInt32(vector), bound)), Vector.Equals(vector, ignored));

        var start = wrong == Vector<int>.Zero ? vectors.Length * Vector<int>.Count : 0;
        for (var index = start; index < labels.Length; index++)
        {
            if ((uint)labels[index] >= (uint)classes && labels[index] != ignoreLabel)
                throw new ArgumentException($"Label {labels[index]} (image {index / labelsPerImage}, position {index % labelsPerImage}) is none of the {classes} classes 0 … {classes - 1}.", nameof(labels));
        }
    }
}
