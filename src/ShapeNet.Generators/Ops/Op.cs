using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// One op with its hyperparameters. Everything that the compiler knows about a kind of op stands in the one file of
/// its subclass: shape rule, weights, cost, forward and backward launches.
/// </summary>
internal abstract record Op
{
    /// <summary>The layer type that declares it.</summary>
    public abstract string Kind { get; }

    /// <summary>The hyperparameters that differ from their defaults, for the shape table.</summary>
    public virtual string Details => "";

    /// <summary>The shape rule: what comes out for these inputs, or why nothing can.</summary>
    public abstract Inference Infer(IReadOnlyList<TensorShape> inputs);

    /// <summary>How <paramref name="output"/> came about along one axis, for messages: <c>(10−1)·32 − 2·15 + 64 = 322</c>.</summary>
    public virtual string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) => null;

    /// <summary>
    /// The op with one hyperparameter changed, likeliest mistakes first; a message suggests the first one that mends.
    /// </summary>
    public virtual IEnumerable<Alternative> Alternatives(IReadOnlyList<TensorShape> inputs, TensorShape? wanted) => [];

    /// <summary>The remarks about what is legal but surely not meant.</summary>
    public virtual IEnumerable<Fault> Warnings(IReadOnlyList<TensorShape> inputs, TensorShape output) => [];

    /// <summary>The trained tensors, in the order of weight files.</summary>
    public virtual IEnumerable<WeightSpec> Weights(IReadOnlyList<TensorShape> inputs) => [];

    /// <summary>The running statistics, in the order of weight files.</summary>
    public virtual IEnumerable<RunningSpec> Running(IReadOnlyList<TensorShape> inputs) => [];

    /// <summary>Whether the output always has the first input's shape: what is wrong with it is wrong before.</summary>
    public virtual bool KeepsShape => false;

    /// <summary>Multiply-accumulates of one image's forward pass.</summary>
    public virtual long MultiplyAccumulates(IReadOnlyList<TensorShape> inputs, TensorShape output) => 0;

    /// <summary>Whether an initialiser may stand at the layer.</summary>
    public virtual bool HasWeights => false;

    /// <summary>What is wrong with an initialiser for these shapes, if anything.</summary>
    public virtual Fault? CheckInit(WeightInit init, IReadOnlyList<TensorShape> inputs) => null;

    /// <summary>Whether one image is too small a batch to train with.</summary>
    public virtual bool NeedsTwoImages(TensorShape output) => false;

    /// <summary>Writes the forward launches.</summary>
    public abstract void Forward(Lowering lowering);

    /// <summary>Writes the launches that turn the output's gradient into the inputs' and the weights' gradients.</summary>
    public abstract void Backward(Lowering lowering);
}

/// <summary>The outcome of a shape rule: a shape, or a fault with the shape to go on with, if one can be guessed.</summary>
internal readonly record struct Inference(TensorShape? Shape, Fault? Fault)
{
    public static implicit operator Inference(TensorShape shape) => new(shape, null);

    public static Inference Fails(Fault fault, TensorShape? recovery = null) => new(recovery, fault);
}

/// <summary>What is wrong, before it is known which layer it is said of.</summary>
/// <param name="Id">The diagnostic's ID.</param>
/// <param name="Arguments">What fills the text's holes behind the layer's name.</param>
internal sealed record Fault(string Id, params string[] Arguments)
{
    /// <summary>The input that does not go with the first one: the message says where both come from.</summary>
    public int? OtherInput { get; init; }

    /// <summary>What to do about it, where no changed hyperparameter mends it.</summary>
    public string? Advice { get; init; }
}

/// <summary>An op with one hyperparameter changed.</summary>
/// <param name="Argument">The attribute's argument: <c>OutputPadding</c>.</param>
/// <param name="Value">Its new value.</param>
/// <param name="Op">The changed op.</param>
internal sealed record Alternative(string Argument, ArgumentValue Value, Op Op)
{
    public Alternative(string argument, int value, Op op)
        : this(argument, new IntValue(value), op)
    {
    }

    /// <summary>The change as a message suggests it: <c>output padding 1</c>.</summary>
    public string Text => $"{Words.SnakeCase(Argument).Replace('_', ' ')} {Value.Text}";
}

/// <summary>A window with one hyperparameter changed.</summary>
internal sealed record WindowAlternative(string Argument, ArgumentValue Value, Window Window)
{
    public Alternative Of(Op op) => new(Argument, Value, op);
}

/// <summary>A trained tensor of an op.</summary>
/// <param name="Name">Its name within the layer: <c>weight</c>.</param>
/// <param name="Shape">Its shape in weight files.</param>
/// <param name="Layout">How it lies in the arena: a name of the runtime's <c>ParameterLayout</c>.</param>
/// <param name="FanIn">Input values times kernel positions.</param>
/// <param name="FanOut">Output values times kernel positions.</param>
/// <param name="FixedInit">The initialiser, where the declaration does not choose it (batch normalisation).</param>
internal sealed record WeightSpec(
    string Name, EquatableArray<int> Shape, string Layout, int FanIn, int FanOut, string? FixedInit = null)
{
    public long Elements => Saturating.Product([.. Shape]);
}

/// <summary>A running statistic of an op.</summary>
internal sealed record RunningSpec(string Name, int Size, float InitialValue);
