using System.Collections.Immutable;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Passes;

/// <summary>Expands blocks and repetitions, puts in constants and resolves names: declaration → graph without shapes.</summary>
internal sealed class BuildGraph
{
    /// <summary>More layers than any network has; a repetition of repetitions reaches it long before memory runs out.</summary>
    private const int MaximumNodes = 20_000;

    private readonly NetworkSpec spec;
    private readonly ProblemList problems;
    private readonly Dictionary<string, RecordSpec> blocks;
    private readonly List<Node> nodes = [];
    private readonly List<Scope> scopes = [];
    private readonly Stack<string> openBlocks = new();
    private readonly HashSet<(SourcePlace Use, string Name)> reportedConstants = [];
    private readonly HashSet<string> reportedCycles = new(StringComparer.Ordinal);
    private bool isTooLarge;

    private BuildGraph(NetworkSpec spec, ProblemList problems)
    {
        this.spec = spec;
        this.problems = problems;
        blocks = spec.Blocks.ToDictionary(block => block.FullName, StringComparer.Ordinal);
    }

    /// <summary>The graph, or null where the declaration has no layer or no input to begin with.</summary>
    public static Graph? Run(NetworkSpec spec, ProblemList problems) => new BuildGraph(spec, problems).Build();

    private Graph? Build()
    {
        if (spec.Record.IsBroken)
            return null;
        foreach (var constant in spec.Record.Constants)
            problems.Add(new Problem("SN0214", constant.Place, constant.Name, spec.Name));
        if (spec.Record.Constants.Any() || ReadInput() is not { } input)
            return null;

        nodes.Add(new Node(0, "Input", "input", new InputOp(input), [], null, new Origin([])));
        var context = new RecordContext(spec.Record, new Dictionary<string, GivenConstant>(), "", "", new Origin([]), 0, WeightInit.Default);
        Expand(context, input: 0);
        if (isTooLarge || nodes.Count == 1)
            return null;

        var graph = new Graph(input, [.. nodes], [.. scopes]);
        CheckNames(graph);
        CheckUse(graph);
        return graph;
    }

    private TensorShape? ReadInput()
    {
        var attribute = spec.Record.Attribute("Input");
        if (attribute is null)
        {
            problems.Add(new Problem("SN0205", spec.Record.Place, spec.Name));
            return null;
        }

        var place = spec.Record.Place with { Attribute = "Input" };
        if (attribute.HasErrors || ReadShape(attribute, spec.Name, place) is not { } shape)
            return null;
        if (TooLarge.Check(shape) is not { } fault)
            return shape;
        problems.Add(new Problem(fault.Id, place, (string[])[spec.Name, .. fault.Arguments, ""]));
        return null;
    }

    private TensorShape? ReadShape(AttributeSpec attribute, string layer, SourcePlace place)
    {
        var sizes = new[] { "Channels", "Height", "Width", "Features" }
            .Select(name => attribute[name]).OfType<IntValue>().Select(size => size.Value).ToArray();
        var shape = sizes.Length == 3 ? TensorShape.Image(sizes[0], sizes[1], sizes[2]) : TensorShape.Features(sizes.FirstOrDefault());
        if (sizes.All(size => size >= 1))
            return shape;
        problems.Add(new Problem("SN0111", place, layer, attribute.Name, shape.ToString()));
        return null;
    }

    /// <summary>Adds the layers of a record behind a node and returns the scope of names that it leaves.</summary>
    private InstanceScope Expand(RecordContext context, int input)
    {
        var scope = new InstanceScope(input);
        var init = ReadInit(context.Record.Name, context.Record.Place, context.Record.Attribute("Init"), context.Init);
        foreach (var parameter in context.Record.Parameters)
        {
            if (isTooLarge)
                break;
            switch (parameter.Role)
            {
                case ParameterRole.Constant:
                    break;
                case ParameterRole.Unknown:
                    Place(scope, parameter, [AddBroken(context, parameter, scope.Current)]);
                    break;
                default:
                    ExpandParameter(context with { Init = init }, scope, parameter);
                    break;
            }
        }

        return scope;
    }

