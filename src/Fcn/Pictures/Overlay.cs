using Fcn.Data;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Pictures;

/// <summary>Draws predicted classes over the image: tinted areas, light outlines, and a legend below.</summary>
internal static class Overlay
{
    private const int Margin = 12;
    private const float Tint = 0.5f;

    private static readonly Rgb24 Outline = new(255, 255, 255);

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="rgb">The image, three bytes a pixel.</param>
    /// <param name="classes">The class of each pixel.</param>
    /// <param name="width">The image's width.</param>
    /// <param name="height">The image's height.</param>
    public static void Write(string path, ReadOnlySpan<byte> rgb, ReadOnlyMemory<byte> classes, int width, int height)
    {
        var legend = new Legend(Legend.ClassesIn([classes]), width - (2 * Margin));
        var canvas = new Canvas(width, height + legend.Height + (2 * Margin), Ink.Paper);
        canvas.Image(Blend(rgb, classes.Span, width), width, height, 0, 0, width, height);
        legend.Draw(canvas, Margin, height + Margin);
        canvas.Save(path);
    }

    private static byte[] Blend(ReadOnlySpan<byte> rgb, ReadOnlySpan<byte> classes, int width)
    {
        var blended = rgb.ToArray();
        for (var i = 0; i < classes.Length; i++)
        {
            var isOutline = (i % width > 0 && classes[i - 1] != classes[i]) || (i >= width && classes[i - width] != classes[i]);
            if (classes[i] == 0 && !isOutline)
                continue;
            var color = isOutline ? Outline : VocPalette.Colors[classes[i]];
            var share = isOutline ? 0.9f : Tint;
            blended[3 * i] = Mix(blended[3 * i], color.R, share);
            blended[(3 * i) + 1] = Mix(blended[(3 * i) + 1], color.G, share);
            blended[(3 * i) + 2] = Mix(blended[(3 * i) + 2], color.B, share);
        }

        return blended;
    }

    private static byte Mix(byte from, byte to, float share) => (byte)(from + ((to - from) * share) + 0.5f);
}
