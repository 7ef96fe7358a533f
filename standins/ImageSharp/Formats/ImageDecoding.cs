using System.Buffers.Binary;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats;

/// <summary>Tells formats apart by their first bytes and hands the rest to the format's reader.</summary>
internal static class ImageDecoding
{
    /// <summary>The most pixels an image may have: a header that claims more is refused before any memory is taken.</summary>
    public const long MaxPixels = 1L << 27;

    private const ulong PngSignature = 0x89504E470D0A1A0A;

    /// <summary>Start of image, then the lead byte of the next marker.</summary>
    private const int JpegSignature = 0xFFD8FF;

    public static ImageInfo Identify(Stream stream)
    {
        Span<byte> signature = stackalloc byte[8];
        var read = stream.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        return KindOf(signature[..read]) switch
        {
            Kind.Png => PngHeader.Read(stream).ToImageInfo(),
            Kind.Jpeg => JpegHeader.Read(stream, signature[3..read]),
            _ => throw Unknown(),
        };
    }

    public static Image<TPixel> Decode<TPixel>(Stream stream)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var file = PooledBytes.ReadToEnd(stream);
        return Decode<TPixel>(file);
    }

    public static Image<TPixel> Decode<TPixel>(ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var file = PooledBytes.Copy(data);
        return Decode<TPixel>(file);
    }

    public static void CheckSize(long width, long height)
    {
        if (width <= 0 || height <= 0)
            throw new InvalidImageContentException($"the header says {width} x {height} pixels");
        if (width * height > MaxPixels)
            throw new InvalidImageContentException($"{width} x {height} pixels are more than the {MaxPixels} that are read");
    }

    private static Image<TPixel> Decode<TPixel>(PooledBytes file)
        where TPixel : unmanaged, IPixel<TPixel>
        => KindOf(file.Span) switch
        {
            Kind.Png => PngReader.Decode<TPixel>(file),
            Kind.Jpeg => JpegCodec.Decode<TPixel>(file.Span),
            _ => throw Unknown(),
        };

    private static Kind KindOf(ReadOnlySpan<byte> start)
    {
        if (start.Length >= 8 && BinaryPrimitives.ReadUInt64BigEndian(start) == PngSignature)
            return Kind.Png;
        if (start.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(start) >>> 8 == JpegSignature)
            return Kind.Jpeg;
        return Kind.Unknown;
    }

    private static UnknownImageFormatException Unknown() => new("the file is neither a PNG nor a JPEG image");

    private enum Kind
    {
        Unknown,
        Png,
        Jpeg,
    }
}
