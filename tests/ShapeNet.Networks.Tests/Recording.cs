using ShapeNet.Runtime;

namespace ShapeNet.Networks.Tests;

/// <summary>What PyTorch made of one network (<c>Recorded/record.py</c>).</summary>
internal sealed class Recording(string network) : IDisposable
{
    public const int Steps = 2;

    private readonly WeightFile file = WeightFile.Open(Path.Combine(Folder, network + ".safetensors"));

    /// <summary>Where the recordings are.</summary>
    public static string Folder { get; set; } = Path.Combine(AppContext.BaseDirectory, "Recorded");

    /// <summary>The names of all tensors under a prefix, without it.</summary>
    public IEnumerable<string> Names(string prefix) =>
        file.Tensors.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);

    public int[] Shape(string name) => [.. file.Tensors[name].Shape.Select(size => (int)size)];

    public float[] this[string name]
    {
        get
        {
            var values = new float[file.Tensors[name].Elements];
            file.Read(name, values);
            return values;
        }
    }

    public Batch<TShape> Images<TShape>(int step)
        where TShape : IShape
    {
        var images = new Batch<TShape>(Shape($"images/{step}")[0]);
        images.CopyFromChannelsFirst(this[$"images/{step}"]);
        return images;
    }

    public Labels<TShape> Labels<TShape>(int step)
        where TShape : IShape
    {
        var labels = new Labels<TShape>(Shape($"labels/{step}")[0]);
        file.Read($"labels/{step}", labels.Values);
        return labels;
    }

    public void Dispose() => file.Dispose();
}
