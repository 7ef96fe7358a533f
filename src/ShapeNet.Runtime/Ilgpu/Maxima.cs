using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>
/// The maxima of a window in four neighbouring channels, and at which position of the window each was found: the first among
/// equals. What is no number is larger than all numbers.
/// </summary>
public struct Maxima
{
    /// <summary>The maxima.</summary>
    public Float4 Values;

    /// <summary>The position of the first channel's.</summary>
    public int X;

    /// <summary>The position of the second channel's.</summary>
    public int Y;

    /// <summary>The position of the third channel's.</summary>
    public int Z;

    /// <summary>The position of the fourth channel's.</summary>
    public int W;

    /// <summary>The maxima before any value was seen: nothing is smaller.</summary>
    public static Float4 None => new(float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity);

    /// <summary>Begins a window.</summary>
    /// <param name="position">Its first position, which holds where no value is larger than minus infinity.</param>
    public static Maxima Begin(int position) => new() { Values = None, X = position, Y = position, Z = position, W = position };

    /// <summary>Goes on to the next position.</summary>
    /// <param name="maxima">The maxima before.</param>
    /// <param name="values">The position's values.</param>
    /// <param name="position">The position.</param>
    public static Maxima Take(Maxima maxima, Float4 values, int position)
    {
        maxima.X = Wins(values.X, maxima.Values.X) ? position : maxima.X;
        maxima.Y = Wins(values.Y, maxima.Values.Y) ? position : maxima.Y;
        maxima.Z = Wins(values.Z, maxima.Values.Z) ? position : maxima.Z;
        maxima.W = Wins(values.W, maxima.Values.W) ? position : maxima.W;
        maxima.Values = Larger(maxima.Values, values);
        return maxima;
    }

    /// <summary>The larger values, place by place.</summary>
    /// <param name="best">Four values.</param>
    /// <param name="values">Four values, which win where they are no numbers.</param>
    public static Float4 Larger(Float4 best, Float4 values) => new(
        Wins(values.X, best.X) ? values.X : best.X,
        Wins(values.Y, best.Y) ? values.Y : best.Y,
        Wins(values.Z, best.Z) ? values.Z : best.Z,
        Wins(values.W, best.W) ? values.W : best.W);

    /// <summary>Writes the maxima and their positions.</summary>
    /// <param name="maxima">The maxima.</param>
    /// <param name="output">Where the maxima go.</param>
    /// <param name="positions">Where their positions go, one byte each.</param>
    /// <param name="at">The first one's index, a multiple of four.</param>
    public static void Store(Maxima maxima, ArrayView<float> output, ArrayView<byte> positions, int at)
    {
        Float4.Store(maxima.Values, output, at);
        var quads = positions.Cast<uint>();
        quads[at >> 2] = (uint)(maxima.X | maxima.Y << 8 | maxima.Z << 16 | maxima.W << 24);
    }

    /// <summary>Adds the gradients of those maxima that were found at a position.</summary>
    /// <param name="sum">What is added to.</param>
    /// <param name="gradient">The maxima's gradients.</param>
    /// <param name="positions">Their positions.</param>
    /// <param name="at">The first one's index, a multiple of four.</param>
    /// <param name="position">The position.</param>
    public static Float4 AddWon(Float4 sum, ArrayView<float> gradient, ArrayView<byte> positions, int at, int position)
    {
        var found = positions.Cast<uint>()[at >> 2];
        var values = Float4.Load(gradient, at);
        return new(
            (int)(found & 255) == position ? sum.X + values.X : sum.X,
            (int)(found >> 8 & 255) == position ? sum.Y + values.Y : sum.Y,
            (int)(found >> 16 & 255) == position ? sum.Z + values.Z : sum.Z,
            (int)(found >> 24) == position ? sum.W + values.W : sum.W);
    }

    private static bool Wins(float value, float best) => value > best | float.IsNaN(value);
}
