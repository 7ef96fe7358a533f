namespace ShapeNet.Runtime.Cpu;

/// <summary>A network that runs on the CPU.</summary>
internal sealed unsafe class CpuInferenceSession : InferenceSession
{
    private readonly NetworkDefinition definition;
    private readonly ArenaPlan plan;
    private readonly CpuArena arena;
    private readonly CpuRun run;
    private readonly int inputElements;
    private readonly int outputElements;

    public CpuInferenceSession(NetworkDefinition definition, int capacity, CpuDevice device)
    {
        this.definition = definition;
        plan = ArenaPlan.ForInference(definition, definition.InferenceMemory, capacity);
        arena = new CpuArena(plan, $"running {definition.Name} in batches of {capacity}");
        run = new CpuRun(arena, device, definition.InferenceMemory);
        inputElements = definition.InputShape.AsSpan().Product();
        outputElements = definition.OutputShape.AsSpan().Product();
    }

    public override long ArenaBytes => plan.Bytes;

    public override LaunchProfile? Profile
    {
        get => run.Clock?.Profile;
        set => run.Clock = value is null ? null : new LaunchClock(value);
    }

    public override void Read(TensorBlock block, long offset, Span<float> destination) =>
        arena.Values(block, offset, destination.Length).CopyTo(destination);

    public override void Write(TensorBlock block, long offset, ReadOnlySpan<float> source) =>
        source.CopyTo(arena.Values(block, offset, source.Length));

    public override void Prepare()
    {
        definition.CpuInference.Prepare(run);
        GC.KeepAlive(arena);
    }

    public override void Forward(ReadOnlySpan<float> input, int images)
    {
        run.Images = images;
        input.CopyTo(new Span<float>(run.PerImage(definition.InferenceMemory.InputOffset).Pointer, images * inputElements));
        run.Clock?.Begin(0);
        definition.CpuInference.Forward(run);
        run.Clock?.End();
        GC.KeepAlive(arena);
    }

    public override void ReadOutput(Span<float> destination) =>
        new Span<float>(run.PerImage(definition.InferenceMemory.OutputOffset).Pointer, run.Batch * outputElements).CopyTo(destination);

    public override void Dispose() => arena.Dispose();
}
