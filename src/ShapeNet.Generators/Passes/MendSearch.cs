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
/// there are fewer faults then.
/// </summary>
internal sealed class MendSearch(NetworkSpec spec, InferredShapes shapes)
{
    /// <summary>Larger networks are not inferred again and again.</summary>
    private const int MaximumNodes = 2_000;

    private readonly int faults = CountFaults(spec) ?? 0;

    private bool IsTooLarge => shapes.Graph.Nodes.Length > MaximumNodes;

    /// <summary>A constant of a block around a layer, given as one of these values where the block is used.</summary>
    public Mend? Constant(Origin origin, IReadOnlyList<int> values)
    {
        for (var level = origin.Steps.Count - 2; level >= 0 && !IsTooLarge; level--)
        {
            var use = origin.Steps[level].Parameter;
            if (use.Attribute("With")?["Constants"] is not ArrayValue given)
                continue;
            var names = spec.Blocks.First(block => block.FullName == use.TypeName).Constants.Select(constant => constant.Name).ToArray();
            for (var i = 0; i < given.Items.Count; i++)
            {
                foreach (var value in values.Where(value => given.Items[i] is IntValue old && old.Value != value))
                {
                    var items = given.Items.ToArray();
                    items[i] = new IntValue(value);
                    if (Helps(spec.With(use, "With", "Constants", new ArrayValue(new(items)))))
                        return new Mend(use.AttributePlace("With"), $"{names[i]} {Words.Number(value)}");
                }
            }
        }

        return null;
    }

    /// <summary>A hyperparameter of the layer that made the shape of a tensor, so that it becomes another one.</summary>
    public (Mend Mend, Node Layer)? Producer(int id, TensorShape wanted)
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
                var found = Alternative(node, inputs, actual, wanted);
                if (found is not null || !HandsChannelsOn(node.Op) || actual.Height != wanted.Height || actual.Width != wanted.Width)
                    return found is null ? null : (found, node);
                wanted = inputs[0] with { Channels = wanted.Channels };
            }

            id = node.Inputs[0];
        }

        return null;
    }

    private Mend? Alternative(Node node, TensorShape[] inputs, TensorShape actual, TensorShape wanted)
    {
        var parameter = node.Origin.Own.Parameter;
        if (parameter.Attribute(parameter.TypeName) is not { } attribute)
            return null;
        var place = parameter.AttributePlace(attribute.Name);
        var isGiven = attribute["OutChannels"] is TextValue;
        var alternative = node.Op.Alternatives(inputs, wanted).FirstOrDefault(alternative => alternative.Op.Infer(inputs) is { Fault: null } result && result.Shape == wanted);
        // Channels that a constant gives are not the layer's to change.
        if (alternative is not null && !(isGiven && wanted.Channels != actual.Channels) && Helps(spec.With(parameter, attribute.Name, alternative.Argument, alternative.Value)))
            return new Mend(place, alternative.Text);
        if (isGiven || wanted.Channels == actual.Channels)
            return null;
        if (attribute["OutChannels"] is null)
            return null;
        var record = spec.Blocks.FirstOrDefault(block => block.FullName == parameter.Record);
        var constant = record?.Constants.FirstOrDefault(constant => constant.TypeName == "int" && Helps(
            spec.With(parameter, attribute.Name, "OutChannels", new TextValue(constant.Name))));
        return constant is null ? null : new Mend(place, $"out channels nameof({constant.Name})");
    }

    private bool Helps(NetworkSpec edited) => CountFaults(edited) < faults;

    /// <summary>The errors in a declaration, or null where there is not even a graph.</summary>
    private static int? CountFaults(NetworkSpec spec)
    {
        var problems = new ProblemList();
        return BuildGraph.Run(spec, problems) is { } graph
            ? problems.Problems.Count(problem => problem.StopsEmission) + InferShapes.Run(graph).Errors
            : null;
    }

    /// <summary>Whether an op gives as many channels as it takes.</summary>
    public static bool HandsChannelsOn(Op op) => op is MaxPool2dOp or AvgPool2dOp or GlobalAvgPool2dOp or CropOp;
}
