using System.Collections.Immutable;
using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Ilgpu;

namespace ShapeNet.Runtime;

/// <summary>What the generator knows about a network and tells the runtime; emitted once per network.</summary>
public sealed class NetworkDefinition
{
    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>Channels, rows and columns of one input image, or its features.</summary>
    public required ImmutableArray<int> InputShape { get; init; }

    /// <summary>Channels, rows and columns of one output, or its features.</summary>
    public required ImmutableArray<int> OutputShape { get; init; }

    /// <summary>The trained tensors, in the order of the declaration.</summary>
    public required ImmutableArray<ParameterDefinition> Parameters { get; init; }

    /// <summary>The running statistics, in the order of the declaration.</summary>
    public required ImmutableArray<BufferDefinition> Buffers { get; init; }

    /// <summary>One row for each layer, in the order in which data flows.</summary>
    public required ImmutableArray<LayerReport> Layers { get; init; }

    /// <summary>
    /// The first layer that cannot be trained with a batch of one image, or null: a batch normalisation whose channels have one value in each image.
    /// </summary>
    public string? LayerNeedingTwoImages { get; init; }

    /// <summary>Makes the plan of a training step on the CPU as data; empty for a program that no generator wrote.</summary>
    public Func<ProgramReport> TrainingReport { get; init; } = () => ProgramReport.Empty;

    /// <summary>Makes the plan of inference on the CPU as data; empty for a program that no generator wrote.</summary>
    public Func<ProgramReport> InferenceReport { get; init; } = () => ProgramReport.Empty;

    /// <summary>The memory of a training step on the CPU.</summary>
    public required MemoryPlan TrainingMemory { get; init; }

    /// <summary>The memory of inference on the CPU.</summary>
    public required MemoryPlan InferenceMemory { get; init; }

    /// <summary>Forward, loss and backward on the CPU.</summary>
    public required CpuTrainingProgram CpuTraining { get; init; }

    /// <summary>Inference on the CPU, batch normalisation folded.</summary>
    public required CpuInferenceProgram CpuInference { get; init; }

    /// <summary>The programs for ILGPU's accelerators; null where a network was written by hand for the CPU alone.</summary>
    public IlgpuDefinition? Ilgpu { get; init; }

    /// <summary>Values in the parameter block, gaps for alignment included.</summary>
    public required long ParameterFloats { get; init; }

    /// <summary>Values in the block of running statistics, gaps for alignment included.</summary>
    public required long BufferFloats { get; init; }

    /// <summary>Trained values.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Elements);

    /// <summary>Multiply-accumulates of one image's forward pass: the rows of blocks count what they hold.</summary>
    public long MultiplyAccumulates => Layers.Where(layer => layer.Depth == 0).Sum(layer => layer.MultiplyAccumulates);

    /// <summary>Classes: the channels of the output, or its features.</summary>
    public int Classes => OutputShape[0];

    /// <summary>Labels of one image: one for each position of the output, or a single one.</summary>
    public int LabelsPerImage => OutputShape.AsSpan()[1..].Product();

    /// <summary>The bytes that a trainer takes on the CPU (<see cref="NetworkOnDevice.ReadPlan"/> tells of its own device): parameters, gradients, momentum, statistics and the program's memory.</summary>
    /// <param name="capacity">Images in a full batch.</param>
    public long TrainingArenaBytes(int capacity) => ArenaPlan.ForTraining(this, TrainingMemory, capacity).Bytes;

    /// <summary>The bytes that a predictor takes on the CPU: parameters, statistics, folded weights and the program's memory.</summary>
    /// <param name="capacity">Images in a full batch.</param>
    public long InferenceArenaBytes(int capacity) => ArenaPlan.ForInference(this, InferenceMemory, CpuInference.PreparedFloats, capacity).Bytes;
}

/// <summary>How a weight lies in the arena. Weight files always hold PyTorch's order.</summary>
public enum ParameterLayout
{
    /// <summary>As in PyTorch: vectors.</summary>
    Vector,

    /// <summary>
    /// PyTorch's (A, B, rows, columns) lies as [rows][columns][B][A]: OIHW as HWIO. A transposed convolution's
    /// (in, out, rows, columns) is the OIHW of its adjoint convolution and lies the same way.
    /// </summary>
    Kernel2d,

    /// <summary>PyTorch's (out, in) lies as [in][out].</summary>
    Matrix,
}

