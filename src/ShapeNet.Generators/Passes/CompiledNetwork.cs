using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Passes;

/// <summary>A network that fits, with everything that the emitter prints.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Graph">The graph with all shapes.</param>
/// <param name="Weights">Where tensors lie.</param>
/// <param name="Report">The shape table.</param>
/// <param name="Cpu">The programs for the CPU.</param>
/// <param name="Ilgpu">The programs for ILGPU's accelerators.</param>
internal sealed record CompiledNetwork(
    NetworkSpec Spec, Graph Graph, WeightTable Weights, Report Report, TargetPrograms Cpu, TargetPrograms Ilgpu);

/// <summary>A target's programs.</summary>
/// <param name="Training">Forward, loss and backward.</param>
/// <param name="Inference">Forward, folded.</param>
internal sealed record TargetPrograms(PlannedProgram Training, PlannedProgram Inference)
{
    /// <summary>The values that the largest tensor has for one image.</summary>
    public long LargestFloatsPerImage => Training.Plan.Values.Concat(Inference.Plan.Values)
        .Where(value => value.Storage == Storage.PerImage).Aggregate(0L, (largest, value) => Math.Max(largest, value.Floats));
}

/// <summary>A program with its memory.</summary>
/// <param name="Graph">The fused graph that it was made from.</param>
/// <param name="Plan">Its launches.</param>
/// <param name="Memory">The sizes of its memory.</param>
internal sealed record PlannedProgram(Graph Graph, KernelPlan Plan, MemoryLayout Memory);
