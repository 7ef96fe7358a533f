using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>A network that is being trained on an accelerator.</summary>
internal sealed class IlgpuTrainingSession : TrainingSession
{
    private readonly NetworkDefinition definition;
    private readonly MemoryPlan program;
    private readonly IlgpuMemory memory;
    private readonly IlgpuRun run;
    private readonly IlgpuTrainingProgram code;
    private readonly Action<AcceleratorStream, KernelConfig, int, float, float, float, ArrayView<float>, ArrayView<float>, ArrayView<float>> update;
    private readonly int outputElements;
    private readonly float[] results;

    public IlgpuTrainingSession(NetworkDefinition definition, int capacity, IlgpuDevice device)
    {
        this.definition = definition;
        program = definition.Ilgpu.TrainingMemory;
        outputElements = definition.OutputShape.AsSpan().Product();
        var inputElements = definition.InputShape.AsSpan().Product();
        var plan = ArenaPlan.ForTraining(definition, program, capacity);
        memory = new IlgpuMemory(
            device, plan, (long)Math.Max(inputElements, definition.LabelsPerImage) * capacity, $"training {definition.Name} in batches of {capacity}");
        run = new IlgpuRun(memory.View, plan, program, memory.Stream);
        code = definition.Ilgpu.CreateTraining(device.Accelerator);
        update = DeviceSgd.Load(device.Accelerator);
        results = new float[plan.Program - plan.Losses];
    }

    public override long ArenaBytes => memory.Plan.Bytes;

    public override void Read(TensorBlock block, long offset, Span<float> destination) =>
        memory.Read(memory.OffsetOf(block) + offset, destination);

    public override void Write(TensorBlock block, long offset, ReadOnlySpan<float> source) =>
        memory.Write(memory.OffsetOf(block) + offset, source);

    public override void Forward(ReadOnlySpan<float> input, int images, ulong seed, ulong step)
    {
        run.Batch = images;
        run.Seed = seed;
        run.Step = step;
        memory.Write(Offset(program.InputOffset), input);
        code.Forward(run);
    }

    public override void ReadOutput(Span<float> destination) =>
        memory.Read(Offset(program.OutputOffset), destination[..(run.Batch * outputElements)]);

    public override void Backward(ReadOnlySpan<int> labels, int ignoreLabel)
    {
        run.IgnoreLabel = ignoreLabel;
        // Labels are copied as they are, bit for bit.
        memory.Write(memory.Plan.Labels, MemoryMarshal.Cast<int, float>(labels));
        code.Backward(run);
    }

    public override StepResult ReadResult()
    {
        var plan = memory.Plan;
        memory.Read(plan.Losses, results);
        var (correct, counted) = ((int)(plan.Correct - plan.Losses), (int)(plan.Counted - plan.Losses));
        var (lossSum, hits, positions) = (0.0, 0L, 0L);
        for (var image = 0; image < run.Batch; image++)
        {
            lossSum += results[image];
            hits += (long)results[correct + image];
            positions += (long)results[counted + image];
        }

        return new(run.Batch, lossSum, hits, positions);
    }

    public override void Update(in SgdOptions options)
    {
        var floats = definition.ParameterFloats;
        var quads = checked((int)(floats / 4));
        update(
            run.Stream, IlgpuRun.Groups((quads + IlgpuRun.GroupSize - 1) / IlgpuRun.GroupSize), quads,
            options.LearningRate, options.Momentum, options.WeightDecay,
            run.Parameter(0, floats), run.Gradient(0, floats), memory.View.SubView(memory.Plan.Momentum, floats));
    }

    public override void Dispose() => memory.Dispose();

    private long Offset(long perImage) => memory.Plan.Program + program.FixedFloats + perImage * run.Batch;
}
