namespace Fcn.Inference;

/// <summary>How much a window counts where it overlaps with others.</summary>
internal enum WindowBlend
{
    /// <summary>
    /// Most in its middle, falling in a line to almost nothing at its sides: the network sees most around the middle, and
    /// no seam shows where a window ends.
    /// </summary>
    Tent,

    /// <summary>The same everywhere: the plain mean of the windows.</summary>
    Mean,
}
