using System.Collections.Immutable;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ir;

/// <summary>A program as the launches of kernels in the order in which they run, with the memory they use.</summary>
/// <param name="Name">What it is: <c>training</c> or <c>inference</c>.</param>
/// <param name="Values">All values, in the order in which they are first used.</param>
/// <param name="Launches">All launches, in order.</param>
/// <param name="ForwardLaunches">How many of the launches belong to the forward pass.</param>
/// <param name="PrepareLaunches">The launches that run once after the weights change.</param>
/// <param name="Input">The program's input.</param>
/// <param name="Output">The network's output.</param>
internal sealed record KernelPlan(
    string Name,
    ImmutableArray<Value> Values,
    ImmutableArray<Launch> Launches,
    int ForwardLaunches,
    ImmutableArray<Launch> PrepareLaunches,
    Value Input,
    Value Output)
{
    /// <summary>The launches of the forward pass.</summary>
    public IEnumerable<Launch> Forward => Launches.Take(ForwardLaunches).Where(launch => !launch.IsOnDemand);

    /// <summary>The loss, and the launches of the backward pass.</summary>
    public IEnumerable<Launch> Backward => Launches.Skip(ForwardLaunches);

    /// <summary>The launches that write the output for those who ask for it after the forward pass.</summary>
    public IEnumerable<Launch> OnDemand => Launches.Where(launch => launch.IsOnDemand);

    /// <summary>The size of all prepared values.</summary>
    public long PreparedFloats =>
        Values.Where(value => value.Storage == Storage.Prepared).Aggregate(0L, (end, value) => Math.Max(end, value.Offset + WeightTable.Align(value.Floats)));
}

/// <summary>What a program runs on: targets differ in the temporary memory of kernels, and in how inference keeps its weights.</summary>
internal enum Target
{
    /// <summary>The runtime's SIMD kernels.</summary>
    Cpu,

    /// <summary>Emitted ILGPU kernels.</summary>
    Ilgpu,
}

/// <summary>Which memory a value lies in.</summary>
internal enum Storage
{
    /// <summary>Planned; one piece for each image of the batch.</summary>
    PerImage,

    /// <summary>Planned; of fixed size.</summary>
    Fixed,

    /// <summary>Made when the weights change and kept until they change again.</summary>
    Prepared,

    /// <summary>The parameter block.</summary>
    Parameter,

    /// <summary>The gradient block, with the parameter's offset.</summary>
    Gradient,

    /// <summary>The block of running statistics.</summary>
    Running,

    /// <summary>The caller's images.</summary>
    Input,

    /// <summary>The caller's room for the network's output.</summary>
    Output,

    /// <summary>The labels of the batch.</summary>
    Labels,

    /// <summary>The loss of each image.</summary>
    Losses,

    /// <summary>For each image, the positions that were classified rightly.</summary>
    Correct,

    /// <summary>For each image, the positions that counted.</summary>
    Counted,
}

/// <summary>Something in memory that kernels read or write. Two values are the same only if they are the same object.</summary>
internal sealed class Value(int id, string name, Storage storage, long floats, long offset = 0)
{
    public int Id { get; } = id;

    /// <summary>What it is, for readers: <c>layer1.0.conv1.output</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The memory it lies in; the program's own input and output may be the caller's.</summary>
    public Storage Storage { get; set; } = storage;

    /// <summary>How many float32 values it takes, per image or altogether as its storage says.</summary>
    public long Floats { get; } = floats;

    /// <summary>Its first value within its storage; the memory plan sets it for planned values.</summary>
    public long Offset { get; set; } = offset;

    public bool IsPlanned => Storage is Storage.PerImage or Storage.Fixed;
}

internal enum Access
{
    Read,
    Write,

    /// <summary>Adds to what is there.</summary>
    Accumulate,

    /// <summary>Changes a part of what is there, or all of it from its old values.</summary>
    Modify,
}

/// <summary>An argument of a launch: a value with what the kernel does to it, or a literal.</summary>
/// <param name="Role">The kernel's parameter.</param>
/// <param name="Value">The value; null where the operand is absent or a literal.</param>
/// <param name="Access">What the kernel does to the value.</param>
/// <param name="Literal">The argument's text where it is not a value.</param>
internal sealed record Operand(string Role, Value? Value, Access Access, string? Literal = null)
{
    public static Operand Read(string role, Value? value) => new(role, value, Access.Read);

    public static Operand Write(string role, Value? value) => new(role, value, Access.Write);

    public static Operand Text(string role, string literal) => new(role, null, Access.Read, literal);

    /// <summary>
    /// Whether the kernel can either replace or add to the value and is told which by an argument of its own.
    /// </summary>
    public bool SaysAccumulate { get; init; }

    public bool Reads => Value is not null && Access is not Access.Write;

    public bool Writes => Value is not null && Access is not Access.Read;
}

/// <summary>One call of a kernel.</summary>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="Method">The method: <c>Forward</c>.</param>
/// <param name="Shape">The shape that the kernel is specialised for, if it is.</param>
/// <param name="Operands">The arguments, in order.</param>
/// <param name="Layer">The layer that asked for it.</param>
internal sealed record Launch(string Kernel, string Method, KernelShape? Shape, ImmutableArray<Operand> Operands, string Layer)
{
    /// <summary>Pairs of a written operand and a read one whose memory it may take over.</summary>
    public ImmutableArray<(Operand Written, Operand Read)> InPlace { get; init; } = [];

    /// <summary>Whether it runs only for those who ask for the output: nothing else reads what it writes.</summary>
    public bool IsOnDemand { get; init; }

    /// <summary>Whether it may write one value where it reads the other. A value that is read as two operands must allow it as both.</summary>
    public bool MayOverwrite(Value read, Value written) => Operands.Where(operand => operand.Reads && operand.Value == read)
        .All(operand => InPlace.Any(pair => pair.Written.Value == written && pair.Read == operand));
}

/// <summary>A shape that kernels are specialised for: the constants of one of the runtime's shape interfaces.</summary>
/// <param name="Name">A name that says all the constants, so that equal names mean equal shapes.</param>
/// <param name="Interface">The interface it implements: <c>IConv2dShape</c>.</param>
/// <param name="Members">The constants, as type, name and literal.</param>
internal sealed record KernelShape(string Name, string Interface, EquatableArray<ShapeMember> Members);

/// <summary>One constant of a <see cref="KernelShape"/>.</summary>
internal sealed record ShapeMember(string Type, string Name, string Literal)
{
    public static ShapeMember Int(string name, int value) => new("int", name, Words.Number(value));

    public static ShapeMember Bool(string name, bool value) => new("bool", name, value ? "true" : "false");

    public static ShapeMember Float(string name, double value) => new("float", name, Words.Real(value) + "f");
}

/// <summary>Temporary memory of one launch, in float32 values.</summary>
internal readonly record struct ScratchSize(long Fixed, long PerImage);
