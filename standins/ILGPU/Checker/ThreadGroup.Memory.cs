using ShapeNet.Standins.Races;

namespace ILGPU.Checker;

/// <summary>The running thread's accesses to memory. Rewritten kernels call here before each.</summary>
internal sealed partial class ThreadGroup : IRaceFaults
{
    /// <summary>How far the stack of a kernel's thread may lie from the frame that looks.</summary>
    private const int StackReach = 256 * 1024;

    public static void Read(nint address, int size, int position, ThreadGroup group)
    {
        group.now.Position = position;
        if (group.shared.Contains(address))
            group.shared.Read(address, size, group.now, group);
        else if (group.memory.Shadow(address, size, position, group) is { } shadow)
            shadow.Read(address, size, group.now, group);
    }

    public static void Write(nint address, int size, int position, ThreadGroup group)
    {
        group.now.Position = position;
        if (group.shared.Contains(address))
            group.shared.Write(address, size, group.now, group);
        else if (group.memory.Shadow(address, size, position, group) is { } shadow)
            shadow.Write(address, size, group.now, group);
    }

    public void Atomic(nint address, int size)
    {
        if (shared.Contains(address))
            shared.Atomic(address, size, now, this);
        else if (memory.Shadow(address, size, Position, this) is { } shadow)
            shadow.Atomic(address, size, now, this);
    }

    /// <inheritdoc/>
    public Exception Race(in Race race, in Moment when)
    {
        var other = race.Other(when, "group", lane => ThreadIndex(lane).ToString());
        return Fault.Create($"race: {race.Does} {DescribeElement(race.Address)}, which {other} {race.Did}{At(race.Position)} with no barrier between");
    }

    /// <inheritdoc/>
    public Exception Unwritten(nint address) => Fault.Create($"reads {DescribeElement(address)}, which no thread of the group has written");

    /// <summary>Says which kernel, group, thread and line runs.</summary>
    public string Where() => $"{Program.Name}, group {gridIndex}, thread {index}{At(Position)}";

    /// <summary>Says which line a position is on.</summary>
    public string At(int position) => $" at {Program.Places.Describe(position)}";

    /// <summary>Says what memory a view is of.</summary>
    public string Describe(nint address, int bufferId) => bufferId switch
    {
        SharedArena.BufferId => "shared memory",
        LocalArena.BufferId => "local memory",
        _ => memory.Describe(address, bufferId),
    };

    /// <summary>Says which element is at an address.</summary>
    public string DescribeElement(nint address) =>
        shared.Contains(address) ? Shared.Describe(address) : memory.DescribeElement(address);

    /// <summary>Whether memory is a thread's own: a local array, a local variable kept over barriers or one on the stack.</summary>
    public unsafe bool IsOwn(nint address)
    {
        var here = 0;
        return Local.Contains(address)
            || (ulong)(address - frames) < (ulong)(Program.FrameBytes * (long)Size)
            || Math.Abs(address - (nint)(&here)) < StackReach;
    }
}
