using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Passes;

/// <summary>
/// Says of each fault what is to blame, where a reader would mend it, and with which value. A layer in a block is to
/// blame unless the block fits at another use; then the use is, which gave it other constants or another input.
/// </summary>
internal sealed class LocateFaults
{
    private readonly Graph graph;
    private readonly InferredShapes shapes;

    // A mend that leaves nothing else to mend is looked for first.
    private readonly Lazy<MendSearch>[] searches;
    private readonly HashSet<string> fits = new(StringComparer.Ordinal);
    private readonly HashSet<string> clean = new(StringComparer.Ordinal);

    private LocateFaults(NetworkSpec spec, InferredShapes shapes)
    {
        graph = shapes.Graph;
        this.shapes = shapes;
        searches = [.. new[] { false, true }.Select(bringsToLight => new Lazy<MendSearch>(() => new MendSearch(spec, shapes, bringsToLight)))];
        var warned = new HashSet<int>(shapes.Findings.Where(finding => finding.IsWarning).Select(finding => finding.Node.Id));
        foreach (var node in shapes.Graph.Nodes.Skip(1).Where(node => node.Shape is not null && !shapes.Misfits.Contains(node.Id)))
        {
            fits.UnionWith(Keys(node.Origin));
            if (!warned.Contains(node.Id))
                clean.UnionWith(Keys(node.Origin));
        }
    }

    public static void Run(NetworkSpec spec, InferredShapes shapes, ProblemList problems)
    {
        if (shapes.Findings.IsEmpty)
            return;
        var pass = new LocateFaults(spec, shapes);
        var blamed = new HashSet<SourcePlace>();
        foreach (var finding in shapes.Findings)
        {
            CompilerFault.CurrentLayer = finding.Node.Path;
            var problem = pass.Locate(finding);
            // An initialiser that a record gives to all its layers is one mistake however many of them refuse it.
            if (problem.Id != "SN0110" || blamed.Add(problem.Place))
                problems.Add(problem);
        }
    }

    private Problem Locate(Finding finding) => finding switch
    {
        { Assertion: { } assertion } => LocateAssertion(finding.Node, assertion),
        { Fault: { OtherInput: { } other } fault } => LocateMismatch(finding.Node, fault, other),
        { Fault: { Id: "SN0110" } fault, Node: var node } => Say(node, fault, node.Init.Place ?? Place(node.Origin.Own.Parameter, node.Origin.Own.Parameter.TypeName), ""),
        { Fault: { Id: "SN0152" } fault, Node: var node } => LocateUse(node, fault, clean, Restoring(node)),
        { Fault: { } fault, Node: var node, IsWarning: true } => LocateUse(node, fault, clean, ""),
        { Fault: { } fault, Node: var node } => LocateUse(node, fault, fits, Advice(node, fault)),
        _ => throw new InvalidOperationException("a finding has a fault or an assertion"),
    };

    private string Advice(Node node, Fault fault)
    {
        if (fault.Advice is { } advice)
            return "; " + advice;
        // A smaller tensor is surely not the one that was meant.
        if (fault.Id == "SN0401")
            return "";
        var inputs = shapes.InputsOf(node);
        var mend = node.Op.Alternatives(inputs, null).FirstOrDefault(alternative => InferShapes.Apply(node with { Op = alternative.Op }, inputs).Fault is null);
        return mend is null ? "" : $"; {mend.Text} fits";
    }

    /// <summary>The change by which a transposed convolution makes the size of an earlier tensor.</summary>
    private string Restoring(Node node)
    {
        var inputs = shapes.InputsOf(node);
        var sizes = new HashSet<(int, int)>(graph.Nodes.Take(node.Id).Where(earlier => earlier.Shape is { IsImage: true } && earlier.Id != node.Inputs[0])
            .Select(earlier => (earlier.KnownShape.Height, earlier.KnownShape.Width)));
        var mend = node.Op.Alternatives(inputs, null).FirstOrDefault(alternative => alternative.Op.Infer(inputs) is { Fault: null, Shape: { } shape } && sizes.Contains((shape.Height, shape.Width)));
        return mend is null ? "" : $"; {mend.Text} gives {mend.Op.Infer(inputs).Shape}";
    }

