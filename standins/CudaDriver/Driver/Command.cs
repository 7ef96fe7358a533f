using ShapeNet.Standins.Cuda.Ptx;

namespace ShapeNet.Standins.Cuda.Driver;

internal enum CommandKind
{
    Copy,
    CopyFromBytes,
    Set,
    Launch,
    Record,
}

/// <summary>Something that a stream is to do in its turn.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">The address that is written.</param>
/// <param name="Source">The address that is read.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct Command(CommandKind Kind, ulong Target = 0, ulong Source = 0, long Length = 0)
{
    /// <summary>A launch's arguments, or what a copy writes where its source was the caller's to change.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The value of bytes that are set.</summary>
    public byte Value { get; init; }

    /// <summary>The kernel that is launched.</summary>
    public PtxKernel? Kernel { get; init; }

    /// <summary>The launch's groups.</summary>
    public Dim3 Grid { get; init; }

    /// <summary>The threads of each of them.</summary>
    public Dim3 Block { get; init; }

    /// <summary>The shared memory that the launch adds to the kernel's own.</summary>
    public int SharedBytes { get; init; }

    /// <summary>The event that is recorded.</summary>
    public DeviceEvent? Event { get; init; }
}

/// <summary>A point in a stream, with the time at which the stream came to it.</summary>
internal sealed class DeviceEvent
{
    /// <summary>The stream that it was recorded in last; none before.</summary>
    public DeviceStream? Stream { get; set; }

    /// <summary>How many times it was recorded and not reached yet.</summary>
    public int Pending { get; set; }

    /// <summary>When the stream came to it, in ticks of the stopwatch.</summary>
    public long Ticks { get; set; }
}

/// <summary>What a stream still has to do.</summary>
internal sealed class DeviceStream
{
    /// <summary>The commands, in order.</summary>
    public Queue<Command> Commands { get; } = new();
}
