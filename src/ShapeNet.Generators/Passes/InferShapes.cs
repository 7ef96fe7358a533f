using System.Collections.Immutable;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Passes;

/// <summary>
/// Applies every op's shape rule in the order of the data. What follows from a reported fault stays silent: a shape
/// that was guessed to go on is tainted, and nothing is said about what it reaches.
/// </summary>
internal sealed class InferShapes
{
    /// <summary>Tensors are indexed by int, and a network of larger ones would not fit a machine anyway.</summary>
    private const long MaximumElements = int.MaxValue;

    private readonly Graph graph;
    private readonly ProblemList problems;
    private readonly ImmutableArray<Node>.Builder nodes;
    private readonly bool[] isTainted;
    private readonly HashSet<string> fits = new(StringComparer.Ordinal);
    private readonly List<(Node Node, Fault Fault, Alternative? Mend)> faults = [];

    private InferShapes(Graph graph, ProblemList problems)
    {
        this.graph = graph;
        this.problems = problems;
        nodes = ImmutableArray.CreateBuilder<Node>(graph.Nodes.Length);
        isTainted = new bool[graph.Nodes.Length];
    }

    /// <summary>The graph with all shapes; unknown ones stay so only where a problem was reported.</summary>
    public static Graph Run(Graph graph, ProblemList problems)
    {
        var pass = new InferShapes(graph, problems);
        foreach (var node in graph.Nodes)
        {
            CompilerFault.CurrentLayer = node.Path;
            pass.Visit(node);
        }

        // Blame is decided last: a block that fits at another use is not to blame where it does not fit.
        foreach (var (node, fault, mend) in pass.faults)
            problems.Add(pass.Locate(node, fault, mend));
        return graph with { Nodes = pass.nodes.ToImmutable() };
    }

    private void Visit(Node node)
    {
        var inputs = node.Inputs.Select(input => nodes[input].Shape).ToArray();
        isTainted[node.Id] = node.Op is BrokenOp || node.Inputs.Any(input => isTainted[input]);
        if (inputs.Any(input => input is null))
        {
            nodes.Add(Assert(node, shape: null, inputs: []));
            return;
        }

        var known = inputs.Select(input => input!.Value).ToArray();
        var inference = node.Op.Infer(known);
        if (inference.Fault is null && inference.Shape is { } shape && shape.Elements > MaximumElements)
        {
            inference = Inference.Fails(new Fault(
                "SN0401", shape.ToString(), $"{Words.Grouped(shape.Elements)} values in one image, more than {Words.Grouped(MaximumElements)}"));
        }

        if (inference.Fault is { } fault)
        {
            var mend = node.Op.Alternatives(known, null).FirstOrDefault(alternative => alternative.Op.Infer(known).Fault is null);
            Report(node, fault, mend);
        }
        else
        {
            foreach (var key in Keys(node.Origin))
                fits.Add(key);
        }

        if (inference.Fault is null && inference.Shape is { } output)
            CheckLayer(node, known, output);
        nodes.Add(Assert(node, inference.Shape, known));
    }

    private void CheckLayer(Node node, TensorShape[] inputs, TensorShape output)
    {
        if (isTainted[node.Id])
            return;
        if (node.Op.CheckInit(node.Init, inputs) is { } fault)
        {
            var step = node.Origin.Own.Parameter;
            var place = step.Attribute("Init") is not null ? step.AttributePlace("Init") : step.AttributePlace(step.TypeName);
            problems.Add(new Problem(fault.Id, place, (string[])[node.Path, .. fault.Arguments, ""]));
            isTainted[node.Id] = true;
        }

        foreach (var weight in node.Op.Weights(inputs).Where(weight => weight.Elements > MaximumElements))
        {
            Report(node, new Fault("SN0401", $"{weight.Name} {string.Join("×", weight.Shape)}", $"{Words.Grouped(weight.Elements)} values, more than {Words.Grouped(MaximumElements)}"), null);
            return;
        }

        foreach (var warning in node.Op.Warnings(inputs, output))
            faults.Add((node, warning, null));
        if (node.Op is ConvTranspose2dOp transpose && RestoresNothing(node, transpose, inputs[0], output, out var hint))
            faults.Add((node, new Fault("SN0152", output.ToString(), inputs[0].ToString()), hint));
    }

    /// <summary>
    /// A transposed convolution whose output has the rows and columns of no earlier tensor, of no multiple of its input
    /// by its stride, and is not cropped: nothing that it could be compared with or added to has its size.
    /// </summary>
    private bool RestoresNothing(Node node, ConvTranspose2dOp op, TensorShape input, TensorShape output, out Alternative? hint)
    {
        hint = null;
        var isExpected = (output.Height == input.Height * op.Window.Stride.Height && output.Width == input.Width * op.Window.Stride.Width)
            || nodes.Any(earlier => earlier.Shape is { IsImage: true } shape && shape.Height == output.Height && shape.Width == output.Width)
            || node.Assertions.Count > 0
            || op.Window.Stride == Pair.Both(1)
            || graph.Nodes.Any(other => other.Op is CropOp && other.Inputs[0] == node.Id);
        if (isExpected)
            return false;
        hint = op.Alternatives([input], null).FirstOrDefault(alternative => alternative.Op.Infer([input]).Shape is { } shape
            && nodes.Any(earlier => earlier.Shape is { IsImage: true } size && size.Height == shape.Height && size.Width == shape.Width && earlier.Id != node.Inputs[0]));
        return true;
    }

