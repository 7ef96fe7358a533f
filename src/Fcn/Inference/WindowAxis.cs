namespace Fcn.Inference;

/// <summary>Windows of one size along one axis of an image: evenly spread, from its first pixel to its last.</summary>
internal sealed class WindowAxis
{
    private readonly int[] starts;
    private readonly float[] weights;
    private readonly float[] sums;

    /// <summary>Places the windows.</summary>
    /// <param name="length">The image's pixels along the axis.</param>
    /// <param name="window">A window's.</param>
    /// <param name="overlap">The least share of a window that the next one covers too.</param>
    /// <param name="blend">How much a window counts where.</param>
    public WindowAxis(int length, int window, float overlap, WindowBlend blend)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(overlap);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(overlap, 1);

        // An image that is smaller than a window is filled up to one.
        Length = Math.Max(length, window);
        var free = Length - window;
        var stride = Math.Max(1, (int)(window * (1 - overlap)));
        starts = new int[((free + stride - 1) / stride) + 1];
        for (var i = 1; i < starts.Length; i++)
            starts[i] = (int)Math.Round(i * (double)free / (starts.Length - 1));

        weights = new float[window];
        for (var i = 0; i < window; i++)
            weights[i] = blend == WindowBlend.Mean || starts.Length == 1 ? 1 : Math.Min(i + 1, window - i);
        sums = new float[Length];
        foreach (var start in starts)
        {
            for (var i = 0; i < window; i++)
                sums[start + i] += weights[i];
        }
    }

    /// <summary>The pixels that the windows cover: the image's, or a window's where that is more.</summary>
    public int Length { get; }

    /// <summary>The first pixel of each window, in order.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>How much a window counts at each of its pixels.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>At each pixel of the axis, the sum of the weights of the windows that cover it.</summary>
    public ReadOnlySpan<float> Sums => sums;
}
