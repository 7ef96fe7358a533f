namespace Fcn.Data;

/// <summary>What a synthetic data set consists of.</summary>
internal sealed record SyntheticOptions
{
    /// <summary>Images of <c>train.txt</c>.</summary>
    public int Train { get; init; } = 48;

    /// <summary>Images of <c>val.txt</c>.</summary>
    public int Val { get; init; } = 16;

    /// <summary>What every image follows from.</summary>
    public ulong Seed { get; init; }
}
