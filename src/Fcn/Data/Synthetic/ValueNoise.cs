namespace Fcn.Data.Synthetic;

/// <summary>Smooth random values over the plane: a random value at each whole coordinate, blended in between.</summary>
internal readonly struct ValueNoise(uint seed)
{
    /// <summary>A value in [0, 1).</summary>
    public float At(float x, float y)
    {
        var (left, top) = (MathF.Floor(x), MathF.Floor(y));
        var (shareX, shareY) = (Smooth(x - left), Smooth(y - top));
        var (column, row) = ((int)left, (int)top);
        var above = float.Lerp(Corner(column, row), Corner(column + 1, row), shareX);
        var below = float.Lerp(Corner(column, row + 1), Corner(column + 1, row + 1), shareX);
        return float.Lerp(above, below, shareY);
    }

    /// <summary>Noise at several scales, each half as large and half as strong as the one before; in [0, 1).</summary>
    public float Fractal(float x, float y, int octaves)
    {
        float sum = 0, weight = 0.5f, total = 0;
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * At(x, y);
            total += weight;
            weight *= 0.5f;
            (x, y) = ((2 * x) + 17.3f, (2 * y) + 9.1f);
        }

        return sum / total;
    }

    private static float Smooth(float share) => share * share * (3 - (2 * share));

    private float Corner(int x, int y)
    {
        var hash = unchecked(((uint)x * 0x8DA6B343) ^ ((uint)y * 0xD8163841) ^ seed);
        hash = unchecked((hash ^ (hash >> 16)) * 0x7FEB352D);
        hash = unchecked((hash ^ (hash >> 15)) * 0x846CA68B);
        return ((hash ^ (hash >> 16)) >> 8) * (1f / (1 << 24));
    }
}
