using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>A network's memory on an accelerator, with page-locked memory on the host to copy through.</summary>
internal sealed class IlgpuMemory : IDisposable
{
    private readonly MemoryBuffer1D<float, Stride1D.Dense> buffer;
    private readonly PageLockedArray1D<float> staging;

    /// <summary>Reserves the memory; all of it is zero.</summary>
    /// <param name="device">Where.</param>
    /// <param name="plan">How much, and what lies where.</param>
    /// <param name="stagingFloats">The most values that are copied at once.</param>
    /// <param name="purpose">What for: a message says so where there is not enough.</param>
    public IlgpuMemory(IlgpuDevice device, ArenaPlan plan, long stagingFloats, string purpose)
    {
        Plan = plan;
        Stream = device.Accelerator.DefaultStream;
        try
        {
            buffer = device.Accelerator.Allocate1D<float>(plan.Bytes / sizeof(float));
        }
        catch (AcceleratorException fault)
        {
            throw new DeviceException($"{device.Description}: not enough memory for {purpose}, {plan.Bytes:N0} bytes ({fault.Message}).");
        }

        staging = device.Accelerator.AllocatePageLocked1D<float>(stagingFloats);
        buffer.MemSetToZero(Stream);
        Stream.Synchronize();
    }

    public ArenaPlan Plan { get; }

    public AcceleratorStream Stream { get; }

    public ArrayView<float> View => buffer.View.BaseView;

    /// <summary>Copies values to the accelerator; later launches on the stream see them.</summary>
    public void Write(long offset, ReadOnlySpan<float> source)
    {
        for (var done = 0; done < source.Length;)
        {
            // The staging memory must be free before it is filled again.
            Stream.Synchronize();
            var part = source.Slice(done, Math.Min(source.Length - done, (int)staging.Length));
            part.CopyTo(staging.Span);
            staging.ArrayView.SubView(0, part.Length).CopyTo(Stream, View.SubView(offset + done, part.Length));
            done += part.Length;
        }
    }

    /// <summary>Copies values to the host, when all launches before are done.</summary>
    public void Read(long offset, Span<float> destination)
    {
        for (var done = 0; done < destination.Length;)
        {
            var length = Math.Min(destination.Length - done, (int)staging.Length);
            View.SubView(offset + done, length).CopyTo(Stream, staging.ArrayView.SubView(0, length));
            Stream.Synchronize();
            staging.Span[..length].CopyTo(destination[done..]);
            done += length;
        }
    }

    /// <summary>Where a block's values lie.</summary>
    public long OffsetOf(TensorBlock block) => block switch
    {
        TensorBlock.Parameters => Plan.Parameters,
        TensorBlock.Gradients => Plan.Gradients,
        TensorBlock.Momentum => Plan.Momentum,
        _ => Plan.Buffers,
    };

    public void Dispose()
    {
        Stream.Synchronize();
        staging.Dispose();
        buffer.Dispose();
    }
}
