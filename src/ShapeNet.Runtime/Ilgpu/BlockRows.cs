namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>Where four rows of a product's result begin in memory, or −1 for a row that is not there.</summary>
public struct BlockRows
{
    /// <summary>The first row's beginning.</summary>
    public int Row0;

    /// <summary>The second row's beginning.</summary>
    public int Row1;

    /// <summary>The third row's beginning.</summary>
    public int Row2;

    /// <summary>The fourth row's beginning.</summary>
    public int Row3;

    /// <summary>Four rows that are not there.</summary>
    public static BlockRows None => new() { Row0 = -1, Row1 = -1, Row2 = -1, Row3 = -1 };

    /// <summary>Rows that lie one behind the other.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many rows the result has.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="start">Where row 0 begins.</param>
    public static BlockRows InOrder(int first, int count, int stride, int start) => new()
    {
        Row0 = first < count ? first * stride + start : -1,
        Row1 = first + 1 < count ? (first + 1) * stride + start : -1,
        Row2 = first + 2 < count ? (first + 2) * stride + start : -1,
        Row3 = first + 3 < count ? (first + 3) * stride + start : -1,
    };

    /// <summary>Rows that are pixels of one phase: every so many pixels of an image, in both directions.</summary>
    /// <param name="first">The first row: its number among the pixels of the phase.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="stride">Values from one pixel to the next.</param>
    /// <param name="start">Where pixel 0 begins.</param>
    public static BlockRows OfPhase(int first, Phase phase, int stride, int start)
    {
        var pixel0 = Phase.PixelOf(phase, first);
        var pixel1 = Phase.PixelOf(phase, first + 1);
        var pixel2 = Phase.PixelOf(phase, first + 2);
        var pixel3 = Phase.PixelOf(phase, first + 3);
        return new()
        {
            Row0 = pixel0 >= 0 ? pixel0 * stride + start : -1,
            Row1 = pixel1 >= 0 ? pixel1 * stride + start : -1,
            Row2 = pixel2 >= 0 ? pixel2 * stride + start : -1,
            Row3 = pixel3 >= 0 ? pixel3 * stride + start : -1,
        };
    }
}
