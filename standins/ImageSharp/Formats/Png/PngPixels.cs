using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Turns a PNG row's samples into pixels.</summary>
internal sealed class PngPixels<TPixel>
    where TPixel : unmanaged, IPixel<TPixel>
{
    private readonly PngHeader header;

    /// <summary>The pixel of every sample value, where a pixel is one sample of up to 8 bits.</summary>
    private readonly TPixel[] table = [];

    /// <summary>How many entries of the table a file may use.</summary>
    private readonly int tableCount;

    /// <summary>The colour that a tRNS chunk makes transparent, as it is stored; −1 when there is none.</summary>
    private readonly (int R, int G, int B) transparent = (-1, -1, -1);

    public PngPixels(PngHeader header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        this.header = header;
        if (header.ColorType == PngColorType.Palette)
        {
            table = ReadPalette(palette, transparency);
            tableCount = table.Length;
            return;
        }

        if (header.ColorType is PngColorType.Grayscale or PngColorType.Rgb && !transparency.IsEmpty)
            transparent = ReadTransparentColor(transparency);
        if (header.ColorType == PngColorType.Grayscale && header.BitDepth <= 8)
        {
            table = CreateGrayscaleTable();
            tableCount = table.Length;
        }
    }

    /// <summary>Converts a row.</summary>
    /// <param name="row">The row's bytes, unfiltered.</param>
    /// <param name="destination">The image's row.</param>
    /// <param name="start">Where the row's first pixel goes.</param>
    /// <param name="step">From one pixel to the next in the image's row.</param>
    public void Convert(ReadOnlySpan<byte> row, Span<TPixel> destination, int start, int step)
    {
        if (table.Length > 0)
        {
            ConvertByTable(row, destination, start, step);
            return;
        }

        if (typeof(TPixel) == typeof(Rgb24) && step == 1 && header is { ColorType: PngColorType.Rgb, BitDepth: 8 })
        {
            MemoryMarshal.Cast<byte, TPixel>(row).CopyTo(destination);
            return;
        }

        var samples = header.SamplesPerPixel;
        var bytesPerPixel = samples * header.BitDepth / 8;
        for (int x = start, i = 0; x < destination.Length; x += step, i += bytesPerPixel)
            destination[x].FromRgba32(ToColor(row.Slice(i, bytesPerPixel), samples));
    }

    private void ConvertByTable(ReadOnlySpan<byte> row, Span<TPixel> destination, int start, int step)
    {
        var bits = header.BitDepth;
        var mask = (1 << bits) - 1;
        for (int x = start, bit = 0; x < destination.Length; x += step, bit += bits)
        {
            var value = (row[bit >> 3] >> (8 - bits - (bit & 7))) & mask;
            if (value >= tableCount)
                throw new InvalidImageContentException($"a PNG pixel has colour {value} of a palette of {tableCount}");
            destination[x] = table[value];
        }
    }

    private Rgba32 ToColor(ReadOnlySpan<byte> pixel, int samples)
    {
        Span<int> stored = stackalloc int[4];
        var wide = header.BitDepth == 16;
        for (var i = 0; i < samples; i++)
            stored[i] = wide ? BinaryPrimitives.ReadUInt16BigEndian(pixel[(2 * i)..]) : pixel[i];

        var hasColour = samples >= 3;
        var (r, g, b) = hasColour ? (stored[0], stored[1], stored[2]) : (stored[0], stored[0], stored[0]);
        var isTransparent = (r, g, b) == transparent;
        var alpha = samples is 2 or 4 ? ToByte(stored[samples - 1]) : isTransparent ? (byte)0 : byte.MaxValue;
        return new Rgba32(ToByte(r), ToByte(g), ToByte(b), alpha);
    }

    /// <summary>A stored sample in 8 bits, rounded to the nearest.</summary>
    private byte ToByte(int sample) => header.BitDepth == 16 ? (byte)(((sample * 255) + 32895) >> 16) : (byte)sample;

    private static TPixel[] ReadPalette(ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        var count = palette.Length / 3;
        if (count is 0 or > 256 || palette.Length % 3 != 0)
            throw new InvalidImageContentException($"a PNG palette of {palette.Length} bytes");
        if (transparency.Length > count)
            throw new InvalidImageContentException($"{transparency.Length} PNG opacities for a palette of {count}");
        var pixels = new TPixel[count];
        for (var i = 0; i < count; i++)
        {
            var alpha = i < transparency.Length ? transparency[i] : byte.MaxValue;
            pixels[i].FromRgba32(new Rgba32(palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2], alpha));
        }

        return pixels;
    }

    private (int R, int G, int B) ReadTransparentColor(ReadOnlySpan<byte> data)
    {
        var samples = header.SamplesPerPixel;
        if (data.Length != 2 * samples)
            throw new InvalidImageContentException($"a PNG transparent colour of {data.Length} bytes");
        var first = BinaryPrimitives.ReadUInt16BigEndian(data);
        return samples == 1
            ? (first, first, first)
            : (first, BinaryPrimitives.ReadUInt16BigEndian(data[2..]), BinaryPrimitives.ReadUInt16BigEndian(data[4..]));
    }

    private TPixel[] CreateGrayscaleTable()
    {
        var largest = (1 << header.BitDepth) - 1;
        var pixels = new TPixel[largest + 1];
        for (var value = 0; value <= largest; value++)
        {
            var luminance = (byte)(value * 255 / largest);
            var alpha = value == transparent.R ? (byte)0 : byte.MaxValue;
            pixels[value].FromRgba32(new Rgba32(luminance, luminance, luminance, alpha));
        }

        return pixels;
    }
}
