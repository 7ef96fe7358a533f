namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>The state space that an address is in.</summary>
internal enum Space
{
    Generic,
    Global,
    Shared,
    Local,
    Parameter,
}

/// <summary>
/// Addresses that an access may have, for a number of bytes: from <see cref="Start"/> to <see cref="Length"/> past it; and what is added to them, and
/// for each lane, to make a pointer.
/// </summary>
internal readonly record struct MemoryRange(ulong Start, ulong Length, ulong Offset, ulong LaneStride)
{
    // A pointer cannot be like this, so the first access looks for its range.
    public static readonly MemoryRange None = new(0xDEAD_0000_0000_0000, 0, 0, 0);
}

/// <summary>Where shared, local and parameter memory lie among generic addresses: where no pointer of this machine can.</summary>
internal static class Windows
{
    public const ulong Shared = 0x0100_0000_0000_0000;
    public const ulong Local = 0x0200_0000_0000_0000;
    public const ulong Parameter = 0x0300_0000_0000_0000;
    public const ulong Size = 0x0000_0001_0000_0000;

    public static ulong Of(Space space) => space switch
    {
        Space.Shared => Shared,
        Space.Local => Local,
        Space.Parameter => Parameter,
        _ => 0,
    };

    /// <summary>The space that a generic address is in.</summary>
    public static Space SpaceOf(ulong address)
    {
        foreach (var space in (ReadOnlySpan<Space>)[Space.Shared, Space.Local, Space.Parameter])
        {
            if (address - Of(space) < Size)
                return space;
        }

        return Space.Global;
    }
}
