using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Pictures;

/// <summary>The colours of pictures other than the classes'.</summary>
internal static class Ink
{
    public static readonly Rgb24 Paper = new(255, 255, 255);
    public static readonly Rgb24 Panel = new(247, 248, 250);
    public static readonly Rgb24 Grid = new(224, 227, 232);
    public static readonly Rgb24 Frame = new(150, 156, 166);
    public static readonly Rgb24 Text = new(40, 44, 52);
    public static readonly Rgb24 Muted = new(104, 110, 120);

    // Distinct in lightness as well as in hue, for print and for colour-blind readers.
    public static readonly Rgb24 Blue = new(31, 98, 184);
    public static readonly Rgb24 Orange = new(222, 110, 20);
    public static readonly Rgb24 Green = new(30, 140, 84);
}