    /// <summary>At the layer, or at the use of a block that is right elsewhere.</summary>
    private Problem LocateUse(Node node, Fault fault, HashSet<string> right, string advice)
    {
        var level = UseLevel(node, right);
        return level == node.Origin.Steps.Count - 1
            ? Say(node, fault, UsePlace(node, right), advice)
            : Say(node, fault, UsePlace(node, right), Search(search => search.Constant(node, [shapes.InputsOf(node)[0].Channels])) is { } mend ? $"; {mend.Text} fits" : "");
    }

    /// <summary>What the first search finds that finds anything.</summary>
    private T? Search<T>(Func<MendSearch, T?> find)
        where T : class => searches.Select(search => find(search.Value)).FirstOrDefault(found => found is not null);

    /// <summary>The layer's attribute, or <c>[With]</c> at the use of a block that is right elsewhere.</summary>
    /// <param name="node">A layer with a fault.</param>
    /// <param name="right">The <see cref="Keys"/> of all layers without one.</param>
    public static SourcePlace UsePlace(Node node, HashSet<string> right)
    {
        var level = UseLevel(node, right);
        var parameter = node.Origin.Steps[level].Parameter;
        return Place(parameter, level == node.Origin.Steps.Count - 1 ? parameter.TypeName : "With");
    }

    private static int UseLevel(Node node, HashSet<string> right)
    {
        var keys = Keys(node.Origin).ToArray();
        var level = keys.Length - 1;
        while (level > 0 && right.Contains(keys[level]))
            level--;
        return level;
    }

    /// <summary>
    /// Two tensors do not go together: at a block's constant that mends it; at the layer that made one of them, if
    /// changing it mends that and changing the other does not; else where they meet.
    /// </summary>
    private Problem LocateMismatch(Node node, Fault fault, int other)
    {
        var (left, right) = (graph.Nodes[node.Inputs[0]].KnownShape, graph.Nodes[node.Inputs[other]].KnownShape);
        var isSum = node.Op is AddOp;
        var own = Place(node.Origin.Own.Parameter, node.Origin.Own.Parameter.TypeName);
        return Search(Mended) ?? Say(node, fault, own, "");

        Problem? Mended(MendSearch search)
        {
            if (search.Constant(node, left.Channels == right.Channels ? [] : [right.Channels, left.Channels]) is { } constant)
                return Say(node, fault, constant.Place, $"; {constant.Text} fits");
            var byLeft = search.Producer(node, node.Inputs[0], isSum ? right : right with { Channels = left.Channels });
            var byRight = search.Producer(node, node.Inputs[other], isSum ? left : left with { Channels = right.Channels });
            return (byLeft ?? byRight) is { } found
                ? Say(node, fault, byLeft is null || byRight is null ? found.Mend.Place : own, $"; {found.Mend.Text} at {NameOf(node, found.Layer.Id)} fits")
                : null;
        }
    }

    private Problem LocateAssertion(Node node, Assertion assertion)
    {
        var (actual, wanted, parameter) = (node.KnownShape, assertion.Shape, assertion.Parameter);
        var maker = MakerOf(node, actual, wanted);
        var isOwn = maker == node && parameter == node.Origin.Own.Parameter;
        var inputs = shapes.InputsOf(maker);
        var arithmetic = maker.Op.Arithmetic(inputs, actual, wanted) is { } text ? (isOwn ? "" : graph.Nodes[maker.Id].Path + ": ") + text : null;
        if (actual.IsImage != wanted.IsImage)
            arithmetic = actual.IsImage ? $"Features are wanted; a Flatten behind it makes {Words.Grouped(actual.Elements)} of it" : "An image is wanted, and features have no rows and columns";

        var (place, mend) = (parameter.AttributePlace("Shape"), "");
        if (isOwn)
        {
            var alternative = maker.Op.Alternatives(inputs, wanted).FirstOrDefault(alternative => alternative.Op.Infer(inputs) is { Fault: null } inference && inference.Shape == wanted);
            // Where one value of the layer mends it, the layer's attribute is the place to look; else the assertion is.
            if (alternative is not null)
                (place, mend) = (Place(parameter, parameter.TypeName), $"; {alternative.Text} gives {Wanted(actual, wanted)}");
        }
        else if (Search(Mended) is { } found)
        {
            (place, mend) = (found.Place, found.Text);
        }

        var isSaid = arithmetic is null || (mend.Length > 0 && actual.Channels != wanted.Channels);
        return new Problem("SN0104", place, parameter.Name, actual.ToString(), wanted.ToString(), isSaid ? "" : $". {arithmetic}", mend);

        Mend? Mended(MendSearch search) =>
            actual.Channels != wanted.Channels && search.Constant(node, [wanted.Channels]) is { } constant
                ? constant with { Text = $"; {constant.Text} gives {Wanted(actual, wanted)}" }
            : search.Producer(node, node.Id, wanted) is { } producer
                ? new Mend(
                    producer.Layer.Origin.Own.Parameter.Record == parameter.Record ? producer.Mend.Place : parameter.AttributePlace("Shape"),
                    $"; {producer.Mend.Text} there gives {Wanted(actual, wanted)}")
            : null;
    }

