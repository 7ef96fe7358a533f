namespace ShapeNet.Runtime.Cpu;

/// <summary>A network that runs on the CPU.</summary>
internal sealed unsafe class CpuInferenceSession : InferenceSession
{
    private readonly NetworkDefinition definition;
    private readonly ArenaPlan plan;
    private readonly CpuArena arena;
    private readonly CpuRun run;
    private readonly int capacity;
    private CpuScores? scores;

    public CpuInferenceSession(NetworkDefinition definition, int capacity, CpuDevice device)
    {
        this.definition = definition;
        this.capacity = capacity;
        plan = ArenaPlan.ForInference(definition, definition.InferenceMemory, definition.CpuInference.PreparedFloats, capacity);
        arena = new CpuArena(plan, $"running {definition.Name} in batches of {capacity}");
        run = new CpuRun(arena, device, definition.InferenceMemory);
    }

    public override long ArenaBytes => plan.Bytes;

    public override MemoryPlan Memory => definition.InferenceMemory;

    public override LaunchProfile? Profile
    {
        get => run.Clock?.Profile;
        set => run.Clock = value is null ? null : new LaunchClock(value);
    }

    public override ProgramReport Report() => definition.InferenceReport();

    public override void Read(TensorBlock block, long offset, Span<float> destination) =>
        arena.Values(block, offset, destination.Length).CopyTo(destination);

    public override void Write(TensorBlock block, long offset, ReadOnlySpan<float> source) =>
        source.CopyTo(arena.Values(block, offset, source.Length));

    public override void Prepare()
    {
        definition.CpuInference.Prepare(run);
        GC.KeepAlive(arena);
    }

    public override void Run(ReadOnlySpan<float> input, Span<float> output, int images)
    {
        run.Images = images;
        fixed (float* from = input, to = output)
        {
            run.Input = new(from);
            run.Output = new(to);
            run.Clock?.Begin(0);
            definition.CpuInference.Forward(run);
            run.Clock?.End();
            run.Input = run.Output = CpuBuffer.None;
        }

        GC.KeepAlive(arena);
    }

    public override void Score(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, int images, int ignoreLabel, int ignoredClass)
    {
        scores ??= new CpuScores(definition, capacity, run.Threads);
        Run(input, scores.Outputs(images), images);
        scores.Add(labels, images, ignoreLabel, ignoredClass);
    }

    public override PredictionScores? TakeScores() => scores?.Take();

    public override void Dispose() => arena.Dispose();
}