/// <summary>A trained tensor.</summary>
/// <param name="Name">Its name in weight files: <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Shape">Its shape in weight files.</param>
/// <param name="Layout">How it lies in the arena.</param>
/// <param name="Offset">Its first value in the parameter block (and its gradient's in the gradient block).</param>
/// <param name="Initialization">Its first values.</param>
public sealed record ParameterDefinition(
    string Name, ImmutableArray<int> Shape, ParameterLayout Layout, long Offset, Initialization Initialization)
{
    /// <summary>The product of <see cref="Shape"/>.</summary>
    public int Elements => Shape.AsSpan().Product();
}

/// <summary>A parameter's first values, with what the initialiser depends on worked out.</summary>
/// <param name="Initializer">The distribution.</param>
/// <param name="FanIn">Input channels per group times kernel positions, as PyTorch counts them for this tensor's layer.</param>
/// <param name="FanOut">Output channels per group times kernel positions, as PyTorch counts them.</param>
/// <param name="Mode">Which fan the Kaiming initialisers divide by.</param>
/// <param name="Value">The value of <see cref="Initializer.Constant"/>.</param>
public sealed record Initialization(Initializer Initializer, int FanIn, int FanOut, FanMode Mode = FanMode.FanIn, double Value = 0);

/// <summary>A tensor that is kept with the parameters but not trained by gradients: a running mean or variance.</summary>
/// <param name="Name">Its name in weight files: <c>bn1.running_mean</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Its first value in the block of running statistics.</param>
/// <param name="InitialValue">What all its values are before training.</param>
public sealed record BufferDefinition(string Name, ImmutableArray<int> Shape, long Offset, float InitialValue)
{
    /// <summary>The product of <see cref="Shape"/>.</summary>
    public int Elements => Shape.AsSpan().Product();
}

/// <summary>One row of the shape table.</summary>
/// <param name="Path">Where the layer stands in the declaration: <c>Layer1[0].Conv1</c>.</param>
/// <param name="Kind">The layer's type: <c>Conv2d</c>.</param>
/// <param name="Details">The hyperparameters that differ from their defaults: <c>3×3, padding 1</c>.</param>
/// <param name="Inputs">The shapes that enter.</param>
/// <param name="Output">The shape that leaves.</param>
/// <param name="Parameters">Trained values.</param>
/// <param name="MultiplyAccumulates">Multiply-accumulates of one image's forward pass.</param>
/// <param name="Depth">How many blocks the row lies in; a block's own row comes before its layers' rows.</param>
/// <param name="From">The paths of the layers that it reads, one for each input; empty text for the network's input.</param>
public sealed record LayerReport(
    string Path, string Kind, string Details, ImmutableArray<string> Inputs, string Output,
    long Parameters, long MultiplyAccumulates, int Depth, ImmutableArray<string> From);

/// <summary>
/// The memory of a program: a part of fixed size, and a part that grows by the same amount with each image.
/// Sizes and offsets count float32 values; the per-image part of a batch of n starts behind the fixed part,
/// and a tensor at per-image offset o starts at o·n within it.
/// </summary>
/// <param name="FixedFloats">Values that do not depend on the batch: statistics, packed weights, partial sums.</param>
/// <param name="FloatsPerImage">Values for each image of the batch, tensors that never live at once sharing their place.</param>
/// <param name="UnplannedFixedFloats">What the fixed part would take if every tensor had a place of its own.</param>
/// <param name="UnplannedFloatsPerImage">What the per-image part would take if every tensor had a place of its own.</param>
/// <param name="InputOffset">Where the program reads its input: a per-image offset. The CPU's inference reads the caller's memory instead.</param>
/// <param name="OutputOffset">Where the program leaves the network's output: a per-image offset. The CPU's inference writes the caller's memory instead, and so does training where the last layer and the loss are one kernel.</param>
public sealed record MemoryPlan(
    long FixedFloats, long FloatsPerImage, long UnplannedFixedFloats, long UnplannedFloatsPerImage,
    long InputOffset, long OutputOffset)
{
    /// <summary>The bytes that the program needs for a batch.</summary>
    /// <param name="batch">Images.</param>
    public long Bytes(int batch) => sizeof(float) * (FixedFloats + FloatsPerImage * batch);

    /// <summary>The bytes that the program would need if every tensor had a place of its own.</summary>
    /// <param name="batch">Images.</param>
    public long UnplannedBytes(int batch) => sizeof(float) * (UnplannedFixedFloats + UnplannedFloatsPerImage * batch);
}
