using System.Runtime.CompilerServices;

namespace ShapeNet.Standins.Races;

/// <summary>The running thread's place in the order of memory accesses.</summary>
internal struct Moment
{
    /// <summary>How many bits of an epoch count a warp's own barriers.</summary>
    public const int WarpBits = 24;

    /// <summary>The epoch.</summary>
    public ulong Epoch;

    /// <summary>The epoch in which the group's last barrier let its threads go.</summary>
    public ulong PhaseStart;

    /// <summary>The first epoch of the group.</summary>
    public ulong GroupStart;

    /// <summary>The first epoch of the launch.</summary>
    public ulong LaunchStart;

    public int Lane;
    public int Warp;
    public int WarpSize;
    public int Position;

    /// <summary>Whether nothing orders an access by other threads, since some epoch, before this moment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool ConflictsWith(ulong epoch, int who, ulong since) =>
        epoch >= since && (epoch >= PhaseStart || epoch < GroupStart || who == ShadowCell.SeveralGroups) && IsUnordered(epoch, who);

    /// <summary>Who has accessed since some epoch, now that this thread does too and the accesses no longer matter one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Join(ulong epoch, int who, ulong since) => epoch < since ? Lane : Join(epoch, who);

    private readonly bool IsUnordered(ulong epoch, int who)
    {
        if (epoch < GroupStart || who is ShadowCell.SeveralGroups or ShadowCell.SeveralWarps || WarpOf(who) != Warp)
            return true;
        return who != Lane && epoch == Epoch;
    }

    private readonly int Join(ulong epoch, int who)
    {
        if (epoch < GroupStart || who == ShadowCell.SeveralGroups)
            return ShadowCell.SeveralGroups;
        if (who == Lane || epoch < PhaseStart)
            return Lane;
        if (who == ShadowCell.SeveralWarps || WarpOf(who) != Warp)
            return ShadowCell.SeveralWarps;
        return epoch == Epoch ? ShadowCell.SeveralInWarp - Warp : Lane;
    }

    private readonly int WarpOf(int who) => who < 0 ? ShadowCell.SeveralInWarp - who : who / WarpSize;
}
