using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>Memory of the host that an accelerator copies from and to: page-locked, where its driver does that.</summary>
internal sealed class HostMemory : IDisposable
{
    private readonly PageLockedArray1D<float> values;

    // Of a view of host memory, ILGPU 1.5.3 copies to and from OpenCL devices all that lies in the array behind it.
    private readonly bool copiesSpans;

    /// <summary>Reserves the memory.</summary>
    /// <param name="accelerator">The accelerator.</param>
    /// <param name="length">Values.</param>
    public HostMemory(Accelerator accelerator, long length)
    {
        values = accelerator.AllocatePageLocked1D<float>(length);
        copiesSpans = accelerator.AcceleratorType == AcceleratorType.OpenCL;
    }

    /// <summary>The values.</summary>
    public Span<float> Span => values.Span;

    /// <summary>Copies values from here to the accelerator; they must stay as they are until the stream has come there.</summary>
    /// <param name="stream">In whose order.</param>
    /// <param name="at">The first value here.</param>
    /// <param name="destination">Where to, and how many.</param>
    public void Send(AcceleratorStream stream, long at, ArrayView<float> destination)
    {
        if (copiesSpans)
            destination.CopyFromCPU(stream, Span.Slice((int)at, destination.IntLength));
        else
            values.ArrayView.SubView(at, destination.Length).CopyTo(stream, destination);
    }

    /// <summary>Copies values from the accelerator to here; they are here when the stream has come there.</summary>
    /// <param name="stream">In whose order.</param>
    /// <param name="source">Which values.</param>
    /// <param name="at">The first one's place here.</param>
    public void Receive(AcceleratorStream stream, ArrayView<float> source, long at)
    {
        if (copiesSpans)
            source.CopyToCPU(stream, Span.Slice((int)at, source.IntLength));
        else
            source.CopyTo(stream, values.ArrayView.SubView(at, source.Length));
    }

    public void Dispose() => values.Dispose();
}
