using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using ShapeNet.Generators.Passes;

namespace ShapeNet.Generators.Manifests;

/// <summary>
/// Holds a network against the weights that it is to start from. A layer of which the manifest has a tensor must have
/// exactly the manifest's tensors; other layers begin as declared. Every tensor of the manifest must belong to a layer,
/// unless <c>Unused</c> names it. What follows from one misfit, such as the input channels of the next layer, is not said.
/// </summary>
internal sealed class CheckManifest
{
    private const string Attribute = "Pretrained";

    private readonly Graph graph;
    private readonly WeightManifest manifest;
    private readonly Dictionary<string, ManifestTensor> wanted;
    private readonly ILookup<string, ManifestTensor> byLayer;
    private readonly List<(Node Node, string Fault)> misfits = [];
    private readonly HashSet<string> fits = new(StringComparer.Ordinal);

    private CheckManifest(Graph graph, WeightManifest manifest)
    {
        this.graph = graph;
        this.manifest = manifest;
        wanted = manifest.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        byLayer = manifest.Tensors.ToLookup(tensor => tensor.Layer, StringComparer.Ordinal);
    }

    /// <summary>What is wrong between a network and its manifest. Nothing is said of a network that has errors of its own.</summary>
    public static EquatableArray<Problem> Run(NetworkSpec spec, IReadOnlyList<WeightManifest> manifests)
    {
        if (spec.Blocks.FirstOrDefault(block => block.Attribute(Attribute) is not null) is { } stray)
            return [new Problem("SN0207", stray.Place with { Attribute = Attribute }, stray.Name, Attribute, "block", "put it at the networks that use the block")];
        if (spec.Record.Attribute(Attribute) is not { HasErrors: false } attribute || spec.HasForeignErrors)
            return [];
        var own = new ProblemList();
        var graph = CompilerPasses.Infer(spec, own);
        if (graph is null || graph.Nodes.Any(node => node.Shape is null) || own.Problems.Any(problem => problem.StopsEmission))
            return [];

        var place = spec.Record.Place with { Attribute = Attribute };
        var file = (attribute["Manifest"] as TextValue)?.Value ?? "";
        var found = manifests.Where(manifest => IsNamed(manifest.Path, file)).ToArray();
        if (found.Length != 1)
        {
            return [new Problem("SN0503", place, spec.Name, $"'{file}' is {(found.Length == 0 ? "no file" : "the name of several files")} among the project's AdditionalFiles that end in {WeightManifest.Extension}")];
        }

        if (found[0].Fault is { } fault)
            return [new Problem("SN0503", place, spec.Name, $"{found[0].Name}: {fault}")];
        var unused = attribute["Unused"] is ArrayValue array ? array.Items.OfType<TextValue>().Select(item => item.Value).ToArray() : [];
        return new CheckManifest(graph, found[0]).Run(spec, place, unused);
    }

    private EquatableArray<Problem> Run(NetworkSpec spec, SourcePlace place, string[] unused)
    {
        var weights = new WeightTable(graph).Entries.Select(entry => new ManifestTensor(entry.Name, Shape(entry))).ToLookup(tensor => tensor.Layer, StringComparer.Ordinal);
        FindMisfits(weights);

        var problems = new List<Problem>();
        var blamed = new HashSet<SourcePlace>();
        foreach (var (node, fault) in misfits)
        {
            var problem = new Problem("SN0501", LocateFaults.UsePlace(node, fits), LocateFaults.Title(node), fault);
            if (blamed.Add(problem.Place))
                problems.Add(problem);
        }

        var idle = byLayer.Where(layer => !weights.Contains(layer.Key)).SelectMany(layer => layer).Select(tensor => tensor.Name)
            .Where(name => !unused.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)))
            .ToArray();
        if (idle.Length > 0)
            problems.Add(new Problem("SN0502", place, spec.Name, manifest.Name, $"'{idle[0]}'{(idle.Length > 1 ? $" and {Words.Grouped(idle.Length - 1)} more" : "")}"));
        return problems.ToEquatableArray();
    }

    private void FindMisfits(ILookup<string, ManifestTensor> weights)
    {
        // Whether a node hands on another number of channels than the manifest's network does.
        var deviates = new bool[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
        {
            var follows = node.Inputs.Any(input => deviates[input]);
            deviates[node.Id] = follows;
            if (!byLayer.Contains(node.WeightPath) || !weights.Contains(node.WeightPath))
                continue;

            var fault = Fault(node, weights[node.WeightPath]);
            if (fault is null)
                fits.UnionWith(LocateFaults.Keys(node.Origin));
            else if (!follows)
                misfits.Add((node, fault));
            var own = weights[node.WeightPath].First();
            deviates[node.Id] = node.Op.KeepsShape ? follows || fault is not null
                : wanted.TryGetValue(own.Name, out var other) && Outputs(node.Op, other.Shape) != Outputs(node.Op, own.Shape);
        }
    }

    /// <summary>The first tensor of a layer that is not as the manifest has it.</summary>
    private string? Fault(Node node, IEnumerable<ManifestTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            names.Add(tensor.Name);
            if (!wanted.TryGetValue(tensor.Name, out var other))
                return $"has '{tensor.Name}', which {manifest.Name} lacks";
            if (other != tensor)
                return $"'{tensor.Name}' is {Text(tensor.Shape)}, {manifest.Name} has it as {Text(other.Shape)}";
        }

        var lacking = byLayer[node.WeightPath].FirstOrDefault(tensor => !names.Contains(tensor.Name));
        return lacking is null ? null : $"lacks '{lacking.Name}', which {manifest.Name} has as {Text(lacking.Shape)}";
    }

    private static EquatableArray<int> Shape(WeightTable.Entry entry) => entry.Weight?.Shape ?? [entry.Running!.Size];

    /// <summary>How many channels a weight of this shape makes, up to a factor that all weights of the layer share.</summary>
    private static int Outputs(Op op, EquatableArray<int> shape) => op is ConvTranspose2dOp && shape.Count > 1 ? shape[1] : shape.Count > 0 ? shape[0] : 1;

    private static string Text(EquatableArray<int> shape) => string.Join("×", shape.Select(size => Words.Number(size)));

    /// <summary>Whether a path ends in the folders and the name that the attribute gives.</summary>
    private static bool IsNamed(string path, string name)
    {
        name = name.Replace('\\', '/');
        return path == name || (name.Length > 0 && path.EndsWith("/" + name, StringComparison.Ordinal));
    }
}
