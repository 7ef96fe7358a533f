using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Data;

/// <summary>The classes of Pascal VOC, their names, and the colours that stand for them in label images.</summary>
internal static class VocPalette
{
    /// <summary>How many classes there are, background included.</summary>
    public const int Classes = 21;

    /// <summary>The label of a pixel that belongs to no class: VOC's void border.</summary>
    public const byte Void = 255;

    private static readonly string[] ClassNames =
    [
        "background", "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow",
        "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor",
    ];

    private static readonly Rgb24[] ColorMap = CreateColorMap();

    /// <summary>The names by class.</summary>
    public static IReadOnlyList<string> Names => ClassNames;

    /// <summary>All 256 colours by index: the classes first, <see cref="Void"/> last, as the palettes of VOC's label files have them.</summary>
    public static ReadOnlySpan<Rgb24> Colors => ColorMap;

    /// <summary>The class that a colour stands for, or <see cref="Void"/>; null for a colour that stands for neither.</summary>
    public static byte? ClassOf(Rgb24 color)
    {
        // A class's bits lie in the colour's high bits (see CreateColorMap), so the only class it can be is read off directly.
        var index = (color.R >> 7) | ((color.G >> 7) << 1) | ((color.B >> 7) << 2)
            | (((color.R >> 6) & 1) << 3) | (((color.G >> 6) & 1) << 4);
        return index < Classes && ColorMap[index] == color ? (byte)index : color == ColorMap[Void] ? Void : null;
    }

    /// <summary>VOC's colour map: an index's bits go to red, green and blue in turn, into ever lower bits.</summary>
    private static Rgb24[] CreateColorMap()
    {
        var colors = new Rgb24[256];
        for (var index = 0; index < colors.Length; index++)
        {
            int red = 0, green = 0, blue = 0;
            for (var (bits, shift) = (index, 7); bits != 0; bits >>= 3, shift--)
            {
                red |= (bits & 1) << shift;
                green |= ((bits >> 1) & 1) << shift;
                blue |= ((bits >> 2) & 1) << shift;
            }

            colors[index] = new Rgb24((byte)red, (byte)green, (byte)blue);
        }

        return colors;
    }
}
