using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A colour of no particular pixel format.</summary>
public readonly struct Color : IEquatable<Color>
{
    private readonly Rgba32 value;

    private Color(Rgba32 value) => this.value = value;

    /// <summary>An opaque colour from its components.</summary>
    public static Color FromRgb(byte r, byte g, byte b) => new(new Rgba32(r, g, b, byte.MaxValue));

    /// <summary>A colour from its components.</summary>
    public static Color FromRgba(byte r, byte g, byte b, byte a) => new(new Rgba32(r, g, b, a));

    /// <summary>The colour in a pixel format.</summary>
    public TPixel ToPixel<TPixel>()
        where TPixel : unmanaged, IPixel<TPixel>
    {
        TPixel pixel = default;
        pixel.FromRgba32(value);
        return pixel;
    }

    /// <inheritdoc/>
    public bool Equals(Color other) => value.Equals(other.value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => value.GetHashCode();

    /// <summary>Whether two colours are the same.</summary>
    public static bool operator ==(Color left, Color right) => left.Equals(right);

    /// <summary>Whether two colours differ.</summary>
    public static bool operator !=(Color left, Color right) => !left.Equals(right);
}
