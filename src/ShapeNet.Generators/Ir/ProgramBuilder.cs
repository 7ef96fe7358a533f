using System.Collections.Immutable;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Ir;

/// <summary>Collects a program's values and launches while the ops are lowered.</summary>
internal sealed class ProgramBuilder
{
    private readonly Graph graph;
    private readonly WeightTable weights;
    private readonly List<Value> values = [];
    private readonly List<Launch> launches = [];
    private readonly List<Launch> prepare = [];
    private readonly Value?[] outputs;
    private readonly Value?[] gradients;
    private readonly bool[] wantsGradient;
    private readonly bool[] isDone;

    // Keys are texts, not tuples: dictionaries over tuples would be compiled at the first run of every compiler.
    private readonly Dictionary<string, Value>?[] saved;
    private readonly Dictionary<string, Value> kept = new(StringComparer.Ordinal);
    private long preparedFloats;

    public ProgramBuilder(Graph graph, WeightTable weights, Target target, bool isTraining)
    {
        Target = target;
        this.graph = graph;
        this.weights = weights;
        IsTraining = isTraining;
        outputs = new Value?[graph.Nodes.Length];
        gradients = new Value?[graph.Nodes.Length];
        saved = new Dictionary<string, Value>?[graph.Nodes.Length];
        isDone = new bool[graph.Nodes.Length];
        wantsGradient = new bool[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
            wantsGradient[node.Id] = node.Op.HasWeights || node.Inputs.Any(input => wantsGradient[input]);
    }

    public bool IsTraining { get; }

    public Target Target { get; }

    public int LaunchCount => launches.Count;

    public Value OutputOf(int node) =>
        outputs[node] ??= Planned($"{graph.Nodes[node].WeightPath}.output", Storage.PerImage, graph.Nodes[node].KnownShape.Elements);

    public void SetOutput(int node, Value value) => outputs[node] = value;

    public Value? Parameter(string path, string name) => Kept(Storage.Parameter, path, name);

    public Value? ParameterGradient(string path, string name) => Kept(Storage.Gradient, path, name);

    public Value RunningStatistic(string path, string name) =>
        Kept(Storage.Running, path, name) ?? throw new InvalidOperationException($"{path} has no running statistic '{name}'");

    /// <summary>The batch's labels, losses and counts.</summary>
    public Value Host(Storage storage) => Kept(storage, storage.ToString().ToLowerInvariant(), 0, 0);

    public Value Saved(int node, string name, Storage storage, long floats, string fullName)
    {
        var ofNode = saved[node] ??= new(StringComparer.Ordinal);
        if (!ofNode.TryGetValue(name, out var value))
            ofNode.Add(name, value = storage == Storage.Prepared ? NewPrepared(fullName, floats) : Planned(fullName, storage, floats));
        return value;
    }

    /// <summary>
    /// Memory for one launch. A kernel whose scratch has a fixed and a per-image part gets one piece that holds both
    /// for any batch, since a batch has at least one image.
    /// </summary>
    public Value? Scratch(ScratchSize cpu, ScratchSize device, string name) => (Target == Target.Cpu ? cpu : device) switch
    {
        { Fixed: 0, PerImage: 0 } => null,
        { PerImage: 0 } size => Planned(name, Storage.Fixed, size.Fixed),
        var size => Planned(name, Storage.PerImage, size.PerImage + size.Fixed),
    };

    public bool WantsGradient(int node) => wantsGradient[node];

    public bool HasGradient(int node) => gradients[node] is not null;

    public Value GradientOf(int node) =>
        gradients[node] ?? throw new InvalidOperationException($"no gradient reaches {graph.Nodes[node].Path}");

    /// <summary>Whether the node's gradient is nobody else's: no node that is still to be differentiated shares its memory.</summary>
    public bool OwnsGradient(int node)
    {
        var value = gradients[node];
        for (var other = 0; other < gradients.Length; other++)
        {
            if (other != node && !isDone[other] && ReferenceEquals(gradients[other], value))
                return false;
        }

        return true;
    }

    /// <summary>Says that a node's backward launches are written: it reads its gradient no more.</summary>
    public void Finish(int node) => isDone[node] = true;

    public void SetGradient(int node, Value value) => gradients[node] = value;

    public Operand ContributeGradient(int node, string role)
    {
        if (gradients[node] is null)
        {
            gradients[node] = NewGradient(node);
            return new Operand(role, gradients[node], Access.Write) { SaysAccumulate = true };
        }

        Unshare(node);
        return new Operand(role, gradients[node], Access.Accumulate) { SaysAccumulate = true };
    }

    public void PassGradient(int node, Value gradient, TensorShape shape, string layer)
    {
        if (gradients[node] is null)
        {
            gradients[node] = gradient;
            return;
        }

        Unshare(node);
        Add(new Launch("AccumulateKernel", "Run", KernelShapes.Channels(shape), [
            Operand.Read("input", gradient),
            new Operand("output", gradients[node], Access.Accumulate)], layer));
    }

    public void Add(Launch launch) => launches.Add(launch);

    public void AddPrepare(Launch launch) => prepare.Add(launch);

    public KernelPlan Build(string name, int forwardLaunches) => new(
        name, [.. values], [.. launches], forwardLaunches, [.. prepare], OutputOf(0), OutputOf(graph.Output.Id));

    /// <summary>Makes the program read its input and write its output where the caller has them.</summary>
    public void UseCallersMemory()
    {
        var input = OutputOf(0);
        if (ReferenceEquals(input, OutputOf(graph.Output.Id)))
        {
            var output = Planned($"{graph.Output.WeightPath}.copy", Storage.PerImage, input.Floats);
            SetOutput(graph.Output.Id, output);
            Add(new Launch("CopyKernel", "Run", KernelShapes.Channels(graph.Output.KnownShape), [
                Operand.Read("input", input), Operand.Write("output", output)], graph.Output.Title));
        }

        input.Storage = Storage.Input;
        UseCallersOutput();
    }

    /// <summary>Makes the program write its output where the caller has it.</summary>
    public void UseCallersOutput() => OutputOf(graph.Output.Id).Storage = Storage.Output;

    /// <summary>Gives a node a gradient of its own before it is added to, where another node still reads the shared one.</summary>
    private void Unshare(int node)
    {
        if (OwnsGradient(node))
            return;
        var shared = GradientOf(node);
        var own = NewGradient(node);
        Add(new Launch("CopyKernel", "Run", KernelShapes.Channels(graph.Nodes[node].KnownShape), [
            Operand.Read("input", shared), Operand.Write("output", own)], graph.Nodes[node].Title));
        gradients[node] = own;
    }

    private Value NewGradient(int node) =>
        Planned($"{graph.Nodes[node].WeightPath}.gradient", Storage.PerImage, graph.Nodes[node].KnownShape.Elements);

    private Value Planned(string name, Storage storage, long floats) => Add(new Value(values.Count, name, storage, floats));

    private Value NewPrepared(string name, long floats)
    {
        var value = Add(new Value(values.Count, name, Storage.Prepared, floats, preparedFloats));
        preparedFloats += WeightTable.Align(floats);
        return value;
    }

    private Value? Kept(Storage storage, string path, string name)
    {
        var fullName = $"{path}.{name}";
        return weights.Find(fullName) is { } entry ? Kept(storage, fullName, entry.Floats, entry.Offset) : null;
    }

    private Value Kept(Storage storage, string fullName, long floats, long offset)
    {
        var key = $"{(int)storage} {fullName}";
        if (!kept.TryGetValue(key, out var value))
            kept.Add(key, value = Add(new Value(values.Count, fullName, storage, floats, offset)));
        return value;
    }

    private Value Add(Value value)
    {
        values.Add(value);
        return value;
    }
}