    private void ExpandParameter(RecordContext context, InstanceScope scope, ParameterSpec parameter)
    {
        CompilerFault.CurrentLayer = Join(context.Path, parameter.Name);
        CheckAttributes(parameter);
        var source = parameter.Attribute("From") is { } from ? Resolve(context, scope, parameter, from, "Layer").Single() : scope.Current;
        var count = ReadCount(context, parameter, out var firstIndex);
        var name = ReadName(parameter);
        var instances = new List<InstanceScope>();
        for (var i = 0; i < (count ?? 1) && !isTooLarge; i++)
        {
            var isRepeated = parameter.Attribute("Repeat") is not null;
            var path = Join(context.Path, isRepeated ? $"{parameter.Name}[{i}]" : parameter.Name);
            var weightPath = Join(context.WeightPath, isRepeated ? Join(name, Words.Number(firstIndex + i)) : name);
            var step = new Step(parameter, i, string.Join(", ", context.Constants.Select(pair => $"{pair.Key} = {pair.Value.Value.Text}")));
            var inner = context with { Path = path, WeightPath = weightPath, Origin = context.Origin.Append(step) };
            var instance = parameter.Role == ParameterRole.Block
                ? ExpandBlock(inner, parameter, source)
                : new InstanceScope(source) { Current = AddLayer(inner, scope, parameter, source) };
            instances.Add(instance);
            source = instance.Current;
        }

        if (instances.Count == 0 || count is null)
            instances = [AddBroken(context, parameter, source)];
        Place(scope, parameter, instances);
        if (ReadAssertion(parameter) is { } assertion && scope.Current > 0)
        {
            var node = nodes[scope.Current];
            nodes[scope.Current] = node with { Assertions = node.Assertions.Append(assertion).ToEquatableArray() };
        }
    }

    private static void Place(InstanceScope scope, ParameterSpec parameter, List<InstanceScope> instances)
    {
        scope.Names[parameter.Name] = instances;
        scope.Current = instances[instances.Count - 1].Current;
    }

    private InstanceScope ExpandBlock(RecordContext context, ParameterSpec parameter, int input)
    {
        var block = blocks[parameter.TypeName];
        if (openBlocks.Contains(block.FullName))
        {
            var cycle = openBlocks.Reverse().SkipWhile(open => open != block.FullName).ToArray();
            // A cycle is the same wherever one enters it.
            if (reportedCycles.Add(string.Join(" ", cycle.OrderBy(name => name, StringComparer.Ordinal))))
                problems.Add(new Problem("SN0215", parameter.Place, parameter.Name, string.Join(" → ", cycle.Append(block.FullName).Select(Short))));
            return AddBroken(context, parameter, input);
        }

        var constants = ReadConstants(context, parameter, block);
        if (constants is null || block.IsBroken)
            return AddBroken(context, parameter, input);

        openBlocks.Push(block.FullName);
        var index = scopes.Count;
        scopes.Add(null!);
        var first = nodes.Count;
        var scope = Expand(context with { Record = block, Constants = constants, Depth = context.Depth + 1 }, input);
        scopes[index] = new Scope(context.Path, block.Name, first, nodes.Count, context.Depth, context.Origin);
        openBlocks.Pop();
        if (nodes.Count == first && !isTooLarge)
            return AddBroken(context, parameter, input);
        return scope;
    }

