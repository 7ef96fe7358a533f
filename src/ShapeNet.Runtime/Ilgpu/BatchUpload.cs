using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>
/// Brings batches to the accelerator while it still computes on the batch before: through page-locked memory on a stream
/// of its own into memory beside the arena, from where the computing stream takes them in its turn.
/// </summary>
internal sealed class BatchUpload : IDisposable
{
    /// <summary>Batches that may be on their way at once: one is copied while another is computed on.</summary>
    private const int Turns = 2;

    private readonly AcceleratorStream compute;
    private readonly AcceleratorStream copies;
    private readonly HostMemory host;
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[] staging;

    // Where the computing stream has taken the batch that last had a turn.
    private readonly StreamMark[] taken;
    private int turn;

    /// <summary>Reserves the memory.</summary>
    /// <param name="accelerator">Where to.</param>
    /// <param name="compute">The stream that computes.</param>
    /// <param name="floats">The values of a full batch, labels included.</param>
    public BatchUpload(Accelerator accelerator, AcceleratorStream compute, long floats)
    {
        this.compute = compute;
        copies = accelerator.CreateStream();
        host = new HostMemory(accelerator, floats);
        staging = [.. Enumerable.Range(0, Turns).Select(_ => accelerator.Allocate1D<float>(floats))];
        taken = [.. Enumerable.Range(0, Turns).Select(_ => new StreamMark(compute))];
    }

    /// <summary>The bytes on the accelerator.</summary>
    /// <param name="floats">The values of a full batch, labels included.</param>
    public static long BytesFor(long floats) => Turns * floats * sizeof(float);

    /// <summary>Begins a batch, as soon as the computing stream has taken the one of two batches ago.</summary>
    public void Next()
    {
        turn = (turn + 1) % Turns;
        taken[turn].Wait();
    }

    /// <summary>Copies values; launches that follow on the computing stream see them.</summary>
    /// <param name="source">The values.</param>
    /// <param name="at">Their place among the batch's values.</param>
    /// <param name="destination">Where to in the arena.</param>
    public void Copy(ReadOnlySpan<float> source, long at, ArrayView<float> destination)
    {
        var staged = staging[turn].View.BaseView.SubView(at, source.Length);
        for (var done = 0; done < source.Length;)
        {
            // Host memory is free: the copy before was waited for.
            var piece = source.Slice(done, Math.Min(source.Length - done, IlgpuMemory.PieceFloats));
            piece.CopyTo(host.Span[(int)(at + done)..]);
            host.Send(copies, at + done, staged.SubView(done, piece.Length));
            done += piece.Length;
        }

        copies.Synchronize();
        staged.CopyTo(compute, destination.SubView(0, source.Length));
        taken[turn].Set();
    }

    public void Dispose()
    {
        copies.Synchronize();
        copies.Dispose();
        host.Dispose();
        foreach (var buffer in staging)
            buffer.Dispose();
        foreach (var mark in taken)
            mark.Dispose();
    }
}
