namespace ShapeNet.Runtime.Tests;

/// <summary>Images and labels that a seed and a name give.</summary>
internal static class RandomBatches
{
    public static Batch<TShape> Images<TShape>(string name, int count, int? capacity = null)
        where TShape : IShape
    {
        var random = new RandomStream(0, name);
        var batch = new Batch<TShape>(capacity ?? count) { Count = count };
        foreach (ref var value in batch.Values)
            value = (float)random.NextNormal();
        return batch;
    }

    public static Labels<TShape> Labels<TShape>(string name, int count, int classes, int? capacity = null)
        where TShape : IShape
    {
        var random = new RandomStream(1, name);
        var labels = new Labels<TShape>(capacity ?? count) { Count = count };
        foreach (ref var label in labels.Values)
            label = random.NextInt32(classes);
        return labels;
    }
}
