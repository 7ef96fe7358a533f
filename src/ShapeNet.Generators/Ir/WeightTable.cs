using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Ir;

/// <summary>Where a network's trained tensors and running statistics lie in their blocks.</summary>
internal sealed class WeightTable
{
    /// <summary>Tensors start at multiples of this many float32 values: a cache line.</summary>
    private const int AlignmentFloats = 16;

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public WeightTable(Graph graph)
    {
        foreach (var node in graph.Nodes)
        {
            var inputs = node.Inputs.Select(input => graph.Nodes[input].KnownShape).ToArray();
            foreach (var weight in node.Op.Weights(inputs))
            {
                var entry = new Entry($"{node.WeightPath}.{weight.Name}", ParameterFloats, weight.Elements, weight, null, node.Init);
                Add(entry);
                ParameterFloats += Align(entry.Floats);
            }

            foreach (var running in node.Op.Running(inputs))
            {
                var entry = new Entry($"{node.WeightPath}.{running.Name}", RunningFloats, running.Size, null, running, node.Init);
                Add(entry);
                RunningFloats += Align(entry.Floats);
            }
        }
    }

    /// <summary>All tensors, in the order of the declaration.</summary>
    public List<Entry> Entries { get; } = [];

    public long ParameterFloats { get; private set; }

    public long RunningFloats { get; private set; }

    public Entry? Find(string name) => entries.TryGetValue(name, out var entry) ? entry : null;

    public static long Align(long floats) => (floats + AlignmentFloats - 1) / AlignmentFloats * AlignmentFloats;

    private void Add(Entry entry)
    {
        entries.Add(entry.Name, entry);
        Entries.Add(entry);
    }

    /// <summary>One tensor: <paramref name="Weight"/> or <paramref name="Running"/> says which kind.</summary>
    internal sealed record Entry(string Name, long Offset, long Floats, WeightSpec? Weight, RunningSpec? Running, WeightInit Init);
}
