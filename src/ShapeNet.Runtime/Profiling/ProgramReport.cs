using System.Collections.Immutable;

namespace ShapeNet.Runtime;

/// <summary>A program as the generator planned it for a device.</summary>
public sealed record ProgramReport
{
    /// <summary>No program.</summary>
    public static ProgramReport Empty { get; } = new();

    /// <summary>The layers that are computed together.</summary>
    public ImmutableArray<FusionReport> Fusions { get; init; } = [];

    /// <summary>How many of the launches belong to the forward pass.</summary>
    public int ForwardLaunches { get; init; }

    /// <summary>The tensors in planned memory, in the order in which they are first used.</summary>
    public ImmutableArray<ValueReport> Values { get; init; } = [];

    /// <summary>The launches, in the order in which they run.</summary>
    public ImmutableArray<LaunchReport> Launches { get; init; } = [];
}

/// <summary>A layer that is computed with the one before it.</summary>
/// <param name="Layer">The first layer of those that are computed together: <c>Layer1[0].Bn2</c>.</param>
/// <param name="Fused">The layer that joins: <c>Layer1[0].Relu2</c>, or <c>loss</c>.</param>
/// <param name="Effect">What that comes to: <c>normalised and rectified in one pass</c>.</param>
/// <param name="FloatsPerImage">Values of the tensor between them, which is never stored as a whole, for each image.</param>
public sealed record FusionReport(string Layer, string Fused, string Effect, long FloatsPerImage);

/// <summary>A tensor in planned memory. Sizes and offsets count float32 values.</summary>
/// <param name="Name">What it is: <c>layer1.0.conv1.output</c>.</param>
/// <param name="PerImage">Whether it grows with the batch: it lies in the part of the memory that does, at its offset times the batch.</param>
/// <param name="Offset">Its first value.</param>
/// <param name="Floats">Its values, for each image where it grows with the batch.</param>
/// <param name="First">The first launch that uses it.</param>
/// <param name="Last">The last launch that uses it; the number of launches where it is read after the program's end.</param>
public sealed record ValueReport(string Name, bool PerImage, long Offset, long Floats, int First, int Last);

/// <summary>One call of a kernel.</summary>
/// <param name="Layer">The layers that it computes: <c>Layer1[0].Bn1 + Layer1[0].Relu1</c>.</param>
/// <param name="Kernel">The kernel: <c>Conv2dKernel.Forward</c>.</param>
/// <param name="Pass">What it is for.</param>
/// <param name="MultiplyAccumulates">Multiply-accumulates for each image, counted as the definition of the layer has them, whatever the algorithm.</param>
/// <param name="FixedFloats">Values that it cannot but read or write, whatever the batch: weights, statistics, their gradients.</param>
/// <param name="FloatsPerImage">Values that it cannot but read or write for each image.</param>
public sealed record LaunchReport(
    string Layer, string Kernel, LaunchPass Pass, long MultiplyAccumulates, long FixedFloats, long FloatsPerImage)
{
    /// <summary>Floating-point operations for a batch: two for each multiply-accumulate.</summary>
    /// <param name="batch">Images.</param>
    public double Flops(int batch) => 2.0 * MultiplyAccumulates * batch;

    /// <summary>Bytes that it cannot but read or write for a batch.</summary>
    /// <param name="batch">Images.</param>
    public double Bytes(int batch) => sizeof(float) * (FixedFloats + ((double)FloatsPerImage * batch));
}

/// <summary>What a launch is for.</summary>
public enum LaunchPass
{
    /// <summary>The forward pass.</summary>
    Forward,

    /// <summary>The loss, and its derivative by the logits.</summary>
    Loss,

    /// <summary>The derivative by a layer's inputs.</summary>
    DataGradient,

    /// <summary>The derivative by a layer's parameters.</summary>
    WeightGradient,
}
