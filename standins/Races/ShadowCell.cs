namespace ShapeNet.Standins.Races;

/// <summary>
/// Who last wrote and read a few bytes of memory, when, and where in the kernel. An epoch counts the barriers of the accelerator's
/// life in its upper bits and a warp's own barriers in its lower ones.
/// </summary>
internal struct ShadowCell
{
    /// <summary>Several threads of one warp: this minus the warp's index.</summary>
    public const int SeveralInWarp = -1;

    /// <summary>Threads of several warps of one group.</summary>
    public const int SeveralWarps = int.MinValue + 1;

    /// <summary>Threads of several groups of one launch.</summary>
    public const int SeveralGroups = int.MinValue;

    public ulong WriteEpoch;
    public ulong ReadEpoch;

    /// <summary>A thread's index in its group, or one of the constants, which for writers are atomic ones.</summary>
    public int Writer;

    /// <summary>A thread's index in its group, or one of the constants.</summary>
    public int Reader;

    public int WritePosition;
    public int ReadPosition;
}
