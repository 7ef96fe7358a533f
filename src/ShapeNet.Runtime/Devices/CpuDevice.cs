using System.Runtime.Intrinsics.X86;
using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Runtime;

/// <summary>The processor: the network's SIMD kernels on a fixed set of threads.</summary>
public sealed class CpuDevice : Device
{
    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many threads work, the caller's included; one for each core unless said.</param>
    /// <param name="vectors">The widest vectors to use; the widest that the processor has unless said.</param>
    public CpuDevice(int? threads = null, VectorWidth? vectors = null)
    {
        if (threads < 1)
            throw new DeviceException($"The CPU cannot work with {threads} threads: at least 1.");

        Threads = new CpuThreads(threads ?? Environment.ProcessorCount);
        Vectors = vectors ?? VectorWidths.Widest;
    }

    /// <inheritdoc/>
    public override string Description =>
        $"CPU, {Threads.Count} {(Threads.Count == 1 ? "thread" : "threads")}, {Vectors switch
        {
            VectorWidth.Vector512 => "AVX-512",
            VectorWidth.Vector256 => Avx2.IsSupported ? "AVX2" : "256-bit vectors",
            _ => "no vectors",
        }}";

    /// <summary>The widest vectors in use.</summary>
    public VectorWidth Vectors { get; }

    internal CpuThreads Threads { get; }

    /// <inheritdoc/>
    public override DeviceLimits MeasureLimits() => CpuLimits.Measure(new CpuContext(1, Threads, Vectors));

    internal override TrainingSession OpenTraining(NetworkDefinition definition, int capacity) =>
        new CpuTrainingSession(definition, capacity, this);

    internal override InferenceSession OpenInference(NetworkDefinition definition, int capacity) =>
        new CpuInferenceSession(definition, capacity, this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Threads.Dispose();
    }
}
