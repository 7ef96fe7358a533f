using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Processing.Processors.Quantization;

/// <summary>Finds the palette entry nearest to a colour.</summary>
internal sealed class Palette
{
    private readonly Rgba32[] colors;
    private readonly Dictionary<Rgba32, byte> nearest = [];

    private Palette(Rgba32[] colors)
    {
        this.colors = colors;
        for (var i = colors.Length - 1; i >= 0; i--)
            nearest[colors[i]] = (byte)i;
    }

    public int Count => colors.Length;

    public Rgba32 this[int index] => colors[index];

    public static Palette From(IQuantizer? quantizer)
    {
        if (quantizer is not PaletteQuantizer given)
            throw new NotSupportedException("the ImageSharp stand-in writes palette images with a PaletteQuantizer only");
        if (given.Options.Dither is not null)
            throw new NotSupportedException("the ImageSharp stand-in does not dither: set QuantizerOptions.Dither to null");
        if (given.Palette.Length > 256)
            throw new NotSupportedException($"a palette of {given.Palette.Length} colours: PNG images have up to 256");
        var colors = new Rgba32[given.Palette.Length];
        for (var i = 0; i < colors.Length; i++)
            colors[i] = given.Palette.Span[i].ToPixel<Rgba32>();
        return new Palette(colors);
    }

    public void Map(ReadOnlySpan<Rgba32> source, Span<byte> indices)
    {
        Rgba32 last = source[0];
        var index = IndexOf(last);
        for (var x = 0; x < source.Length; x++)
        {
            if (source[x] != last)
            {
                last = source[x];
                index = IndexOf(last);
            }

            indices[x] = index;
        }
    }

    private byte IndexOf(Rgba32 color)
    {
        if (nearest.TryGetValue(color, out var known))
            return known;
        var best = 0;
        var least = int.MaxValue;
        for (var i = 0; i < colors.Length; i++)
        {
            var (r, g, b, a) = (colors[i].R - color.R, colors[i].G - color.G, colors[i].B - color.B, colors[i].A - color.A);
            var distance = (r * r) + (g * g) + (b * b) + (a * a);
            if (distance < least)
                (best, least) = (i, distance);
        }

        return nearest[color] = (byte)best;
    }
}
