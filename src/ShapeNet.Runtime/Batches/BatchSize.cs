namespace ShapeNet.Runtime;

/// <summary>Refuses batches that a network cannot take.</summary>
internal static class BatchSize
{
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