    /// <summary>The block's constants for one use, or null where the use does not give them.</summary>
    private Dictionary<string, GivenConstant>? ReadConstants(RecordContext context, ParameterSpec parameter, RecordSpec block)
    {
        var declared = block.Constants.ToArray();
        var with = parameter.Attribute("With");
        if (with?.HasErrors == true)
            return null;
        var given = with?["Constants"] is ArrayValue array ? array.Items.ToArray() : [];
        var wanted = string.Join(", ", declared.Select(constant => $"{constant.TypeName} {constant.Name}"));
        if (given.Length != declared.Length)
        {
            problems.Add(with is null
                ? new Problem("SN0211", parameter.Place, parameter.Name, block.Name, wanted)
                : new Problem(
                    "SN0212", parameter.AttributePlace("With"), parameter.Name, block.Name,
                    declared.Length == 0 ? "no constants" : $"{Words.Count(declared.Length, "constant")} ({wanted})", Words.Number(given.Length)));
            return null;
        }

        var constants = new Dictionary<string, GivenConstant>(StringComparer.Ordinal);
        for (var i = 0; i < declared.Length; i++)
        {
            var constant = new GivenConstant(given[i], parameter.AttributePlace("With"), parameter.Name, declared[i].Name);
            if (given[i] is TextValue text)
            {
                if (!context.Constants.TryGetValue(text.Value, out var outer))
                {
                    problems.Add(UnknownConstant.Problem(parameter.AttributePlace("With"), parameter.Name, declared[i].Name, text.Value, context.Constants.Keys));
                    return null;
                }

                constant = outer;
            }

            var value = constant.Value;

            var fits = declared[i].TypeName switch
            {
                "int" => value is IntValue,
                "bool" => value is BoolValue,
                _ => value is DoubleValue or IntValue,
            };
            if (!fits)
            {
                problems.Add(new Problem(
                    "SN0209", parameter.AttributePlace("With"), parameter.Name, declared[i].Name, value.Text, declared[i].TypeName == "int" ? "an int" : $"a {declared[i].TypeName}"));
                return null;
            }

            constants.Add(declared[i].Name, constant);
        }

        return constants;
    }

    private int AddLayer(RecordContext context, InstanceScope scope, ParameterSpec parameter, int source)
    {
        var declaration = OpTable.Find(parameter.TypeName)
            ?? throw new InvalidOperationException($"{parameter.TypeName} is no layer of the language");
        var attribute = parameter.Attribute(parameter.TypeName);
        if (attribute is null && declaration.NeedsAttribute)
        {
            if (!parameter.Attributes.Contains(AttributeSpec.Unknown) && !IsMistaken(parameter))
                problems.Add(new Problem("SN0206", parameter.Place, parameter.Name, parameter.TypeName, declaration.Suggestion));
            return AddBroken(context, parameter, source).Current;
        }

        var place = attribute is null ? parameter.Place : parameter.AttributePlace(attribute.Name);
        var reader = new Hyperparameters(parameter.Name, place, attribute, context.Constants, Report);
        var op = declaration.Read(reader);
        var inputs = new List<int> { source };
        if (attribute is not null && declaration.References is { } references)
        {
            if (attribute[references] is ArrayValue { Items.Count: 0 } && !attribute.HasErrors)
            {
                problems.Add(new Problem("SN0307", place, parameter.Name, parameter.TypeName));
                op = new BrokenOp();
            }

            if (attribute[references] is not null || attribute.HasErrors)
                inputs.AddRange(Resolve(context, scope, parameter, attribute, references));
        }

        if (reader.HasErrors)
            op = new BrokenOp();
        var init = declaration.TakesInit ? ReadInit(parameter.Name, parameter.Place, parameter.Attribute("Init"), context.Init) : WeightInit.Default;
        return Add(new Node(nodes.Count, context.Path, context.WeightPath, op, inputs.ToEquatableArray(), null, context.Origin) { Init = init });
    }

    private InstanceScope AddBroken(RecordContext context, ParameterSpec parameter, int source)
    {
        var origin = context.Origin.Steps.Count > 0 && context.Origin.Own.Parameter == parameter
            ? context.Origin
            : context.Origin.Append(new Step(parameter, 0, ""));
        var id = Add(new Node(nodes.Count, Join(context.Path, parameter.Name), context.WeightPath, new BrokenOp(), [source], null, origin));
        return new InstanceScope(source) { Current = id, IsBroken = true };
    }

    private int Add(Node node)
    {
        if (nodes.Count >= MaximumNodes)
        {
            if (!isTooLarge)
                problems.Add(TooManyLayers(node.Origin));
            isTooLarge = true;
            return nodes.Count - 1;
        }

        nodes.Add(node);
        return node.Id;
    }

    /// <summary>The repetitions that multiply are to blame; without one, the layer that is one too many.</summary>
    private static Problem TooManyLayers(Origin origin)
    {
        var repeated = origin.Steps.Select(step => step.Parameter).FirstOrDefault(parameter => parameter.Attribute("Repeat") is not null);
        return repeated is null
            ? new Problem("SN0402", origin.Steps[0].Parameter.Place, origin.Steps[0].Parameter.Name, Words.Grouped(MaximumNodes))
            : new Problem("SN0402", repeated.AttributePlace("Repeat"), repeated.Name, Words.Grouped(MaximumNodes));
    }

