namespace ILGPU.Checker;

/// <summary>The running thread's place in the order of memory accesses.</summary>
internal struct Moment
{
    /// <summary>How many bits of an epoch count a warp's own barriers.</summary>
    public const int WarpBits = 24;

    /// <summary>The epoch.</summary>
    public ulong Epoch;

    /// <summary>The first epoch of the launch.</summary>
    public ulong LaunchStart;

    /// <summary>The first epoch of the group.</summary>
    public ulong GroupStart;

    public int Lane;
    public int Warp;
    public int WarpSize;
    public int Position;

    /// <summary>Whether nothing orders an earlier access by other threads before this moment.</summary>
    public readonly bool ConflictsWith(ulong epoch, int who)
    {
        if (epoch < LaunchStart || who == Lane && epoch >= GroupStart)
            return false;
        if (epoch < GroupStart || who == ShadowCell.SeveralGroups)
            return true;
        if (who == ShadowCell.SeveralWarps)
            return epoch >> WarpBits == Epoch >> WarpBits;
        var warp = who < 0 ? ShadowCell.SeveralInWarp - who : who / WarpSize;
        return warp == Warp ? epoch == Epoch : epoch >> WarpBits == Epoch >> WarpBits;
    }

    /// <summary>Who has accessed, now that this thread does too and the earlier accesses no longer matter one by one.</summary>
    public readonly int Join(ulong epoch, int who)
    {
        if (epoch < LaunchStart || who == Lane && epoch >= GroupStart)
            return Lane;
        if (epoch < GroupStart || who == ShadowCell.SeveralGroups)
            return ShadowCell.SeveralGroups;
        if (epoch >> WarpBits != Epoch >> WarpBits)
            return Lane;
        if (who == ShadowCell.SeveralWarps)
            return who;
        var warp = who < 0 ? ShadowCell.SeveralInWarp - who : who / WarpSize;
        if (warp != Warp)
            return ShadowCell.SeveralWarps;
        return epoch == Epoch ? ShadowCell.SeveralInWarp - Warp : Lane;
    }
}
