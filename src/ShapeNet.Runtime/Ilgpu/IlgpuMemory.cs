using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>A network's memory on an accelerator, with page-locked memory on the host to copy through.</summary>
internal sealed class IlgpuMemory : IDisposable
{
    /// <summary>Values that travel at once between host and accelerator: while they do, others are copied from or to page-locked memory.</summary>
    public const int PieceFloats = 1 << 20;

    /// <summary>Pieces of page-locked memory: one travels while another is copied from or to the caller's memory.</summary>
    private const int Pieces = 2;

    private readonly MemoryBuffer1D<float, Stride1D.Dense> buffer;
    private readonly HostMemory staging;

    // For each piece, where it last travelled.
    private readonly StreamMark[] travelled;

    /// <summary>Reserves the memory; all of it is zero.</summary>
    /// <param name="device">Where.</param>
    /// <param name="definition">The network.</param>
    /// <param name="plan">How much, and what lies where.</param>
    /// <param name="largest">The values that the largest tensor has for one image.</param>
    /// <param name="capacity">The most images in a batch.</param>
    /// <param name="purpose">What for: a message says so where there is not enough.</param>
    public IlgpuMemory(IlgpuDevice device, NetworkDefinition definition, ArenaPlan plan, long largest, int capacity, string purpose)
    {
        // Kernels count the values of a tensor in 32 bits.
        if (largest * capacity > int.MaxValue)
            throw new DeviceException($"{device.Description}: {purpose}: at most {int.MaxValue / largest} images fit into tensors that kernels can count.");

        Plan = plan;
        Bytes = BytesFor(definition, plan, capacity);
        Stream = device.Accelerator.DefaultStream;
        try
        {
            buffer = device.Accelerator.Allocate1D<float>(plan.Bytes / sizeof(float));
            Upload = new BatchUpload(device.Accelerator, Stream, BatchFloats(definition, capacity));
            staging = new HostMemory(device.Accelerator, Pieces * PieceFloats);
            travelled = [.. Enumerable.Range(0, Pieces).Select(_ => new StreamMark(Stream))];
        }
        catch (AcceleratorException fault)
        {
            Upload?.Dispose();
            buffer?.Dispose();
            throw new DeviceException($"{device.Description}: not enough memory for {purpose}, {plan.Bytes:N0} bytes ({fault.Message}).");
        }

        buffer.MemSetToZero(Stream);
        Stream.Synchronize();
    }

    public ArenaPlan Plan { get; }

    /// <summary>The bytes on the accelerator.</summary>
    public long Bytes { get; }

    public AcceleratorStream Stream { get; }

    /// <summary>Brings batches here.</summary>
    public BatchUpload Upload { get; }

    public ArrayView<float> View => buffer.View.BaseView;

    /// <summary>The bytes on an accelerator: the arena, and batches on their way to it.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="plan">The arena.</param>
    /// <param name="capacity">The most images in a batch.</param>
    public static long BytesFor(NetworkDefinition definition, ArenaPlan plan, int capacity) =>
        plan.Bytes + BatchUpload.BytesFor(BatchFloats(definition, capacity));

    /// <summary>Copies values to the accelerator; later launches on the stream see them.</summary>
    public void Write(long offset, ReadOnlySpan<float> source)
    {
        for (var (done, piece) = (0, 0); done < source.Length; piece = (piece + 1) % Pieces)
        {
            var length = Math.Min(source.Length - done, PieceFloats);
            travelled[piece].Wait();
            source.Slice(done, length).CopyTo(staging.Span[(piece * PieceFloats)..]);
            staging.Send(Stream, piece * PieceFloats, View.SubView(offset + done, length));
            travelled[piece].Set();
            done += length;
        }
    }

    /// <summary>Copies values to the host, when all launches before are done.</summary>
    public void Read(long offset, Span<float> destination)
    {
        Fetch(0, destination.Length);
        for (var (done, piece) = (0, 0); done < destination.Length; piece = (piece + 1) % Pieces)
        {
            var length = Math.Min(destination.Length - done, PieceFloats);
            Fetch(done + length, destination.Length);
            travelled[piece].Wait();
            staging.Span.Slice(piece * PieceFloats, length).CopyTo(destination[done..]);
            done += length;
        }

        void Fetch(int from, int end)
        {
            var (piece, length) = (from / PieceFloats % Pieces, Math.Min(end - from, PieceFloats));
            if (length <= 0)
                return;
            staging.Receive(Stream, View.SubView(offset + from, length), piece * PieceFloats);
            travelled[piece].Set();
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

    private static long BatchFloats(NetworkDefinition definition, int capacity) =>
        (definition.InputShape.AsSpan().Product() + (long)definition.LabelsPerImage) * capacity;

    public void Dispose()
    {
        Stream.Synchronize();
        Upload.Dispose();
        foreach (var mark in travelled)
            mark.Dispose();
        staging.Dispose();
        buffer.Dispose();
    }
}
