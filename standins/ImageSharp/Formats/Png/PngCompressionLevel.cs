namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>How hard a PNG is compressed, as zlib counts.</summary>
public enum PngCompressionLevel
{
    /// <summary>Stored as it is.</summary>
    NoCompression = 0,

    /// <summary>The fastest that compresses.</summary>
    BestSpeed = 1,

    /// <summary>The usual balance.</summary>
    DefaultCompression = 6,

    /// <summary>The smallest files.</summary>
    BestCompression = 9,
}
