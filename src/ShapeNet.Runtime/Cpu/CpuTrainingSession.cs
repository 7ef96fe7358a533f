namespace ShapeNet.Runtime.Cpu;

/// <summary>A network that is being trained on the CPU.</summary>
internal sealed unsafe class CpuTrainingSession : TrainingSession
{
    private readonly NetworkDefinition definition;
    private readonly ArenaPlan plan;
    private readonly CpuArena arena;
    private readonly CpuRun run;
    private readonly int inputElements;
    private readonly int outputElements;
    private StepResult results;

    public CpuTrainingSession(NetworkDefinition definition, int capacity, CpuDevice device)
    {
        this.definition = definition;
        plan = ArenaPlan.ForTraining(definition, definition.TrainingMemory, capacity);
        arena = new CpuArena(plan, $"training {definition.Name} in batches of {capacity}");
        run = new CpuRun(arena, device, definition.TrainingMemory);
        inputElements = definition.InputShape.AsSpan().Product();
        outputElements = definition.OutputShape.AsSpan().Product();
    }

    public override long ArenaBytes => plan.Bytes;

    public override MemoryPlan Memory => definition.TrainingMemory;

    public override LaunchProfile? Profile
    {
        get => run.Clock?.Profile;
        set => run.Clock = value is null ? null : new LaunchClock(value);
    }

    public override ProgramReport Report() => definition.TrainingReport();

    public override void Read(TensorBlock block, long offset, Span<float> destination) =>
        arena.Values(block, offset, destination.Length).CopyTo(destination);

    public override void Write(TensorBlock block, long offset, ReadOnlySpan<float> source) =>
        source.CopyTo(arena.Values(block, offset, source.Length));

    public override void Forward(ReadOnlySpan<float> input, int images, ulong seed, ulong step)
    {
        run.Images = images;
        run.Seed = seed;
        run.Step = step;
        input.CopyTo(new Span<float>(run.PerImage(definition.TrainingMemory.InputOffset).Pointer, images * inputElements));
        run.Clock?.Begin(0);
        definition.CpuTraining.Forward(run);
        run.Clock?.End();
        GC.KeepAlive(arena);
    }

    public override void ReadOutput(Span<float> destination)
    {
        if (definition.CpuTraining.KeepsOutput)
        {
            new Span<float>(run.PerImage(definition.TrainingMemory.OutputOffset).Pointer, run.Batch * outputElements).CopyTo(destination);
            return;
        }

        fixed (float* output = destination[..(run.Batch * outputElements)])
        {
            run.Output = new CpuBuffer(output);
            definition.CpuTraining.WriteOutput(run);
            run.Output = CpuBuffer.None;
        }

        GC.KeepAlive(arena);
    }

    public override void Backward(ReadOnlySpan<int> labels, int ignoreLabel)
    {
        labels.CopyTo(new Span<int>(arena.Labels, labels.Length));
        run.IgnoreLabel = ignoreLabel;
        run.Clock?.Begin(run.Clock.Profile.Program.ForwardLaunches);
        definition.CpuTraining.Backward(run);
        run.Clock?.End();
        GC.KeepAlive(arena);
    }

    public override StepResult ReadResult()
    {
        var lossSum = 0.0;
        var correct = 0L;
        var counted = 0L;
        for (var image = 0; image < run.Batch; image++)
        {
            lossSum += arena.Losses[image];
            correct += (long)arena.Correct[image];
            counted += (long)arena.Counted[image];
        }

        return new(run.Batch, lossSum, correct, counted);
    }

    public override void AddResult() => results += ReadResult();

    public override StepResult TakeResults()
    {
        var taken = results;
        results = default;
        return taken;
    }

    public override void Update(in SgdOptions options)
    {
        // As in PyTorch, velocities stay as they are in steps without momentum.
        var velocity = options.Momentum == 0 ? CpuBuffer.None : new CpuBuffer(arena.Momentum);
        SgdKernel.Update(
            run, definition.ParameterFloats, run.Parameter(0), run.Gradient(0), velocity,
            options.LearningRate, options.Momentum, options.WeightDecay);
        GC.KeepAlive(arena);
    }

    public override void Dispose() => arena.Dispose();
}
