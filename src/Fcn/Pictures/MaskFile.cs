using Fcn.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing.Processors.Quantization;

namespace Fcn.Pictures;

/// <summary>Writes class masks as VOC does: palette PNG images whose indices are the classes.</summary>
internal static class MaskFile
{
    // The whole colour map, so that index and class are the same number, void's 255 included.
    private static readonly Color[] Palette = Array.ConvertAll(VocPalette.Colors.ToArray(), color => (Color)color);

    /// <summary>Writes a mask.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="classes">Height × width classes, <see cref="VocPalette.Void"/> where there is none.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    public static void Write(string path, ReadOnlySpan<byte> classes, int width, int height)
    {
        var bytes = ToBytes(classes, width, height);
        OutputFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>The file's content.</summary>
    public static byte[] ToBytes(ReadOnlySpan<byte> classes, int width, int height)
    {
        using var image = ToImage(classes, width, height);
        using var stream = new MemoryStream();
        image.SaveAsPng(stream, new PngEncoder
        {
            ColorType = PngColorType.Palette,
            Quantizer = new PaletteQuantizer(Palette, new QuantizerOptions { Dither = null }),
        });
        return stream.ToArray();
    }

    /// <summary>The mask in VOC's colours. The caller disposes of it.</summary>
    public static Image<Rgb24> ToImage(ReadOnlySpan<byte> classes, int width, int height)
    {
        var colors = new Rgb24[width * height];
        for (var i = 0; i < colors.Length; i++)
            colors[i] = VocPalette.Colors[classes[i]];
        return Image.LoadPixelData<Rgb24>(colors, width, height);
    }
}
