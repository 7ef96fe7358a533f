using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>A PNG file's IHDR chunk.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    public const int Bytes = 13;

    public int SamplesPerPixel => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayscaleWithAlpha => 2,
        PngColorType.RgbWithAlpha => 4,
        _ => 1,
    };

    public int BitsPerPixel => BitDepth * SamplesPerPixel;

    /// <summary>How far back the filters look: a pixel's bytes, or one byte where several pixels share it.</summary>
    public int FilterDistance => Math.Max(1, BitsPerPixel / 8);

    /// <summary>A row's bytes without its filter byte.</summary>
    public long RowBytes(int width) => ((long)width * BitsPerPixel + 7) / 8;

    public ImageInfo ToImageInfo() => new(Width, Height);

    /// <summary>Reads the header from a stream that stands behind the signature.</summary>
    public static PngHeader Read(Stream stream)
    {
        Span<byte> chunk = stackalloc byte[8 + Bytes + 4];
        if (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) < chunk.Length)
            throw new InvalidImageContentException("the PNG file ends in its header");
        var chunks = new PngChunks(chunk);
        return chunks.MoveNext() && chunks.Type == PngChunks.Header
            ? Parse(chunks.Data)
            : throw new InvalidImageContentException("the PNG file does not begin with an IHDR chunk");
    }

    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length != Bytes)
            throw new InvalidImageContentException($"the PNG header is {data.Length} bytes long instead of {Bytes}");
        var width = BinaryPrimitives.ReadInt32BigEndian(data);
        var height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
        ImageDecoding.CheckSize(width, height);
        var (depth, type, compression, filter, interlace) = (data[8], (PngColorType)data[9], data[10], data[11], data[12]);
        var depthFits = type switch
        {
            PngColorType.Grayscale => depth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => depth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayscaleWithAlpha or PngColorType.RgbWithAlpha => depth is 8 or 16,
            _ => false,
        };
        if (!depthFits)
            throw new InvalidImageContentException($"the PNG header names colour type {(int)type} with {depth} bits, which do not go together");
        if (compression != 0 || filter != 0 || interlace > 1)
            throw new InvalidImageContentException($"the PNG header names method {compression}/{filter}/{interlace}, which PNG does not have");
        return new PngHeader(width, height, depth, type, interlace == 1);
    }
}
