using ILGPU.Checker;
using ShapeNet.Standins.Races;

namespace ILGPU.Runtime;

/// <summary>Runs kernels and owns their memory.</summary>
public abstract class Accelerator : IDisposable
{
    private readonly HashSet<AcceleratorObject> children = [];
    private MemoryBuffer[]? buffers;
    private ulong barriers;

    private protected Accelerator(Context context, Device device)
    {
        ArgumentNullException.ThrowIfNull(context);
        Context = context;
        Device = device;
        DefaultStream = new AcceleratorStream(this);
    }

    /// <summary>The context the accelerator was made from.</summary>
    public Context Context { get; }

    /// <summary>The device.</summary>
    public Device Device { get; }

    /// <summary>The stream that calls without one go to.</summary>
    public AcceleratorStream DefaultStream { get; }

    /// <summary>Whether the accelerator is closed.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>What kind of accelerator it is.</summary>
    public AcceleratorType AcceleratorType => Device.AcceleratorType;

    /// <summary>The device's name.</summary>
    public string Name => Device.Name;

    /// <summary>The device's memory in bytes.</summary>
    public long MemorySize => Device.MemorySize;

    /// <summary>The most groups of a launch.</summary>
    public Index3D MaxGridSize => Device.MaxGridSize;

    /// <summary>The most threads of a group in each dimension.</summary>
    public Index3D MaxGroupSize => Device.MaxGroupSize;

    /// <summary>The most threads of a group.</summary>
    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;

    /// <summary>The most shared memory of a group, in bytes.</summary>
    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;

    /// <summary>The most constant memory, in bytes.</summary>
    public int MaxConstantMemory => Device.MaxConstantMemory;

    /// <summary>The threads of a warp.</summary>
    public int WarpSize => Device.WarpSize;

    /// <summary>The number of multiprocessors.</summary>
    public int NumMultiprocessors => Device.NumMultiprocessors;

    /// <summary>The most threads a multiprocessor runs at a time.</summary>
    public int MaxNumThreadsPerMultiprocessor => Device.MaxNumThreadsPerMultiprocessor;

    /// <summary>The most threads the device runs at a time.</summary>
    public int MaxNumThreads => Device.MaxNumThreads;

    /// <summary>Makes this the calling thread's accelerator.</summary>
    public void Bind() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>Creates a stream of its own.</summary>
    public AcceleratorStream CreateStream() => new(this);

    /// <summary>Waits for all streams.</summary>
    public void Synchronize() => Bind();

    /// <summary>Allocates elements, whose values are unspecified.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged
    {
        Bind();
        return new(this, length);
    }

    /// <inheritdoc/>
    public override string ToString() => Device.ToString();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsDisposed)
        {
            IsDisposed = true;
            AcceleratorObject[] remaining;
            lock (children)
                remaining = [.. children];
            foreach (var child in remaining)
                child.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    internal void Register(AcceleratorObject child)
    {
        lock (children)
        {
            children.Add(child);
            buffers = child is MemoryBuffer ? null : buffers;
        }
    }

    internal void Unregister(AcceleratorObject child)
    {
        lock (children)
        {
            children.Remove(child);
            buffers = child is MemoryBuffer ? null : buffers;
        }
    }

    /// <summary>Held while a kernel runs.</summary>
    internal Lock Launches { get; } = new();

    /// <summary>The next moment in the order of the kernels' accesses to memory.</summary>
    internal ulong NextEpoch() => ++barriers << Moment.WarpBits;

    /// <summary>The buffers that kernels may reach, in the order of their addresses; another array whenever they change.</summary>
    internal MemoryBuffer[] Buffers()
    {
        lock (children)
            return buffers ??= [.. children.OfType<MemoryBuffer>().OrderBy(buffer => buffer.NativePtr)];
    }
}
