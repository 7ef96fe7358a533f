namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>A pixel format: how it is read from and written to the common RGBA form.</summary>
public interface IPixel
{
    /// <summary>Sets this pixel from an RGBA colour.</summary>
    void FromRgba32(Rgba32 source);

    /// <summary>Writes this pixel as an RGBA colour.</summary>
    void ToRgba32(ref Rgba32 dest);
}

/// <summary>A pixel format.</summary>
public interface IPixel<TSelf> : IPixel, IEquatable<TSelf>
    where TSelf : unmanaged, IPixel<TSelf>
{
}
