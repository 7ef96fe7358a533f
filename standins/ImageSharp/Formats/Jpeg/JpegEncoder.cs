namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>How a JPEG is written.</summary>
public sealed class JpegEncoder
{
    private int? quality;

    /// <summary>1 to 100; 75 by default.</summary>
    public int? Quality
    {
        get => quality;
        init => quality = value is null or (>= 1 and <= 100)
            ? value
            : throw new ArgumentException("Quality factor must be in [1..100] range.");
    }

    /// <summary>How colours are stored; by default full colour resolution from quality 91 on, a quarter of it below.</summary>
    public JpegEncodingColor? ColorType { get; init; }
}

/// <summary>How a JPEG stores colours; the values are those of the package.</summary>
public enum JpegEncodingColor : byte
{
    /// <summary>A colour sample for 2×2 pixels.</summary>
    YCbCrRatio420 = 0,

    /// <summary>A colour sample for each pixel.</summary>
    YCbCrRatio444 = 1,

    /// <summary>A colour sample for 2×1 pixels.</summary>
    YCbCrRatio422 = 2,

    /// <summary>Luminance only.</summary>
    Luminance = 5,
}
