using System.Numerics;

namespace Fcn.Data.Synthetic;

/// <summary>The textures of objects. Each has a grain of its own, so that a class can be told by a patch of it.</summary>
internal static class Materials
{
    public static Vector3 Rgb(int hex) => new((hex >> 16) / 255f, ((hex >> 8) & 255) / 255f, (hex & 255) / 255f);

    /// <summary>One colour, slightly uneven, lit from above left.</summary>
    public static Material Plain(Vector3 color, ValueNoise noise, float grain = 0.12f)
        => point => Lit(color, point) * (1 - (grain / 2) + (grain * noise.Fractal(9 * point.X, 9 * point.Y, 3)));

    /// <summary>Bands of two colours across a direction.</summary>
    public static Material Stripes(Vector3 first, Vector3 second, Vector2 across, float period, float share, ValueNoise noise)
        => point =>
        {
            var phase = Vector2.Dot(point, across) / period;
            var color = phase - MathF.Floor(phase) < share ? first : second;
            return Lit(color, point) * (0.95f + (0.1f * noise.At(14 * point.X, 14 * point.Y)));
        };

    /// <summary>A chessboard of two colours.</summary>
    public static Material Checker(Vector3 first, Vector3 second, float period)
        => point =>
        {
            var odd = ((int)MathF.Floor(point.X / period) + (int)MathF.Floor(point.Y / period)) & 1;
            return Lit(odd == 0 ? first : second, point);
        };

    /// <summary>Curls of wool: bright tufts with dark gaps.</summary>
    public static Material Wool(Vector3 tuft, Vector3 gap, ValueNoise noise)
        => point =>
        {
            var curl = MathF.Abs((2 * noise.Fractal(11 * point.X, 11 * point.Y, 3)) - 1);
            return Lit(Vector3.Lerp(gap, tuft, MathF.Min(1, 0.25f + (4.5f * curl))), point);
        };

    /// <summary>A lit screen: a gradient between two colours, crossed by dark lines.</summary>
    public static Material Screen(Vector3 top, Vector3 bottom, float lines)
        => point =>
        {
            var phase = point.Y * lines;
            var line = phase - MathF.Floor(phase) < 0.3f ? 0.55f : 1f;
            var glow = 1 - (0.25f * point.LengthSquared());
            return Vector3.Lerp(top, bottom, Math.Clamp((point.Y + 1) / 2, 0, 1)) * (line * glow);
        };

    /// <summary>A leaf along a direction: ribs that slant away from a bright middle line.</summary>
    public static Material Leaf(Vector3 color, Vector2 root, Vector2 direction, ValueNoise noise)
        => point =>
        {
            var offset = point - root;
            var along = Vector2.Dot(offset, direction);
            var across = MathF.Abs((offset.Y * direction.X) - (offset.X * direction.Y));
            if (across < 0.012f)
                return color * 1.5f;
            var rib = (along - across) * 13;
            var shade = rib - MathF.Floor(rib) < 0.22f ? 0.7f : 1f;
            return color * (shade * (0.85f + (0.3f * noise.At(6 * point.X, 6 * point.Y))));
        };

    private static Vector3 Lit(Vector3 color, Vector2 point) => color * (1 - (0.1f * (point.X + point.Y)));
}
