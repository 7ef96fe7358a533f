using System.Diagnostics;
using ShapeNet.Standins.Cuda.Ptx;

namespace ShapeNet.Standins.Cuda.Driver;

/// <summary>
/// The device: its memory and its streams. What is enqueued happens as late as CUDA allows, when somebody waits for it:
/// a caller who changes page-locked memory too early, or reads a result too early, gets what a busy GPU would give.
/// </summary>
/// <remarks>A thread of the device's own does the work, so that it never shows as the caller's.</remarks>
internal sealed unsafe class Device
{
    private readonly Lock gate = new();
    private readonly object work = new();
    private readonly SortedList<ulong, ulong> pageLocked = [];
    private readonly List<DeviceStream> streams = [];
    private readonly Stack<byte[]> rooms = new();
    private DeviceStream? running;
    private DeviceEvent? until;

    public Device()
    {
        streams.Add(DefaultStream);
        new Thread(Work) { IsBackground = true, Name = "CUDA stand-in" }.Start();
    }

    /// <summary>The stream that a null handle names. ILGPU's others do not wait for it.</summary>
    public DeviceStream DefaultStream { get; } = new();

    /// <summary>The device's memory.</summary>
    public DeviceMemory Memory { get; } = new();

    /// <summary>What went wrong first, if anything did; as on a GPU, everything fails behind it.</summary>
    public string? Fault { get; private set; }

    public DeviceStream CreateStream()
    {
        var stream = new DeviceStream();
        lock (gate)
            streams.Add(stream);
        return stream;
    }

    public void Destroy(DeviceStream stream)
    {
        Wait(stream);
        lock (gate)
            streams.Remove(stream);
    }

    /// <summary>Room for a launch's arguments, which the launch gives back: launches allocate nothing after the first ones.</summary>
    public byte[] RoomForArguments()
    {
        lock (rooms)
            return rooms.TryPop(out var room) ? room : new byte[DeviceAttributes.ArgumentBytes];
    }

    public void Enqueue(DeviceStream stream, in Command command)
    {
        lock (gate)
            stream.Commands.Enqueue(command);
    }

    /// <summary>Enqueues a copy; false where it reaches beyond the device's memory.</summary>
    public bool Copy(ulong target, ulong source, long length, DeviceStream stream)
    {
        if (!IsWhole(target, length) || !IsWhole(source, length))
            return false;
        var command = new Command(CommandKind.Copy, target, source, length);
        if (!IsOnDevice(source) && !IsPageLocked(source, length))
        {
            // The driver takes pageable memory's values before it returns.
            command = command with { Kind = CommandKind.CopyFromBytes, Bytes = new ReadOnlySpan<byte>((void*)source, (int)length).ToArray() };
        }

        Enqueue(stream, command);
        // It also returns only when pageable memory has the values.
        if (!IsOnDevice(target) && !IsPageLocked(target, length))
            Wait(stream);
        return true;
    }

    public void Record(DeviceEvent point, DeviceStream stream)
    {
        lock (gate)
        {
            point.Stream = stream;
            point.Pending++;
            stream.Commands.Enqueue(new Command(CommandKind.Record) { Event = point });
        }
    }

    public void PageLock(ulong address, long length)
    {
        lock (gate)
            pageLocked[address] = address + (ulong)length;
    }

    public bool PageUnlock(ulong address)
    {
        WaitForAll();
        lock (gate)
            return pageLocked.Remove(address);
    }

    /// <summary>Lets a stream do all that it was given.</summary>
    public void Wait(DeviceStream stream)
    {
        lock (gate)
            Run(stream, null);
    }

    /// <summary>Lets an event's stream come to it.</summary>
    public void Wait(DeviceEvent point)
    {
        lock (gate)
        {
            if (point is { Pending: > 0, Stream: { } stream })
                Run(stream, point);
        }
    }

    public void WaitForAll()
    {
        lock (gate)
        {
            for (var i = 0; i < streams.Count; i++)
                Run(streams[i], null);
        }
    }

    private bool IsOnDevice(ulong address) => Memory.TryFind(address, out _, out _);

    private bool IsWhole(ulong address, long length) => !Memory.TryFind(address, out _, out var end) || (ulong)length <= end - address;

    public bool IsPageLocked(ulong address, long length)
    {
        lock (gate)
        {
            for (var i = 0; i < pageLocked.Count; i++)
            {
                if (address >= pageLocked.GetKeyAtIndex(i) && address + (ulong)length <= pageLocked.GetValueAtIndex(i))
                    return true;
            }
        }

        return false;
    }

    private void Run(DeviceStream stream, DeviceEvent? point)
    {
        if (stream.Commands.Count == 0)
            return;
        lock (work)
        {
            (running, until) = (stream, point);
            Monitor.PulseAll(work);
            while (running is not null)
                Monitor.Wait(work);
        }
    }

    private void Work()
    {
        lock (work)
        {
            while (true)
            {
                while (running is null)
                    Monitor.Wait(work);
                while (running.Commands.TryDequeue(out var command))
                {
                    Do(command);
                    if (command.Event is { } reached && reached == until && reached.Pending == 0)
                        break;
                }

                running = null;
                Monitor.PulseAll(work);
            }
        }
    }

    private void Do(in Command command)
    {
        try
        {
            if (Fault is null || command.Kind == CommandKind.Record)
                Execute(command);
        }
        catch (PtxFault fault)
        {
            Fault = fault.Message;
        }

        if (command is { Kind: CommandKind.Launch, Bytes: { } room })
        {
            lock (rooms)
                rooms.Push(room);
        }
    }

    private void Execute(in Command command)
    {
        var target = (byte*)command.Target;
        switch (command.Kind)
        {
            case CommandKind.Copy:
                Buffer.MemoryCopy((void*)command.Source, target, command.Length, command.Length);
                break;
            case CommandKind.CopyFromBytes:
                command.Bytes.AsSpan(0, (int)command.Length).CopyTo(new Span<byte>(target, (int)command.Length));
                break;
            case CommandKind.Set:
                new Span<byte>(target, (int)command.Length).Fill(command.Value);
                break;
            case CommandKind.Launch:
                command.Kernel!.Launch(command.Grid, command.Block, command.SharedBytes, command.Bytes.AsSpan(0, (int)command.Length), Memory);
                break;
            case CommandKind.Record:
                command.Event!.Pending--;
                command.Event.Ticks = Stopwatch.GetTimestamp();
                break;
        }
    }
}
