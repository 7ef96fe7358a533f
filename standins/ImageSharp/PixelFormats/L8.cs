namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Luminance in one byte.</summary>
public struct L8 : IPixel<L8>
{
    /// <summary>Creates the pixel.</summary>
    public L8(byte luminance) => PackedValue = luminance;

    /// <summary>The luminance.</summary>
    public byte PackedValue { get; set; }

    /// <summary>Sets the luminance of a colour by the weights of ITU-R BT.709.</summary>
    public void FromRgba32(Rgba32 source)
        => PackedValue = (byte)((source.R * 0.2126f) + (source.G * 0.7152f) + (source.B * 0.0722f) + 0.5f);

    /// <inheritdoc/>
    public readonly void ToRgba32(ref Rgba32 dest) => dest = new Rgba32(PackedValue, PackedValue, PackedValue, byte.MaxValue);

    /// <inheritdoc/>
    public readonly bool Equals(L8 other) => PackedValue == other.PackedValue;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is L8 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => PackedValue;

    /// <inheritdoc/>
    public override readonly string ToString() => $"L8({PackedValue})";

    /// <summary>Whether two pixels are the same.</summary>
    public static bool operator ==(L8 left, L8 right) => left.Equals(right);

    /// <summary>Whether two pixels differ.</summary>
    public static bool operator !=(L8 left, L8 right) => !left.Equals(right);
}
