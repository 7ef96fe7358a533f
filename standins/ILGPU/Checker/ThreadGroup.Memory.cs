namespace ILGPU.Checker;

/// <summary>The running thread's accesses to memory. Rewritten kernels call here before each.</summary>
internal sealed partial class ThreadGroup
{
    /// <summary>How far the stack of a kernel's thread may lie from the frame that looks.</summary>
    private const int StackReach = 256 * 1024;

    private LaunchMemory memory = LaunchMemory.None;

    public static void Read(nint address, int size, int position, ThreadGroup group) => group.Read(address, size, position);

    public static void Write(nint address, int size, int position, ThreadGroup group) => group.Write(address, size, position);

    public void Atomic(nint address, int size)
    {
        if (Shared.Shadow.Contains(address))
            Shared.Shadow.Atomic(address, size, now, mustBeWritten: true);
        else if (memory.Shadow(address, size, this) is { } shadow)
            shadow.Atomic(address, size, now, mustBeWritten: false);
    }

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
        Shared.Shadow.Contains(address) ? Shared.Describe(address) : memory.DescribeElement(address);

    /// <summary>Whether memory is a thread's own: a local array, a local variable kept over barriers or one on the stack.</summary>
    public unsafe bool IsOwn(nint address)
    {
        var here = 0;
        return Local.Contains(address)
            || (ulong)(address - frames) < (ulong)(Program.FrameBytes * (long)Size)
            || Math.Abs(address - (nint)(&here)) < StackReach;
    }

    private void Read(nint address, int size, int position)
    {
        Position = position;
        if (Shared.Shadow.Contains(address))
            Shared.Shadow.Read(address, size, now, mustBeWritten: true);
        else if (memory.Shadow(address, size, this) is { } shadow)
            shadow.Read(address, size, now, mustBeWritten: false);
    }

    private void Write(nint address, int size, int position)
    {
        Position = position;
        if (Shared.Shadow.Contains(address))
            Shared.Shadow.Write(address, size, now);
        else if (memory.Shadow(address, size, this) is { } shadow)
            shadow.Write(address, size, now);
    }
}