    /// <summary>The nodes that an attribute's argument names: one name, or several.</summary>
    private int[] Resolve(RecordContext context, InstanceScope scope, ParameterSpec parameter, AttributeSpec attribute, string argument)
    {
        // An attribute in which the C# compiler found an error has been reported; what it names is unknown.
        if (attribute.HasErrors)
            return [AddBroken(context, parameter, scope.Current).Current];
        var names = attribute[argument] is ArrayValue array ? array.Items : [attribute[argument] ?? new OtherValue("null")];
        return [.. names.Select(name => name is TextValue text ? Resolve(context, scope, parameter, attribute.Name, text.Value) : Fail(name))];

        int Fail(ArgumentValue name)
        {
            problems.Add(new Problem("SN0209", parameter.AttributePlace(attribute.Name), parameter.Name, argument, name.Text, "the name of a layer"));
            return AddBroken(context, parameter, scope.Current).Current;
        }
    }

    /// <summary>The node that a reference such as <c>Layer2</c>, <c>Layer1.0.Relu2</c> or <c>Layer.Input</c> names.</summary>
    private int Resolve(RecordContext context, InstanceScope scope, ParameterSpec parameter, string attribute, string name)
    {
        if (name == "Layer.Input")
            return scope.Input;

        var found = scope;
        var record = context.Record;
        var segments = name.Split('.');
        for (var i = 0; i < segments.Length; i++)
        {
            if (!found.Names.TryGetValue(segments[i], out var instances))
                return Fail(Missing(record, found, segments, i, parameter, attribute, name));
            var instance = instances[instances.Count - 1];
            if (i + 1 < segments.Length)
            {
                if (int.TryParse(segments[i + 1], out var index))
                {
                    i++;
                    if (index < 0 || index >= instances.Count)
                        return Fail(new Problem("SN0301", parameter.AttributePlace(attribute), parameter.Name, name, $": {segments[i - 1]} has {Words.Count(instances.Count, "instance")}, numbered from 0"));
                    instance = instances[index];
                }
                else if (instances.Count > 1 && instance.Names.ContainsKey(segments[i + 1]))
                {
                    var inside = segments.Skip(i + 1).Take(CountLeading(instance, segments, i + 1));
                    var all = Enumerable.Range(0, instances.Count)
                        .Select(n => "\"" + string.Join(".", segments.Take(i + 1).Append(Words.Number(n)).Concat(inside)) + "\"").ToArray();
                    return Fail(new Problem("SN0303", parameter.AttributePlace(attribute), parameter.Name, name, segments[i], Words.Number(instances.Count), Words.Or(all)));
                }
            }

            if (instance.IsBroken)
                return instance.Current;
            found = instance;
            record = record?.Parameters.FirstOrDefault(p => p.Name == segments[Math.Min(i, segments.Length - 1)]) is { Role: ParameterRole.Block } inner
                && blocks.TryGetValue(inner.TypeName, out var next) ? next : null;
        }

        return found.Current;

        int Fail(Problem problem)
        {
            problems.Add(problem);
            return AddBroken(context, parameter, scope.Current).Current;
        }
    }

    /// <summary>How many segments of a reference, from one on, lead to something within a scope.</summary>
    private static int CountLeading(InstanceScope scope, string[] segments, int start)
    {
        var i = start;
        while (i < segments.Length && scope.Names.TryGetValue(segments[i], out var instances))
        {
            scope = instances[instances.Count - 1];
            i++;
            if (i < segments.Length && int.TryParse(segments[i], out var index) && index >= 0 && index < instances.Count)
            {
                scope = instances[index];
                i++;
            }
        }

        return i - start;
    }

