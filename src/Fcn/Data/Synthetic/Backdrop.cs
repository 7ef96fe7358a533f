using System.Numerics;
using ShapeNet.Runtime;
using static Fcn.Data.Synthetic.Materials;

namespace Fcn.Data.Synthetic;

/// <summary>What objects stand before: quiet textures in dull colours.</summary>
internal sealed class Backdrop
{
    private readonly int kind;
    private readonly ValueNoise noise;
    private readonly Vector3 tint;
    private readonly float horizon;
    private readonly float unit;

    public Backdrop(RandomStream random, int height)
    {
        kind = random.NextInt32(5);
        noise = new ValueNoise(random.NextUInt32());
        tint = new Vector3(random.NextSingle(0.94f, 1.06f), random.NextSingle(0.94f, 1.06f), random.NextSingle(0.94f, 1.06f)) * random.NextSingle(0.85f, 1.1f);
        horizon = height * random.NextSingle(0.45f, 0.62f);
        unit = random.NextSingle(0.85f, 1.2f);
    }

    /// <summary>The colour of a pixel.</summary>
    public Vector3 ColorAt(float x, float y)
    {
        (x, y) = (x / unit, y / unit);
        var color = kind switch
        {
            0 => Plaster(x, y),
            1 => Planks(x, y),
            2 => Sand(x, y),
            3 => Road(x, y),
            _ => Tiles(x, y),
        };
        return color * tint;
    }

    private Vector3 Plaster(float x, float y)
    {
        var stripe = MathF.Sin(x * 0.11f) > 0.2f ? 1f : 0.95f;
        return Rgb(0xA9A297) * (stripe * (0.8f + (0.4f * noise.Fractal(x / 40, y / 40, 4))));
    }

    private Vector3 Planks(float x, float y)
    {
        const float width = 46;
        var plank = MathF.Floor(y / width);
        var inPlank = y - (plank * width);
        if (inPlank < 2)
            return Rgb(0x3B342E);
        var grain = noise.Fractal((x / 90) + (plank * 31), y / 7, 3);
        return Rgb(0x85766A) * (0.72f + (0.36f * grain) + (0.2f * noise.At(plank * 7.7f, 3)));
    }

    private Vector3 Sand(float x, float y)
    {
        var bend = 30 * noise.At(x / 120, y / 120);
        var ripple = 0.06f * MathF.Sin((y + bend) * 0.28f);
        return Rgb(0xB9AC92) * (0.86f + ripple + (0.24f * noise.Fractal(x / 9, y / 9, 3)));
    }

    private Vector3 Road(float x, float y)
    {
        if (y * unit < horizon)
            return Vector3.Lerp(Rgb(0x9FAAB5), Rgb(0xC9CDCF), noise.Fractal(x / 110, y / 50, 4)) * (0.9f + (0.1f * y / horizon));
        return Rgb(0x6B6C70) * (0.7f + (0.6f * noise.Fractal(x / 4, y / 4, 3)));
    }

    private Vector3 Tiles(float x, float y)
    {
        const float size = 58;
        var (column, row) = (MathF.Floor(x / size), MathF.Floor(y / size));
        var (inX, inY) = (x - (column * size), y - (row * size));
        if (inX < 3 || inY < 3)
            return Rgb(0x7F8286);
        return Rgb(0xA3ABB0) * (0.84f + (0.2f * noise.At(column * 5.3f, row * 3.1f)) + (0.12f * noise.Fractal(x / 25, y / 25, 3)));
    }
}
