using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Passes;

/// <summary>A value that mends a fault.</summary>
/// <param name="Place">The attribute in which it stands.</param>
/// <param name="Text">The change: <c>padding 1</c>.</param>
internal sealed record Mend(SourcePlace Place, string Text);

/// <summary>
/// Looks for the one value in a declaration that mends a fault: changes it, infers all shapes again, and takes it if
/// the fault is gone then and none is in its place.
/// </summary>
/// <param name="spec">The declaration.</param>
/// <param name="shapes">Its shapes.</param>
/// <param name="bringsToLight">
/// Whether a change may show faults that were silent behind the one that it mends: unrelated ones, or its own. Without it, there must
/// be fewer faults than before.
/// </param>
internal sealed class MendSearch(NetworkSpec spec, InferredShapes shapes, bool bringsToLight)
{
    /// <summary>Larger networks are not inferred again and again.</summary>
    private const int MaximumNodes = 2_000;

    /// <summary>What is wrong with the declaration's form, which no change adds to.</summary>
    private readonly int problems = Infer(spec)?.Problems ?? 0;

    /// <summary>The nodes whose faults are known.</summary>
    private readonly HashSet<string> faulty = Paths(shapes.Findings.Where(finding => !finding.IsWarning).Select(finding => finding.Node));

    /// <summary>The nodes that have faults or may have, of which nothing is said as long as a fault before them stands.</summary>
    private readonly HashSet<string> silent = Paths(shapes.Graph.Nodes.Where(node => node.Shape is null || shapes.Misfits.Contains(node.Id) || shapes.Unmet.Contains(node.Id)));

    private bool IsTooLarge => shapes.Graph.Nodes.Length > MaximumNodes;

    /// <summary>A constant of a block around a layer with a fault, given as one of these values where the block is used.</summary>
    public Mend? Constant(Node node, IReadOnlyList<int> values)
    {
        for (var level = node.Origin.Steps.Count - 2; level >= 0 && !IsTooLarge; level--)
        {
            var use = node.Origin.Steps[level].Parameter;
            if (use.Attribute("With")?["Constants"] is not ArrayValue given)
                continue;
            var names = spec.Blocks.First(block => block.FullName == use.TypeName).Constants.Select(constant => constant.Name).ToArray();
            for (var i = 0; i < given.Items.Count; i++)
            {
                foreach (var value in values.Where(value => given.Items[i] is IntValue old && old.Value != value))
                {
                    var items = given.Items.ToArray();
                    items[i] = new IntValue(value);
                    if (Helps(node, spec.With(use, "With", "Constants", new ArrayValue(new(items)))))
                        return new Mend(use.AttributePlace("With"), $"{names[i]} {Words.Number(value)}");
                }
            }
        }

        return null;
    }

    /// <summary>A hyperparameter of the layer that made the shape of a tensor, so that it becomes another one and mends a fault.</summary>
    public (Mend Mend, Node Layer)? Producer(Node mended, int id, TensorShape wanted)
    {
        while (id > 0 && !IsTooLarge)
        {
            var node = shapes.Graph.Nodes[id];
            var inputs = shapes.InputsOf(node);
            // An asserted shape is believed elsewhere; what counts here is what the op makes.
            if (node.Op.Infer(inputs).Shape is not { } actual)
                return null;
            if (!node.Op.KeepsShape)
            {
                var found = Alternative(mended, node, inputs, actual, wanted);
                if (found is not null || !HandsChannelsOn(node.Op) || actual.Height != wanted.Height || actual.Width != wanted.Width)
                    return found is null ? null : (found, node);
                wanted = inputs[0] with { Channels = wanted.Channels };
            }

            id = node.Inputs[0];
        }

        return null;
    }

    private Mend? Alternative(Node mended, Node node, TensorShape[] inputs, TensorShape actual, TensorShape wanted)
    {
        var parameter = node.Origin.Own.Parameter;
        if (parameter.Attribute(parameter.TypeName) is not { } attribute)
            return null;
        var place = parameter.AttributePlace(attribute.Name);
        var isGiven = attribute["OutChannels"] is TextValue;
        var alternative = node.Op.Alternatives(inputs, wanted).FirstOrDefault(alternative => alternative.Op.Infer(inputs) is { Fault: null } result && result.Shape == wanted);
        // Channels that a constant gives are not the layer's to change.
        if (alternative is not null && !(isGiven && wanted.Channels != actual.Channels) && Helps(mended, spec.With(parameter, attribute.Name, alternative.Argument, alternative.Value)))
            return new Mend(place, alternative.Text);
        if (isGiven || wanted.Channels == actual.Channels)
            return null;
        if (attribute["OutChannels"] is null)
            return null;
        var record = spec.Blocks.FirstOrDefault(block => block.FullName == parameter.Record);
        var constant = record?.Constants.FirstOrDefault(constant => constant.TypeName == "int" && Helps(
            mended, spec.With(parameter, attribute.Name, "OutChannels", new TextValue(constant.Name))));
        return constant is null ? null : new Mend(place, $"out channels nameof({constant.Name})");
    }

    private bool Helps(Node node, NetworkSpec edited) =>
        Infer(edited) is { } result && result.Problems <= problems
        && (bringsToLight ? Mends(node, result.Shapes) : result.Problems + result.Shapes.Errors < problems + shapes.Errors);

    /// <summary>Whether the fault of a node is gone, and every other was there before, if silently; the same layer's fault at another place is none that may be.</summary>
    private bool Mends(Node node, InferredShapes edited) =>
        edited.Findings.Where(finding => !finding.IsWarning).Select(finding => finding.Node).All(other =>
            other.Path != node.Path
            && (faulty.Contains(other.Path) || (silent.Contains(other.Path) && other.Origin.Own.Parameter.Place != node.Origin.Own.Parameter.Place)));

    /// <summary>The shapes of a declaration and how many errors its form has, or null where there is not even a graph.</summary>
    private static (InferredShapes Shapes, int Problems)? Infer(NetworkSpec spec)
    {
        var problems = new ProblemList();
        return BuildGraph.Run(spec, problems) is { } graph
            ? (InferShapes.Run(graph), problems.Problems.Count(problem => problem.StopsEmission))
            : null;
    }

    private static HashSet<string> Paths(IEnumerable<Node> nodes) => new(nodes.Select(node => node.Path), StringComparer.Ordinal);

    /// <summary>Whether an op gives as many channels as it takes.</summary>
    public static bool HandsChannelsOn(Op op) => op is MaxPool2dOp or AvgPool2dOp or GlobalAvgPool2dOp or CropOp;
}
