using SixLabors.ImageSharp.Processing.Processors.Quantization;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>How a PNG is written.</summary>
public class PngEncoder
{
    /// <summary>What the samples mean; by default what the image's pixel format holds.</summary>
    public PngColorType? ColorType { get; init; }

    /// <summary>How hard to compress.</summary>
    public PngCompressionLevel CompressionLevel { get; init; } = PngCompressionLevel.DefaultCompression;

    /// <summary>Where the palette comes from when <see cref="ColorType"/> is <see cref="PngColorType.Palette"/>.</summary>
    public IQuantizer? Quantizer { get; init; }
}
