using ILGPU.Checker;

namespace ILGPU;

/// <summary>The group of threads a kernel's thread belongs to.</summary>
public static class Group
{
    /// <summary>The thread's index in the first dimension.</summary>
    [KernelForm(nameof(ThreadGroup.IdxX))]
    public static int IdxX => throw Fault.OutsideKernel();

    /// <summary>The thread's index in the second dimension.</summary>
    [KernelForm(nameof(ThreadGroup.IdxY))]
    public static int IdxY => throw Fault.OutsideKernel();

    /// <summary>The thread's index in the third dimension.</summary>
    [KernelForm(nameof(ThreadGroup.IdxZ))]
    public static int IdxZ => throw Fault.OutsideKernel();

    /// <summary>The thread's index.</summary>
    [KernelForm(nameof(ThreadGroup.Index))]
    public static Index3D Index => throw Fault.OutsideKernel();

    /// <summary>The number of threads in the first dimension.</summary>
    [KernelForm(nameof(ThreadGroup.DimX))]
    public static int DimX => throw Fault.OutsideKernel();

    /// <summary>The number of threads in the second dimension.</summary>
    [KernelForm(nameof(ThreadGroup.DimY))]
    public static int DimY => throw Fault.OutsideKernel();

    /// <summary>The number of threads in the third dimension.</summary>
    [KernelForm(nameof(ThreadGroup.DimZ))]
    public static int DimZ => throw Fault.OutsideKernel();

    /// <summary>The number of threads in each dimension.</summary>
    [KernelForm(nameof(ThreadGroup.Dimension))]
    public static Index3D Dimension => throw Fault.OutsideKernel();

    /// <summary>The thread's index in a row of the group's threads.</summary>
    [KernelForm(nameof(ThreadGroup.Lane))]
    public static int LinearIndex => throw Fault.OutsideKernel();

    /// <summary>Whether the thread is the group's first.</summary>
    [KernelForm(nameof(ThreadGroup.IsFirstThread))]
    public static bool IsFirstThread => throw Fault.OutsideKernel();

    /// <summary>Whether the thread is the group's last.</summary>
    [KernelForm(nameof(ThreadGroup.IsLastThread))]
    public static bool IsLastThread => throw Fault.OutsideKernel();

    /// <summary>Waits for all threads of the group.</summary>
    [Suspends(Meeting.Group, nameof(ThreadGroup.Arrive), nameof(ThreadGroup.Arrive))]
    public static void Barrier() => throw Fault.OutsideKernel();

    /// <summary>Waits for all threads of the group and counts those whose predicate holds.</summary>
    [Suspends(Meeting.Group, nameof(EnterVote), nameof(LeavePopCount))]
    public static int BarrierPopCount(bool predicate) => throw Fault.OutsideKernel();

    /// <summary>Waits for all threads of the group: does every thread's predicate hold?</summary>
    [Suspends(Meeting.Group, nameof(EnterVote), nameof(LeaveAnd))]
    public static bool BarrierAnd(bool predicate) => throw Fault.OutsideKernel();

    /// <summary>Waits for all threads of the group: does any thread's predicate hold?</summary>
    [Suspends(Meeting.Group, nameof(EnterVote), nameof(LeaveOr))]
    public static bool BarrierOr(bool predicate) => throw Fault.OutsideKernel();

    /// <summary>Gives every thread of the group the value of one.</summary>
    [Suspends(Meeting.Group, nameof(EnterBroadcast), nameof(LeaveBroadcast))]
    public static T Broadcast<T>(T value, int groupIndex)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    internal static void EnterVote(bool predicate, ThreadGroup group) => group.Votes.Cast(predicate);

    internal static int LeavePopCount(ThreadGroup group) => group.Votes.Count;

    internal static bool LeaveAnd(ThreadGroup group) => group.Votes.Count == group.Size;

    internal static bool LeaveOr(ThreadGroup group) => group.Votes.Count > 0;

    internal static void EnterBroadcast<T>(T value, int groupIndex, ThreadGroup group)
        where T : unmanaged
        => group.GroupExchange.Offer(value, groupIndex);

    internal static T LeaveBroadcast<T>(ThreadGroup group)
        where T : unmanaged
        => group.GroupExchange.Take<T>();
}
