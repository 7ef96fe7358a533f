namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>What a PNG's samples mean; the values are those of the file format.</summary>
public enum PngColorType : byte
{
    /// <summary>One luminance sample.</summary>
    Grayscale = 0,

    /// <summary>Red, green and blue.</summary>
    Rgb = 2,

    /// <summary>An index into the palette.</summary>
    Palette = 3,

    /// <summary>Luminance and opacity.</summary>
    GrayscaleWithAlpha = 4,

    /// <summary>Red, green, blue and opacity.</summary>
    RgbWithAlpha = 6,
}
