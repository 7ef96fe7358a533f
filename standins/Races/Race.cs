namespace ShapeNet.Standins.Races;

/// <summary>An access to memory that another thread accessed too, with nothing between that orders the two.</summary>
/// <param name="Address">Where.</param>
/// <param name="Does">What the thread does that is found.</param>
/// <param name="Did">What the other did.</param>
/// <param name="Who">The other: a thread's index in its group, or one of the constants of <see cref="ShadowCell"/>.</param>
/// <param name="Epoch">When it did.</param>
/// <param name="Position">Where in the kernel it was.</param>
internal readonly record struct Race(nint Address, string Does, string Did, int Who, ulong Epoch, int Position)
{
    /// <summary>Names the other.</summary>
    /// <param name="now">When the race is found.</param>
    /// <param name="group">What a group is called.</param>
    /// <param name="thread">Names a thread of the same group by its index there.</param>
    public string Other(in Moment now, string group, Func<int, string> thread) => Who switch
    {
        ShadowCell.SeveralGroups => $"other {group}s",
        _ when Epoch < now.GroupStart => $"another {group}",
        ShadowCell.SeveralWarps => "other threads",
        < 0 => "other threads of the warp",
        _ => $"thread {thread(Who)}",
    };
}

/// <summary>Makes the exceptions of accesses that break a rule.</summary>
internal interface IRaceFaults
{
    /// <summary>Two accesses race.</summary>
    Exception Race(in Race race, in Moment now);

    /// <summary>Memory of a group is read that none of its threads has written.</summary>
    Exception Unwritten(nint address);
}
