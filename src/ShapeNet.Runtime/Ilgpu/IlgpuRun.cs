using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>One run of an emitted program on an accelerator: turns the plan's offsets into views. Offsets count float32 values.</summary>
public sealed class IlgpuRun
{
    /// <summary>Threads in a group of every emitted kernel.</summary>
    internal const int GroupSize = 256;

    private readonly ArrayView<float> memory;
    private readonly ArenaPlan plan;
    private readonly long perImage;

    internal IlgpuRun(ArrayView<float> memory, ArenaPlan plan, MemoryPlan program, AcceleratorStream stream)
    {
        this.memory = memory;
        this.plan = plan;
        perImage = plan.Program + program.FixedFloats;
        Stream = stream;
    }

    /// <summary>Images in this batch (N).</summary>
    public int Batch { get; internal set; } = 1;

    /// <summary>The stream that all launches go to.</summary>
    public AcceleratorStream Stream { get; }

    /// <summary>The stream, for the first kernel of a launch of the plan: what measures launches learns that one begins.</summary>
    public AcceleratorStream Launch()
    {
        Clock?.Next();
        return Stream;
    }

    /// <summary>Measures launches; nothing unless a profile is being taken.</summary>
    internal LaunchClock? Clock { get; set; }

    /// <summary>The seed of the network's random streams (dropout).</summary>
    public ulong Seed { get; internal set; }

    /// <summary>The number of the training step, from 0: each step draws other random values.</summary>
    public ulong Step { get; internal set; }

    /// <summary>The label that counts neither in the loss nor in the accuracy, or −1.</summary>
    public int IgnoreLabel { get; internal set; } = -1;

    /// <summary>The batch's labels, one for each output position.</summary>
    public ArrayView<int> Labels => memory.SubView(plan.Labels, plan.Losses - plan.Labels).Cast<int>();

    /// <summary>One loss for each image.</summary>
    public ArrayView<float> Losses => memory.SubView(plan.Losses, plan.Correct - plan.Losses);

    /// <summary>For each image, how many counted positions were classified rightly.</summary>
    public ArrayView<float> Correct => memory.SubView(plan.Correct, plan.Counted - plan.Correct);

    /// <summary>For each image, how many positions counted.</summary>
    public ArrayView<float> Counted => memory.SubView(plan.Counted, plan.Program - plan.Counted);

    /// <summary>A grid of groups.</summary>
    /// <param name="x">Groups along x.</param>
    /// <param name="y">Groups along y.</param>
    /// <param name="z">Groups along z.</param>
    public static KernelConfig Groups(int x, int y = 1, int z = 1) => new(new Index3D(x, y, z), new Index3D(GroupSize, 1, 1));

    /// <summary>A planned tensor that grows with the batch.</summary>
    /// <param name="offset">Its per-image offset in the plan.</param>
    /// <param name="floats">Its values for one image.</param>
    public ArrayView<float> PerImage(long offset, long floats) => memory.SubView(perImage + offset * Batch, floats * Batch);

    /// <summary>A planned tensor of fixed size.</summary>
    /// <param name="offset">Its offset in the plan.</param>
    /// <param name="floats">Its values.</param>
    public ArrayView<float> Fixed(long offset, long floats) => memory.SubView(plan.Program + offset, floats);

    /// <summary>A parameter.</summary>
    /// <param name="offset">Its offset in the parameter block.</param>
    /// <param name="floats">Its values.</param>
    public ArrayView<float> Parameter(long offset, long floats) => memory.SubView(plan.Parameters + offset, floats);

    /// <summary>A parameter's gradient.</summary>
    /// <param name="offset">The parameter's offset in the parameter block.</param>
    /// <param name="floats">Its values.</param>
    public ArrayView<float> Gradient(long offset, long floats) => memory.SubView(plan.Gradients + offset, floats);

    /// <summary>A value prepared for inference.</summary>
    /// <param name="offset">Its offset among the prepared values.</param>
    /// <param name="floats">Its values.</param>
    public ArrayView<float> Prepared(long offset, long floats) => memory.SubView(plan.Prepared + offset, floats);

    /// <summary>A running statistic.</summary>
    /// <param name="offset">Its offset in the block of running statistics.</param>
    /// <param name="floats">Its values.</param>
    public ArrayView<float> Running(long offset, long floats) => memory.SubView(plan.Buffers + offset, floats);
}
