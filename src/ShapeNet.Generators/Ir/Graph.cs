using System.Collections.Immutable;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Ir;

/// <summary>A network as a graph of ops: blocks expanded, names resolved, nodes in the order in which data flows.</summary>
/// <param name="Input">The shape of one input image.</param>
/// <param name="Nodes">The ops; the first node is the input, the last the network's output.</param>
/// <param name="Scopes">The block instances, outer ones before inner ones, in order.</param>
internal sealed record Graph(TensorShape Input, ImmutableArray<Node> Nodes, ImmutableArray<Scope> Scopes)
{
    public Node Output => Nodes[Nodes.Length - 1];

    /// <summary>For each node, how many inputs of other nodes it feeds; the network's output counts as one.</summary>
    public int[] CountConsumers()
    {
        var consumers = new int[Nodes.Length];
        foreach (var input in Nodes.SelectMany(node => node.Inputs))
            consumers[input]++;
        consumers[Output.Id]++;
        return consumers;
    }
}

/// <summary>One op of a graph.</summary>
/// <param name="Id">Its index among the graph's nodes.</param>
/// <param name="Path">Where it stands in the declaration: <c>Layer1[0].Conv1</c>.</param>
/// <param name="WeightPath">Where its tensors stand in weight files: <c>layer1.0.conv1</c>.</param>
/// <param name="Op">What it computes.</param>
/// <param name="Inputs">The nodes whose outputs it reads.</param>
/// <param name="Shape">Its output; unknown until shapes are inferred.</param>
/// <param name="Origin">Which parameter of which record declared it, and through which uses of blocks.</param>
internal sealed record Node(
    int Id, string Path, string WeightPath, Op Op, EquatableArray<int> Inputs, TensorShape? Shape, Origin Origin)
{
    /// <summary>The shapes that <c>[Shape]</c> asserts for this output: on the layer itself, and on blocks that end with it.</summary>
    public EquatableArray<Assertion> Assertions { get; init; }

    /// <summary>How the weight and bias get their first values.</summary>
    public WeightInit Init { get; init; } = WeightInit.Default;

    /// <summary>The layers that this op does besides its own: filled by the fusing passes.</summary>
    public EquatableArray<Fusion> Fused { get; init; }

    /// <summary>The paths of all layers that this op does, in order.</summary>
    public string Title => Fused.Count == 0 ? Path : Path + " + " + string.Join(" + ", Fused.Select(fusion => fusion.Path));

    public TensorShape KnownShape => Shape ?? throw new InvalidOperationException($"the shape of {Path} is not inferred yet");
}

/// <summary>A layer that an op does besides its own.</summary>
/// <param name="Path">Where it stands in the declaration.</param>
/// <param name="Effect">What doing both at once comes to, for readers.</param>
/// <param name="Between">The tensor between them, which is not stored.</param>
internal sealed record Fusion(string Path, string Effect, TensorShape Between);

/// <summary>A shape that a parameter's <c>[Shape]</c> asserts.</summary>
internal sealed record Assertion(TensorShape Shape, ParameterSpec Parameter);

/// <summary>How a layer's weights get their first values: names of the language's enums.</summary>
/// <param name="Weight">The weight's initialiser.</param>
/// <param name="Bias">The bias's.</param>
/// <param name="Mode">The fan of the Kaiming initialisers.</param>
/// <param name="Value">The value of a constant one.</param>
/// <param name="Place">The attribute that says it, if one does.</param>
internal sealed record WeightInit(string Weight, string Bias, string Mode, double Value, SourcePlace? Place)
{
    public static WeightInit Default { get; } = new("Default", "Default", "FanIn", 0, null);
}

/// <summary>One use of a block: the nodes from <paramref name="First"/> up to <paramref name="Last"/> lie in it.</summary>
internal sealed record Scope(string Path, string Block, int First, int Last, int Depth, Origin Origin);

/// <summary>
/// The way from the network's record to a layer: the layer's own parameter last, before it the parameters that
/// placed the blocks around it.
/// </summary>
internal sealed record Origin(EquatableArray<Step> Steps)
{
    public Step Own => Steps[Steps.Count - 1];

    public Origin Append(Step step) => new(Steps.Append(step).ToEquatableArray());
}

/// <summary>One step of an <see cref="Origin"/>.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Instance">Which of its repetitions, from 0.</param>
/// <param name="Constants">The constants of the record that the parameter stands in, as <c>Channels = 64</c>.</param>
internal sealed record Step(ParameterSpec Parameter, int Instance, string Constants);
