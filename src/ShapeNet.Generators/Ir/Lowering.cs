using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Ir;

/// <summary>What an op sees of the program while it writes its launches.</summary>
internal sealed class Lowering(ProgramBuilder program, Graph graph, Node node)
{
    public bool IsTraining => program.IsTraining;

    /// <summary>Whether weights are kept in the form that the CPU's kernels read: where they do not change between batches.</summary>
    public bool KeepsPackedWeights => program is { IsTraining: false, Target: Target.Cpu };

    /// <summary>The op's layer, for names.</summary>
    public string WeightPath => node.WeightPath;

    /// <summary>The op's index in the graph: makes random streams different.</summary>
    public int NodeId => node.Id;

    public TensorShape OutputShape => node.KnownShape;

    public IReadOnlyList<TensorShape> InputShapes { get; } = [.. node.Inputs.Select(input => graph.Nodes[input].KnownShape)];

    public int InputCount => node.Inputs.Count;

    /// <summary>An input's values.</summary>
    public Value Input(int index) => program.OutputOf(node.Inputs[index]);

    /// <summary>The output's values.</summary>
    public Value Output => program.OutputOf(node.Id);

    /// <summary>Makes the output the very values of an input: an op that changes nothing.</summary>
    public void PassThrough(int input) => program.SetOutput(node.Id, Input(input));

    /// <summary>A trained tensor, or null where the op has no such tensor.</summary>
    public Value? Weight(string name) => program.Parameter(node.WeightPath, name);

    /// <summary>The gradient of a trained tensor, or null where the op has no such tensor.</summary>
    public Value? WeightGradient(string name) => program.ParameterGradient(node.WeightPath, name);

    /// <summary>A trained tensor of a layer that was fused into this one.</summary>
    public Value WeightOf(string weightPath, string name) =>
        program.Parameter(weightPath, name) ?? throw new InvalidOperationException($"{weightPath} has no tensor '{name}'");

    /// <summary>A running statistic of a layer that was fused into this one.</summary>
    public Value RunningOf(string weightPath, string name) => program.RunningStatistic(weightPath, name);

    public Value Running(string name) => program.RunningStatistic(node.WeightPath, name);

    /// <summary>A value of fixed size that the forward pass leaves for the backward pass.</summary>
    public Value SavedFixed(string name, long floats) => program.Saved(node.Id, name, Storage.Fixed, floats, $"{node.WeightPath}.{name}");

    /// <summary>A value per image that the forward pass leaves for the backward pass.</summary>
    public Value SavedPerImage(string name, long floats) => program.Saved(node.Id, name, Storage.PerImage, floats, $"{node.WeightPath}.{name}");

    /// <summary>A value made when the weights change.</summary>
    public Value Prepared(string name, long floats) => program.Saved(node.Id, name, Storage.Prepared, floats, $"{node.WeightPath}.{name}");

    /// <summary>Memory for one launch; none where the size for the program's target is zero.</summary>
    public Value? Scratch(ScratchSize cpu, ScratchSize device) =>
        program.Scratch(cpu, device, $"{node.WeightPath}.scratch");

    /// <summary>The gradient of the loss by the output. It may be overwritten only where <see cref="OwnsOutputGradient"/>.</summary>
    public Value OutputGradient => program.GradientOf(node.Id);

    /// <summary>Whether no other op still reads the output's gradient.</summary>
    public bool OwnsOutputGradient => program.OwnsGradient(node.Id);

    /// <summary>Whether anything trained lies before an input.</summary>
    public bool WantsInputGradient(int index) => program.WantsGradient(node.Inputs[index]);

    /// <summary>Where a kernel writes an input's gradient: fresh, or added to what other consumers left there.</summary>
    public Operand InputGradient(string role, int index) => program.ContributeGradient(node.Inputs[index], role);

    /// <summary>Whether an input has gradients of other consumers already.</summary>
    public bool HasInputGradient(int index) => program.HasGradient(node.Inputs[index]);

    /// <summary>Hands a gradient on as an input's: shared where it is the first, added where it is not.</summary>
    public void PassGradient(int index, Value gradient) =>
        program.PassGradient(node.Inputs[index], gradient, InputShapes[index], node.Title);

    /// <summary>Adds a launch to the program.</summary>
    public void Launch(string kernel, string method, KernelShape? shape, params Operand[] operands) =>
        program.Add(new Launch(kernel, method, shape, [.. operands], node.Title));

    /// <summary>Makes the network's output only for those who ask for it, where they want it.</summary>
    public void LaunchOnDemand(string kernel, string method, KernelShape? shape, params Operand[] operands)
    {
        program.UseCallersOutput();
        program.Add(new Launch(kernel, method, shape, [.. operands], node.Title) { IsOnDemand = true });
    }

    /// <summary>The batch's labels, losses and counts.</summary>
    public Value Host(Storage storage) => program.Host(storage);

    /// <summary>Adds a launch whose written operand may take over the memory of a read one.</summary>
    public void LaunchInPlace(string kernel, string method, KernelShape? shape, (string Written, string Read)[] inPlace, params Operand[] operands) =>
        program.Add(new Launch(kernel, method, shape, [.. operands], node.Title)
        {
            InPlace = [.. inPlace.Select(pair => (operands.First(operand => operand.Role == pair.Written), operands.First(operand => operand.Role == pair.Read)))],
        });

    /// <summary>Adds a launch that runs once after the weights change.</summary>
    public void Prepare(string kernel, string method, KernelShape? shape, params Operand[] operands) =>
        program.AddPrepare(new Launch(kernel, method, shape, [.. operands], node.Title));
}
