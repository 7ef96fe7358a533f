using System.Collections.Immutable;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Passes;

/// <summary>
/// Applies every op's shape rule in the order of the data. What follows from a fault stays silent: a shape that was
/// guessed to go on is tainted, and nothing is said about what it reaches.
/// </summary>
internal sealed class InferShapes
{
    private readonly Graph graph;
    private readonly ImmutableArray<Node>.Builder nodes;
    private readonly bool[] isTainted;
    private readonly ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
    private readonly HashSet<int> misfits = [];
    private readonly HashSet<int> unmet = [];

    private InferShapes(Graph graph)
    {
        this.graph = graph;
        nodes = ImmutableArray.CreateBuilder<Node>(graph.Nodes.Length);
        isTainted = new bool[graph.Nodes.Length];
    }

    /// <summary>The graph with all shapes, and what is wrong with them; unknown ones stay so only where something is.</summary>
    public static InferredShapes Run(Graph graph)
    {
        var pass = new InferShapes(graph);
        foreach (var node in graph.Nodes)
        {
            CompilerFault.CurrentLayer = node.Path;
            pass.Visit(node);
        }

        return new InferredShapes(graph with { Nodes = pass.nodes.ToImmutable() }, pass.findings.ToImmutable(), pass.misfits, pass.unmet);
    }

    private void Visit(Node node)
    {
        var inputs = node.Inputs.Select(input => nodes[input].Shape).ToArray();
        isTainted[node.Id] = node.Op is BrokenOp || node.Inputs.Any(input => isTainted[input]);
        if (inputs.Any(input => input is null))
        {
            nodes.Add(Assert(node, shape: null));
            return;
        }

        var known = inputs.Select(input => input!).ToArray();
        var (output, fault) = Apply(node, known);
        if (fault is not null)
            Find(node, fault);
        var asserted = Assert(node with { Shape = output }, output);
        if (output is { } kept && !isTainted[node.Id])
            Warn(asserted, known, kept);
        nodes.Add(asserted);
    }

    /// <summary>What an op makes of its inputs, or why it cannot.</summary>
    public static Inference Apply(Node node, TensorShape[] inputs)
    {
        var (output, fault) = node.Op.Infer(inputs);
        if (fault is not null)
            return new(output, fault);
        if (output is not { } shape)
            return default;
        return TooLarge.Check(shape) is { } tooLarge
            ? Inference.Fails(tooLarge)
            : new(output, node.Op.CheckInit(node.Init, inputs) ?? node.Op.Weights(inputs).Select(TooLarge.Check).FirstOrDefault(found => found is not null));
    }

    private void Warn(Node node, TensorShape[] inputs, TensorShape output)
    {
        foreach (var warning in node.Op.Warnings(inputs, output))
            findings.Add(new Finding(node, warning) { IsWarning = true });
        if (node.Op is ConvTranspose2dOp transpose && !IsExpected(node, transpose, inputs[0], output))
            findings.Add(new Finding(node, new Fault("SN0152", output.ToString(), inputs[0].ToString())) { IsWarning = true });
    }

    /// <summary>
    /// Whether something has the rows and columns of a transposed convolution's output: an earlier tensor, its input
    /// enlarged by its stride, or an assertion; or they are cropped. Otherwise nothing can be compared with it.
    /// </summary>
    private bool IsExpected(Node node, ConvTranspose2dOp op, TensorShape input, TensorShape output) =>
        ((long)input.Height * op.Window.Stride.Height == output.Height && (long)input.Width * op.Window.Stride.Width == output.Width)
        || nodes.Any(earlier => earlier.Shape is { IsImage: true } shape && shape.Height == output.Height && shape.Width == output.Width)
        || node.Assertions.Count > 0
        || op.Window.Stride == Pair.Both(1)
        || graph.Nodes.Any(other => other.Op is CropOp && other.Inputs[0] == node.Id);

    /// <summary>Holds the shape against the assertions; the first that fails is reported and believed from there on.</summary>
    private Node Assert(Node node, TensorShape? shape)
    {
        foreach (var assertion in node.Assertions)
        {
            if (shape == assertion.Shape)
                continue;
            if (shape is not null)
                unmet.Add(node.Id);
            if (shape is not null && !isTainted[node.Id])
                findings.Add(new Finding(node, null) { Assertion = assertion });
            isTainted[node.Id] = true;
            shape = assertion.Shape;
        }

        return node with { Shape = shape };
    }

    private void Find(Node node, Fault fault)
    {
        misfits.Add(node.Id);
        if (!isTainted[node.Id])
            findings.Add(new Finding(node, fault));
        isTainted[node.Id] = true;
    }
}

/// <summary>A graph with shapes, and what is wrong with them.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Findings">What is wrong, each root cause once.</param>
/// <param name="Misfits">All nodes whose op does not take its inputs, those too of which nothing is said.</param>
/// <param name="Unmet">All nodes that are not what an assertion says, those too of which nothing is said.</param>
internal sealed record InferredShapes(Graph Graph, ImmutableArray<Finding> Findings, HashSet<int> Misfits, HashSet<int> Unmet)
{
    public int Errors => Findings.Count(finding => !finding.IsWarning);

    public TensorShape[] InputsOf(Node node) => [.. node.Inputs.Select(input => Graph.Nodes[input].KnownShape)];
}

/// <summary>Something wrong with a node's shape, before it is known what is to blame.</summary>
/// <param name="Node">The node; its shape is what its op made, not what an assertion says.</param>
/// <param name="Fault">What its op says; null where an assertion failed.</param>
internal sealed record Finding(Node Node, Fault? Fault)
{
    public Assertion? Assertion { get; init; }

    public bool IsWarning { get; init; }
}
