namespace ILGPU.Checker;

/// <summary>The exceptions of accesses to memory by the running thread.</summary>
internal static class MemoryFault
{
    public static KernelFaultException Unwritten(nint address) =>
        Fault.Create($"reads {Place(address)}, which no thread of the group has written");

    public static KernelFaultException Unallocated(nint address, int size) =>
        Fault.Create($"accesses {size} bytes at 0x{address:x}, where no buffer is; was its buffer disposed?");

    public static KernelFaultException Race(
        nint address, string does, string did, int who, ulong epoch, int position, in Moment now)
    {
        var group = ThreadGroup.Current!;
        var other = who switch
        {
            ShadowCell.SeveralGroups => "other groups",
            _ when epoch < now.GroupStart => "another group",
            ShadowCell.SeveralWarps => "other threads",
            < 0 => "other threads of the warp",
            _ => $"thread {group.ThreadIndex(who)}",
        };
        return Fault.Create(
            $"race: {does} {Place(address)}, which {other} {did}{group.At(position)} with no barrier between");
    }

    private static string Place(nint address) => ThreadGroup.Current!.DescribeElement(address);
}