    private static Problem Missing(
        RecordSpec? record, InstanceScope scope, string[] segments, int index, ParameterSpec parameter, string attribute, string name)
    {
        var segment = segments[index];
        var place = parameter.AttributePlace(attribute);
        var declared = record?.Parameters.FirstOrDefault(other => other.Name == segment);
        var isInside = index > 0;
        var around = string.Join(".", segments.Take(index));
        return declared switch
        {
            { Role: ParameterRole.Constant } => new Problem("SN0301", place, parameter.Name, name, $": {segment} is a constant, not a layer"),
            not null when declared == parameter => new Problem("SN0302", place, parameter.Name, name, "it is the layer itself"),
            not null when !isInside => new Problem("SN0302", place, parameter.Name, name, "it comes later"),
            _ => new Problem("SN0301", place, parameter.Name, name,
                name == "Input" ? "; for the tensor that enters write Layer.Input, without nameof"
                : Words.Nearest(segment, scope.Names.Keys) is { } near ? $"; did you mean {Join(around, near)}?"
                : isInside ? scope.Names.Count > 0 ? $"; {around} has {Words.And([.. scope.Names.Keys])}" : $"; {around} is a layer and has none inside"
                : scope.Names.Count > 0 ? $"; before it: {Words.And([.. scope.Names.Keys])}"
                : "; it is the first layer, which can use Layer.Input only"),
        };
    }

    private void CheckAttributes(ParameterSpec parameter)
    {
        var isBlock = parameter.Role == ParameterRole.Block;
        var declaration = isBlock ? null : OpTable.Find(parameter.TypeName);
        foreach (var attribute in parameter.Attributes.Where(attribute => attribute != AttributeSpec.Unknown))
        {
            var belongs = OpTable.CommonAttributes.Contains(attribute.Name)
                || (isBlock ? attribute.Name == "With" : attribute.Name == parameter.TypeName)
                || (attribute.Name == "Init" && declaration?.TakesInit == true);
            if (belongs)
                continue;
            var advice = IsMistaken(parameter) ? $"write {declaration!.Suggestion} instead"
                : isBlock && attribute.Name == "Init" ? $"put it at the record {Short(parameter.TypeName)}"
                : "remove it";
            problems.Add(new Problem(
                "SN0207", parameter.AttributePlace(attribute.Name), parameter.Name, attribute.Name, isBlock ? Short(parameter.TypeName) : parameter.TypeName, advice));
        }
    }

    /// <summary>Whether a layer that needs its attribute has another layer's.</summary>
    private static bool IsMistaken(ParameterSpec parameter) =>
        OpTable.Find(parameter.TypeName) is { NeedsAttribute: true } && parameter.Attribute(parameter.TypeName) is null
        && parameter.Attributes.Any(attribute => OpTable.Find(attribute.Name) is not null);

    /// <summary>How often a parameter is placed; null where that cannot be read.</summary>
    private int? ReadCount(RecordContext context, ParameterSpec parameter, out int firstIndex)
    {
        firstIndex = 0;
        if (parameter.Attribute("Repeat") is not { } repeat)
            return 1;
        var reader = new Hyperparameters(parameter.Name, parameter.AttributePlace("Repeat"), repeat, context.Constants, Report);
        var count = reader.Int("Count", 1, minimum: 1);
        firstIndex = reader.Int("FirstIndex", 0, minimum: 0);
        return reader.HasErrors ? null : count;
    }

    private string ReadName(ParameterSpec parameter)
    {
        if (parameter.Attribute("Name") is not { HasErrors: false } attribute || attribute["Name"] is not { } name)
            return Words.SnakeCase(parameter.Name);
        var text = (name as TextValue)?.Value;
        var isValid = text is not null
            && (text.Length == 0 || text.Split('.').All(part => part.Length > 0 && part.All(c => c == '_' || (c < 128 && char.IsLetterOrDigit(c)))));
        if (!isValid)
            problems.Add(new Problem("SN0217", parameter.AttributePlace("Name"), parameter.Name, name.Text));
        return text ?? Words.SnakeCase(parameter.Name);
    }

    private Assertion? ReadAssertion(ParameterSpec parameter) =>
        parameter.Attribute("Shape") is { HasErrors: false } attribute
        && ReadShape(attribute, parameter.Name, parameter.AttributePlace("Shape")) is { } shape
            ? new Assertion(shape, parameter)
            : null;

