using ILGPU.Checker;

namespace ILGPU;

/// <summary>The warp a kernel's thread belongs to.</summary>
public static class Warp
{
    /// <summary>The number of threads of a full warp.</summary>
    [KernelForm(nameof(ThreadGroup.WarpSize))]
    public static int WarpSize => throw Fault.OutsideKernel();

    /// <summary>The thread's index in its warp.</summary>
    [KernelForm(nameof(ThreadGroup.LaneIdx))]
    public static int LaneIdx => throw Fault.OutsideKernel();

    /// <summary>Whether the thread is its warp's first.</summary>
    [KernelForm(nameof(ThreadGroup.IsFirstLane))]
    public static bool IsFirstLane => throw Fault.OutsideKernel();

    /// <summary>Whether the thread is its warp's last.</summary>
    [KernelForm(nameof(ThreadGroup.IsLastLane))]
    public static bool IsLastLane => throw Fault.OutsideKernel();

    /// <summary>The warp's index in its group.</summary>
    [KernelForm(nameof(ThreadGroup.WarpIdx))]
    public static int WarpIdx => throw Fault.OutsideKernel();

    /// <summary>Waits for all threads of the warp.</summary>
    [Suspends(Meeting.Warp, nameof(ThreadGroup.Arrive), nameof(ThreadGroup.Arrive))]
    public static void Barrier() => throw Fault.OutsideKernel();

    /// <summary>The value of another lane.</summary>
    [Suspends(Meeting.Warp, nameof(EnterShuffle), nameof(Leave))]
    public static T Shuffle<T>(T variable, int sourceLane)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>The value of another lane of the same part of the warp.</summary>
    [Suspends(Meeting.Warp, nameof(EnterSubShuffle), nameof(Leave))]
    public static T Shuffle<T>(T variable, int sourceLane, int width)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>The value of the lane so many further on; the thread's own where the warp ends before it.</summary>
    [Suspends(Meeting.Warp, nameof(EnterShuffleDown), nameof(Leave))]
    public static T ShuffleDown<T>(T variable, int delta)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>The value of the lane so many further on; the thread's own where the part of the warp ends before it.</summary>
    [Suspends(Meeting.Warp, nameof(EnterSubShuffleDown), nameof(Leave))]
    public static T ShuffleDown<T>(T variable, int delta, int width)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>The value of the lane so many back; the thread's own where the warp begins after it.</summary>
    [Suspends(Meeting.Warp, nameof(EnterShuffleUp), nameof(Leave))]
    public static T ShuffleUp<T>(T variable, int delta)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>The value of the lane so many back; the thread's own where the part of the warp begins after it.</summary>
    [Suspends(Meeting.Warp, nameof(EnterSubShuffleUp), nameof(Leave))]
    public static T ShuffleUp<T>(T variable, int delta, int width)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>The value of the lane whose index differs in the mask's bits.</summary>
    [Suspends(Meeting.Warp, nameof(EnterShuffleXor), nameof(Leave))]
    public static T ShuffleXor<T>(T variable, int mask)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>The value of the lane whose index differs in the mask's bits, in the same part of the warp.</summary>
    [Suspends(Meeting.Warp, nameof(EnterSubShuffleXor), nameof(Leave))]
    public static T ShuffleXor<T>(T variable, int mask, int width)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    /// <summary>Gives every lane of the warp the value of one.</summary>
    [Suspends(Meeting.Warp, nameof(EnterShuffle), nameof(Leave))]
    public static T Broadcast<T>(T value, int sourceLane)
        where T : unmanaged
        => throw Fault.OutsideKernel();

    internal static T Leave<T>(ThreadGroup group)
        where T : unmanaged
        => group.WarpExchange.Take<T>();

    internal static void EnterShuffle<T>(T variable, int sourceLane, ThreadGroup group)
        where T : unmanaged
        => Offer(variable, sourceLane, group.WarpSize, group);

    internal static void EnterSubShuffle<T>(T variable, int sourceLane, int width, ThreadGroup group)
        where T : unmanaged
        => Offer(variable, (group.LaneIdx / width * width) + (sourceLane % width), width, group);

    internal static void EnterShuffleDown<T>(T variable, int delta, ThreadGroup group)
        where T : unmanaged
        => Offer(variable, group.LaneIdx + delta, group.WarpSize, group);

    internal static void EnterSubShuffleDown<T>(T variable, int delta, int width, ThreadGroup group)
        where T : unmanaged
        => Offer(variable, group.LaneIdx + delta, width, group);

    internal static void EnterShuffleUp<T>(T variable, int delta, ThreadGroup group)
        where T : unmanaged
        => Offer(variable, group.LaneIdx - delta, group.WarpSize, group);

    internal static void EnterSubShuffleUp<T>(T variable, int delta, int width, ThreadGroup group)
        where T : unmanaged
        => Offer(variable, group.LaneIdx - delta, width, group);

    internal static void EnterShuffleXor<T>(T variable, int mask, ThreadGroup group)
        where T : unmanaged
        => Offer(variable, group.LaneIdx ^ mask, group.WarpSize, group);

    internal static void EnterSubShuffleXor<T>(T variable, int mask, int width, ThreadGroup group)
        where T : unmanaged
        => Offer(variable, group.LaneIdx ^ mask, width, group);

    /// <summary>Offers a value to the warp and asks for a lane's; a lane outside this thread's part of the warp means its own.</summary>
    private static void Offer<T>(T variable, int sourceLane, int width, ThreadGroup group)
        where T : unmanaged
    {
        if (width < 1 || width > group.WarpSize || (width & (width - 1)) != 0)
            throw Fault.ShuffleWidth(width, group.WarpSize);
        var own = group.LaneIdx;
        var source = sourceLane >= 0 && sourceLane / width == own / width ? sourceLane : own;
        group.WarpExchange.Offer(variable, group.Lane - own + source);
    }
}
