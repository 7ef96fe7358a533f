namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// One run of an emitted program over a batch: turns the plan's offsets into addresses. Offsets count float32 values.
/// </summary>
public sealed unsafe class CpuRun : CpuContext
{
    private readonly CpuArena arena;
    private readonly long fixedFloats;

    /// <summary>Prepares runs of one program.</summary>
    /// <param name="arena">The network's memory.</param>
    /// <param name="device">The threads that share the work and the widest vectors to use.</param>
    /// <param name="memory">The program's plan.</param>
    internal CpuRun(CpuArena arena, CpuDevice device, MemoryPlan memory)
        : base(1, device.Threads, device.Vectors)
    {
        this.arena = arena;
        fixedFloats = memory.FixedFloats;
    }

    /// <summary>The seed of the network's random streams (dropout).</summary>
    public ulong Seed { get; internal set; }

    /// <summary>The number of the training step, from 0: each step draws other random values.</summary>
    public ulong Step { get; internal set; }

    /// <summary>The label that counts neither in the loss nor in the accuracy, or −1.</summary>
    public int IgnoreLabel { get; internal set; } = -1;

    /// <summary>Takes the times of launches; nothing unless they are being measured.</summary>
    internal LaunchClock? Clock { get; set; }

    /// <summary>The run itself, as the first argument of a launch: what measures launches learns that one begins.</summary>
    public CpuRun Launch()
    {
        Clock?.Next();
        return this;
    }

    /// <summary>Images in this batch.</summary>
    internal int Images
    {
        set => Batch = value;
    }

    /// <summary>The caller's images; only inference reads them where they lie.</summary>
    public CpuBuffer Input { get; internal set; }

    /// <summary>The caller's room for the outputs: inference writes them there, and training that does not keep them.</summary>
    public CpuBuffer Output { get; internal set; }

    /// <summary>A planned tensor that grows with the batch.</summary>
    /// <param name="offsetPerImage">Its per-image offset in the plan.</param>
    public CpuBuffer PerImage(long offsetPerImage) => new(arena.Program + fixedFloats + offsetPerImage * Batch);

    /// <summary>A planned tensor of fixed size.</summary>
    /// <param name="offset">Its offset in the plan.</param>
    public CpuBuffer Fixed(long offset) => new(arena.Program + offset);

    /// <summary>A parameter.</summary>
    /// <param name="offset">Its offset in the parameter block.</param>
    public CpuBuffer Parameter(long offset) => new(arena.Parameters + offset);

    /// <summary>A parameter's gradient.</summary>
    /// <param name="offset">The parameter's offset in the parameter block.</param>
    public CpuBuffer Gradient(long offset) => new(arena.Gradients + offset);

    /// <summary>A value prepared for inference.</summary>
    /// <param name="offset">Its offset among the prepared values.</param>
    public CpuBuffer Prepared(long offset) => new(arena.Prepared + offset);

    /// <summary>A running statistic.</summary>
    /// <param name="offset">Its offset in the block of running statistics.</param>
    public CpuBuffer Running(long offset) => new(arena.Buffers + offset);

    /// <summary>The batch's labels: one int32 for each output position.</summary>
    public CpuBuffer Labels => new((float*)arena.Labels);

    /// <summary>One loss for each image.</summary>
    public CpuBuffer Losses => new(arena.Losses);

    /// <summary>For each image, how many counted positions were classified rightly.</summary>
    public CpuBuffer Correct => new(arena.Correct);

    /// <summary>For each image, how many positions counted.</summary>
    public CpuBuffer Counted => new(arena.Counted);
}