    private WeightInit ReadInit(string layer, SourcePlace owner, AttributeSpec? attribute, WeightInit fallback)
    {
        if (attribute is null || attribute.HasErrors)
            return fallback;
        var place = owner with { Attribute = "Init" };
        var value = attribute["Value"] is DoubleValue real ? real.Value : 0;
        if (float.IsNaN((float)value) || float.IsInfinity((float)value))
        {
            problems.Add(new Problem("SN0210", place, layer, "Value", Words.Real(value), "a finite number"));
            value = 0;
        }

        return new WeightInit(
            OneOf("Weight", Initializers.OfWeight), OneOf("Bias", Initializers.OfBias), OneOf("Mode", Initializers.Modes), value, place);

        string OneOf(string argument, IReadOnlyList<string> names)
        {
            if (attribute[argument] is not TextValue chosen)
                return names[0];
            if (names.Contains(chosen.Value))
                return chosen.Value;
            problems.Add(new Problem("SN0210", place, layer, argument, chosen.Value, Words.Or(names)));
            return names[0];
        }
    }

    /// <summary>Two layers whose tensors would have the same names in weight files.</summary>
    private void CheckNames(Graph graph)
    {
        var first = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => node.Op.HasWeights))
        {
            if (!first.TryGetValue(node.WeightPath, out var other))
            {
                first.Add(node.WeightPath, node);
                continue;
            }

            var step = DivergingStep(node.Origin, other.Origin).Parameter;
            var place = step.Attribute("Name") is not null ? step.AttributePlace("Name") : step.Place;
            problems.Add(new Problem("SN0216", place, node.Path, other.Path, node.WeightPath));
        }
    }

    /// <summary>The first step on which two origins differ: there their names should differ too.</summary>
    private static Step DivergingStep(Origin origin, Origin other)
    {
        var i = 0;
        while (i < origin.Steps.Count - 1 && i < other.Steps.Count && origin.Steps[i] == other.Steps[i])
            i++;
        return origin.Steps[i];
    }

    /// <summary>Layers whose output nobody reads.</summary>
    private void CheckUse(Graph graph)
    {
        // What feeds a broken layer is not known, so nothing can be said about the others.
        if (graph.Nodes.Any(node => node.Op is BrokenOp))
            return;
        var consumers = graph.CountConsumers();
        foreach (var node in graph.Nodes.Skip(1).Where(node => consumers[node.Id] == 0))
        {
            // A block's last layer is the block's output: its use is to blame.
            var depth = graph.Scopes.Where(scope => scope.Last == node.Id + 1).Select(scope => scope.Depth).DefaultIfEmpty(node.Origin.Steps.Count - 1).Min();
            var unused = node.Origin.Steps[depth].Parameter;
            problems.Add(new Problem("SN0304", unused.Place, unused == node.Origin.Own.Parameter ? node.Path : unused.Name));
        }
    }

    /// <summary>Reports a problem with a hyperparameter; a constant that fits nowhere is one mistake.</summary>
    private void Report(Problem problem, GivenConstant? constant)
    {
        if (constant is null || reportedConstants.Add((constant.Place, constant.Name)))
            problems.Add(problem);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : name.Length == 0 ? path : path + "." + name;

    private static string Short(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);

    /// <summary>Where the expansion stands.</summary>
    /// <param name="Record">The record whose parameters are expanded.</param>
    /// <param name="Constants">Its constants.</param>
    /// <param name="Path">The path of the layer or block that is being placed.</param>
    /// <param name="WeightPath">Its path in weight files.</param>
    /// <param name="Origin">The way to it.</param>
    /// <param name="Depth">How many blocks are around it.</param>
    /// <param name="Init">The initialiser of layers that do not say it themselves.</param>
    private sealed record RecordContext(
        RecordSpec Record, Dictionary<string, GivenConstant> Constants, string Path, string WeightPath, Origin Origin, int Depth, WeightInit Init);

    /// <summary>The names that one placement of a layer or block leaves behind.</summary>
    private sealed class InstanceScope(int input)
    {
        public int Input { get; } = input;

        public int Current { get; set; } = input;

        public bool IsBroken { get; init; }

        public Dictionary<string, List<InstanceScope>> Names { get; } = new(StringComparer.Ordinal);
    }
}