    /// <summary>The layer that made what is not as wanted: the layer itself, or one before it that those between hand on.</summary>
    private Node MakerOf(Node node, TensorShape actual, TensorShape wanted)
    {
        var maker = node;
        while (maker.Inputs[0] > 0)
        {
            var input = graph.Nodes[maker.Inputs[0]].KnownShape;
            var isHandedOn = maker.Op.KeepsShape
                || (maker != node && actual.Channels == wanted.Channels && input.Height == actual.Height && input.Width == actual.Width)
                || (maker != node && actual.Channels != wanted.Channels && MendSearch.HandsChannelsOn(maker.Op));
            if (!isHandedOn)
                break;
            maker = graph.Nodes[maker.Inputs[0]];
        }

        return maker;
    }

    /// <summary>The asserted size on the first axis that differs, or the whole shape where the ranks or channels differ.</summary>
    private static string Wanted(TensorShape actual, TensorShape asserted) =>
        actual.IsImage != asserted.IsImage || actual.Channels != asserted.Channels ? asserted.ToString()
        : actual.Height != asserted.Height ? Words.Number(asserted.Height)
        : Words.Number(asserted.Width);

    private Problem Say(Node node, Fault fault, SourcePlace place, string advice)
    {
        var arguments = fault.Arguments.ToArray();
        if (fault.OtherInput is { } other)
        {
            arguments[0] += $" from {NameOf(node, node.Inputs[0])}";
            arguments[1] += $" from {NameOf(node, node.Inputs[other])}";
        }

        return new Problem(fault.Id, place, (string[])[Title(node), .. arguments, advice]);
    }

    private static SourcePlace Place(ParameterSpec parameter, string attribute) =>
        parameter.Attribute(attribute) is not null ? parameter.AttributePlace(attribute) : parameter.Place;

    /// <summary>The layer with the constants of the block it lies in: <c>Layer1[0].Sum (BasicBlock with Channels = 65)</c>.</summary>
    public static string Title(Node node)
    {
        var own = node.Origin.Own;
        if (node.Origin.Steps.Count == 1)
            return node.Path;
        var block = own.Parameter.Record.Substring(own.Parameter.Record.LastIndexOf('.') + 1);
        return own.Constants.Length == 0 ? $"{node.Path} ({block})" : $"{node.Path} ({block} with {own.Constants})";
    }

    /// <summary>A node's name as seen from another: without the path that both share.</summary>
    private string NameOf(Node from, int id)
    {
        var scope = from.Path.Substring(0, from.Path.LastIndexOf('.') + 1);
        var path = graph.Nodes[id].Path;
        return scope.Length > 0 && path.StartsWith(scope, StringComparison.Ordinal) ? path.Substring(scope.Length) : path;
    }

    /// <summary>For each step of an origin: the record there, and the way from it to the layer.</summary>
    public static IEnumerable<string> Keys(Origin origin) =>
        origin.Steps.Select((step, i) => step.Parameter.Record + ":" + string.Join(".", origin.Steps.Skip(i).Select(inner => inner.Parameter.Name)));
}
