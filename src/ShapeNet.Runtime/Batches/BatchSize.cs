namespace ShapeNet.Runtime;

/// <summary>Refuses batches that are too large, for memory or for a network.</summary>
internal static class BatchSize
{
    /// <summary>How many values a number of images has.</summary>
    /// <typeparam name="TShape">The shape of one image.</typeparam>
    /// <param name="capacity">Images; at least 1.</param>
    public static int Elements<TShape>(int capacity)
        where TShape : IShape
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var elements = (long)capacity * TShape.Elements;
        return elements <= Array.MaxLength
            ? (int)elements
            : throw new ArgumentException($"A batch of {capacity} × {TShape.Text} has {elements} values: at most {Array.MaxLength} are possible.", nameof(capacity));
    }

    /// <summary>Throws unless a batch has from 1 to <paramref name="capacity"/> images.</summary>
    /// <typeparam name="TShape">The shape of one image.</typeparam>
    /// <param name="batch">The batch.</param>
    /// <param name="capacity">The most images that the network takes.</param>
    public static void Check<TShape>(Batch<TShape> batch, int capacity)
        where TShape : IShape
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Count < 1 || batch.Count > capacity)
            throw new ArgumentException($"The batch has {batch.Count} images: from 1 to {capacity} can run.", nameof(batch));
    }
}
