using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>A network that is being trained on an accelerator.</summary>
internal sealed class IlgpuTrainingSession : TrainingSession
{
    private readonly NetworkDefinition definition;
    private readonly IlgpuDefinition programs;
    private readonly MemoryPlan program;
    private readonly IlgpuMemory memory;
    private readonly IlgpuRun run;
    private readonly IlgpuTrainingProgram code;
    private readonly DeviceSgd sgd;
    private readonly DeviceTotals totals;
    private readonly BatchUpload upload;
    private readonly int inputElements;
    private readonly int outputElements;
    private readonly float[] results;

    public IlgpuTrainingSession(NetworkDefinition definition, IlgpuDefinition programs, int capacity, IlgpuDevice device)
    {
        this.definition = definition;
        this.programs = programs;
        program = programs.TrainingMemory;
        outputElements = definition.OutputShape.AsSpan().Product();
        inputElements = definition.InputShape.AsSpan().Product();
        var plan = ArenaPlan.ForTraining(definition, program, capacity);
        memory = new IlgpuMemory(device, definition, plan, programs.LargestFloatsPerImage, capacity, $"training {definition.Name} in batches of {capacity}");
        run = new IlgpuRun(memory.View, plan, program, memory.Stream);
        code = programs.CreateTraining(device.Accelerator);
        sgd = new DeviceSgd(device.Accelerator);
        totals = new DeviceTotals(device.Accelerator, memory.Stream);
        upload = memory.Upload;
        results = new float[plan.Program - plan.Losses];
    }

    public override long ArenaBytes => memory.Bytes;

    public override MemoryPlan Memory => program;

    public override LaunchProfile? Profile
    {
        get => run.Clock?.Profile;
        set => run.Clock = value is null ? null : new LaunchClock(value, run.Stream.Synchronize);
    }

    public override ProgramReport Report() => programs.TrainingReport();

    public override void Read(TensorBlock block, long offset, Span<float> destination) =>
        memory.Read(memory.OffsetOf(block) + offset, destination);

    public override void Write(TensorBlock block, long offset, ReadOnlySpan<float> source) =>
        memory.Write(memory.OffsetOf(block) + offset, source);

    public override void Forward(ReadOnlySpan<float> input, int images, ulong seed, ulong step)
    {
        run.Batch = images;
        run.Seed = seed;
        run.Step = step;
        upload.Next();
        upload.Copy(input, 0, run.PerImage(program.InputOffset, inputElements));
        run.Clock?.Begin(0);
        code.Forward(run);
        run.Clock?.End();
    }

    public override void ReadOutput(Span<float> destination) =>
        memory.Read(memory.Plan.Program + program.FixedFloats + program.OutputOffset * run.Batch, destination[..(run.Batch * outputElements)]);

    public override void Backward(ReadOnlySpan<int> labels, int ignoreLabel)
    {
        run.IgnoreLabel = ignoreLabel;
        // Labels are copied as they are, bit for bit.
        upload.Copy(MemoryMarshal.Cast<int, float>(labels), (long)inputElements * run.Batch, run.Labels.Cast<float>());
        run.Clock?.Begin(run.Clock.Profile.Program.ForwardLaunches);
        code.Backward(run);
        run.Clock?.End();
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

    public override void AddResult() => totals.Add(run);

    public override StepResult TakeResults() => totals.Take();

    public override void Update(in SgdOptions options) => sgd.Update(run, definition.ParameterFloats, memory.Plan, memory.View, options);

    public override void Dispose()
    {
        memory.Dispose();
        totals.Dispose();
    }
}
