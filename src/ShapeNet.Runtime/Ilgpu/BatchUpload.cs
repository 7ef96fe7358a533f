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
    private readonly PageLockedArray1D<float> host;
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[] staging;
    private int turn;
    private int unfinished;

    /// <summary>Reserves the memory.</summary>
    /// <param name="accelerator">Where to.</param>
    /// <param name="compute">The stream that computes.</param>
    /// <param name="floats">The values of a full batch, labels included.</param>
    public BatchUpload(Accelerator accelerator, AcceleratorStream compute, long floats)
    {
        this.compute = compute;
        copies = accelerator.CreateStream();
        host = accelerator.AllocatePageLocked1D<float>(floats);
        staging = [.. Enumerable.Range(0, Turns).Select(_ => accelerator.Allocate1D<float>(floats))];
    }

    /// <summary>The bytes on the accelerator.</summary>
    /// <param name="floats">The values of a full batch, labels included.</param>
    public static long BytesFor(long floats) => Turns * floats * sizeof(float);

    /// <summary>Begins a batch.</summary>
    public void Next()
    {
        turn = (turn + 1) % Turns;
        unfinished++;
    }

    /// <summary>Says that the computing stream has done all that it was given.</summary>
    public void Finished() => unfinished = 0;

    /// <summary>Copies values; launches that follow on the computing stream see them.</summary>
    /// <param name="source">The values.</param>
    /// <param name="at">Their place among the batch's values.</param>
    /// <param name="destination">Where to in the arena.</param>
    public void Copy(ReadOnlySpan<float> source, long at, ArrayView<float> destination)
    {
        // Host memory is free: the copy before was waited for. The staging memory is, unless a batch that was given its
        // turn two batches ago may still be waiting there.
        source.CopyTo(host.Span.Slice((int)at, source.Length));
        if (unfinished > Turns)
        {
            compute.Synchronize();
            unfinished = 1;
        }

        var staged = staging[turn].View.BaseView.SubView(at, source.Length);
        host.ArrayView.SubView(at, source.Length).CopyTo(copies, staged);
        copies.Synchronize();
        staged.CopyTo(compute, destination.SubView(0, source.Length));
    }

    public void Dispose()
    {
        copies.Synchronize();
        copies.Dispose();
        host.Dispose();
        foreach (var buffer in staging)
            buffer.Dispose();
    }
}