    /// <summary>Holds the shape against the assertions; the first that fails is reported and believed from there on.</summary>
    private Node Assert(Node node, TensorShape? shape, TensorShape[] inputs)
    {
        foreach (var assertion in node.Assertions)
        {
            if (shape == assertion.Shape)
                continue;
            if (shape is { } actual && !isTainted[node.Id])
                ReportAssertion(node, actual, assertion, inputs);
            isTainted[node.Id] = true;
            shape = assertion.Shape;
        }

        return node with { Shape = shape };
    }

    private void ReportAssertion(Node node, TensorShape actual, Assertion assertion, TensorShape[] inputs)
    {
        var parameter = assertion.Parameter;
        var isOwn = parameter == node.Origin.Own.Parameter;
        var mend = isOwn
            ? node.Op.Alternatives(inputs, assertion.Shape).FirstOrDefault(alternative => alternative.Op.Infer(inputs) is { Fault: null } inference && inference.Shape == assertion.Shape)
            : null;
        var arithmetic = isOwn ? node.Op.Arithmetic(inputs, actual, assertion.Shape) : null;
        // Where one value of the layer mends it, the layer's attribute is the place to look; else the assertion is.
        var attribute = mend is not null && parameter.Attribute(parameter.TypeName) is not null ? parameter.TypeName : "Shape";
        problems.Add(new Problem(
            "SN0104", parameter.AttributePlace(attribute), parameter.Name, actual.ToString(), assertion.Shape.ToString(),
            arithmetic is null ? "" : $". {arithmetic}", mend is null ? "" : $"; {mend.Text} gives {Wanted(actual, assertion.Shape)}"));
        isTainted[node.Id] = true;
    }

    /// <summary>The asserted size on the first axis that differs, or the whole shape where the ranks or channels differ.</summary>
    private static string Wanted(TensorShape actual, TensorShape asserted) =>
        actual.IsImage != asserted.IsImage || actual.Channels != asserted.Channels ? asserted.ToString()
        : actual.Height != asserted.Height ? Words.Number(asserted.Height)
        : Words.Number(asserted.Width);

    private void Report(Node node, Fault fault, Alternative? mend)
    {
        if (!isTainted[node.Id])
            faults.Add((node, fault, mend));
        isTainted[node.Id] = true;
    }

    /// <summary>
    /// Where a reader would mend a fault: at the layer, unless the layer lies in a block that fits at another use. Then
    /// the use is to blame, which gave it other constants or another input.
    /// </summary>
    private Problem Locate(Node node, Fault fault, Alternative? mend)
    {
        var keys = Keys(node.Origin).ToArray();
        var level = keys.Length - 1;
        while (level > 0 && fits.Contains(keys[level]))
            level--;

        var parameter = node.Origin.Steps[level].Parameter;
        var attribute = level == keys.Length - 1 ? parameter.TypeName : "With";
        var place = parameter.Attribute(attribute) is not null ? parameter.AttributePlace(attribute) : parameter.Place;
        var hint = mend is null || level != keys.Length - 1 ? "" : $"; {mend.Text} {(fault.Id == "SN0152" ? "gives " + mend.Op.Infer([.. node.Inputs.Select(i => nodes[i].KnownShape)]).Shape : "fits")}";
        return new Problem(fault.Id, place, (string[])[Title(node), .. Arguments(node, fault), hint]);
    }

    /// <summary>The layer with the constants of the block it lies in: <c>Layer1[0].Sum (BasicBlock with Channels = 65)</c>.</summary>
    private static string Title(Node node)
    {
        var own = node.Origin.Own;
        if (node.Origin.Steps.Count == 1)
            return node.Path;
        var block = own.Parameter.Record.Substring(own.Parameter.Record.LastIndexOf('.') + 1);
        return own.Constants.Length == 0 ? $"{node.Path} ({block})" : $"{node.Path} ({block} with {own.Constants})";
    }

    private string[] Arguments(Node node, Fault fault)
    {
        if (fault.OtherInput is not { } other)
            return fault.Arguments;
        var arguments = fault.Arguments.ToArray();
        arguments[0] += $" from {NameOf(node, node.Inputs[0])}";
        arguments[1] += $" from {NameOf(node, node.Inputs[other])}";
        return arguments;
    }

    /// <summary>A node's name as seen from another: without the path that both share.</summary>
    private string NameOf(Node from, int id)
    {
        var scope = from.Path.Substring(0, from.Path.LastIndexOf('.') + 1);
        var path = graph.Nodes[id].Path;
        return scope.Length > 0 && path.StartsWith(scope, StringComparison.Ordinal) ? path.Substring(scope.Length) : path;
    }

    /// <summary>For each step of an origin: the record there, and the way from it to the layer.</summary>
    private static IEnumerable<string> Keys(Origin origin) =>
        origin.Steps.Select((step, i) => step.Parameter.Record + ":" + string.Join(".", origin.Steps.Skip(i).Select(inner => inner.Parameter.Name)));
}
