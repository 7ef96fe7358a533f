using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>A network's programs for ILGPU's accelerators.</summary>
/// <param name="TrainingMemory">The memory of a training step.</param>
/// <param name="InferenceMemory">The memory of inference.</param>
/// <param name="PreparedFloats">Values that inference makes from the parameters and that stay until they change.</param>
/// <param name="LargestFloatsPerImage">The values that the largest tensor has for one image.</param>
/// <param name="CreateTraining">Compiles the kernels of a training step for an accelerator.</param>
/// <param name="CreateInference">Compiles the kernels of inference for an accelerator.</param>
/// <param name="TrainingReport">Makes the plan of a training step as data.</param>
/// <param name="InferenceReport">Makes the plan of inference as data.</param>
public sealed record IlgpuDefinition(
    MemoryPlan TrainingMemory,
    MemoryPlan InferenceMemory,
    long PreparedFloats,
    long LargestFloatsPerImage,
    Func<Accelerator, IlgpuTrainingProgram> CreateTraining,
    Func<Accelerator, IlgpuInferenceProgram> CreateInference,
    Func<ProgramReport> TrainingReport,
    Func<ProgramReport> InferenceReport)
{
    /// <summary>The bytes that a trainer takes on an accelerator: parameters, gradients, momentum, statistics, the program's memory, and batches on their way.</summary>
    /// <param name="network">The network whose programs these are.</param>
    /// <param name="capacity">Images in a full batch.</param>
    public long TrainingBytes(NetworkDefinition network, int capacity) =>
        IlgpuMemory.BytesFor(network, ArenaPlan.ForTraining(network, TrainingMemory, capacity), capacity);

    /// <summary>The bytes that a predictor takes on an accelerator: parameters, statistics, folded weights, the program's memory, and batches on their way.</summary>
    /// <param name="network">The network whose programs these are.</param>
    /// <param name="capacity">Images in a full batch.</param>
    public long InferenceBytes(NetworkDefinition network, int capacity) =>
        IlgpuMemory.BytesFor(network, ArenaPlan.ForInference(network, InferenceMemory, PreparedFloats, capacity), capacity);
}
