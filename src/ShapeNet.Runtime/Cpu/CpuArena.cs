using System.Runtime.InteropServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>One aligned block of native memory with everything that a network keeps and uses.</summary>
internal sealed unsafe class CpuArena : IDisposable
{
    private const int Alignment = 64;

    private readonly ArenaPlan plan;
    private void* memory;
    private readonly float* start;

    /// <summary>Reserves the memory; all of it is zero.</summary>
    /// <param name="plan">Where everything lies.</param>
    /// <param name="purpose">What the memory is for, to say when there is too little: <c>training Fcn32s in batches of 32</c>.</param>
    public CpuArena(ArenaPlan plan, string purpose)
    {
        this.plan = plan;

        // The system promises memory that it does not have and kills the process that uses it, so ask first.
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (plan.Bytes > available)
            throw new DeviceException($"CPU: {purpose} needs {ByteSize.Text(plan.Bytes)} of memory, this machine has {ByteSize.Text(available)}.");

        // Zeroed by the system page by page at first use: what a short batch or SGD without momentum never touches is never taken.
        memory = NativeMemory.AllocZeroed((nuint)plan.Bytes + Alignment);
        start = (float*)(((nuint)memory + Alignment - 1) / Alignment * Alignment);
    }

    public float* Parameters => start + plan.Parameters;

    public float* Gradients => start + plan.Gradients;

    public float* Momentum => start + plan.Momentum;

    public float* Buffers => start + plan.Buffers;

    public float* Prepared => start + plan.Prepared;

    public int* Labels => (int*)(start + plan.Labels);

    public float* Losses => start + plan.Losses;

    public float* Correct => start + plan.Correct;

    public float* Counted => start + plan.Counted;

    public float* Program => start + plan.Program;

    /// <summary>A run of values in one of the blocks that weight files hold.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The first value in the block.</param>
    /// <param name="length">How many values.</param>
    public Span<float> Values(TensorBlock block, long offset, int length)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        var values = block switch
        {
            TensorBlock.Parameters => Parameters,
            TensorBlock.Gradients => Gradients,
            TensorBlock.Momentum => Momentum,
            TensorBlock.Buffers => Buffers,
            _ => throw new ArgumentOutOfRangeException(nameof(block)),
        };
        return new(values + offset, length);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back when nobody disposed of the network.</summary>
    ~CpuArena() => Free();

    private void Free()
    {
        NativeMemory.Free(memory);
        memory = null;
    }
}
