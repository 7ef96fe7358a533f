using System.Buffers;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Decodes and encodes JPEG files through libjpeg-turbo.</summary>
internal static unsafe class JpegCodec
{
    private const int DefaultQuality = 75;

    /// <summary>Below this quality, colours are stored at a quarter of the resolution.</summary>
    private const int FullColorQuality = 91;

    public static Image<TPixel> Decode<TPixel>(ReadOnlySpan<byte> file)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        TurboJpeg.EnsureLoaded();
        var handle = TurboJpeg.InitDecompress();
        try
        {
            fixed (byte* data = file)
            {
                var size = new CULong((nuint)file.Length);
                if (TurboJpeg.DecompressHeader(handle, data, size, out var width, out var height, out _, out var colorSpace) != 0)
                    throw Invalid(handle);
                ImageDecoding.CheckSize(width, height);
                return colorSpace is TurboJpeg.ColorSpaceCmyk or TurboJpeg.ColorSpaceYcck
                    ? DecodeCmyk<TPixel>(handle, data, size, width, height)
                    : DecodeRgb<TPixel>(handle, data, size, width, height);
            }
        }
        finally
        {
            _ = TurboJpeg.Destroy(handle);
        }
    }

    public static void Write(Image image, Stream stream, JpegEncoder encoder)
    {
        TurboJpeg.EnsureLoaded();
        var quality = encoder.Quality ?? DefaultQuality;
        var isGray = encoder.ColorType is JpegEncodingColor.Luminance || (encoder.ColorType is null && image is Image<L8>);
        var subsampling = encoder.ColorType switch
        {
            _ when isGray => TurboJpeg.SubsamplingGray,
            JpegEncodingColor.YCbCrRatio422 => TurboJpeg.Subsampling422,
            JpegEncodingColor.YCbCrRatio444 => TurboJpeg.Subsampling444,
            JpegEncodingColor.YCbCrRatio420 => TurboJpeg.Subsampling420,
            null => quality < FullColorQuality ? TurboJpeg.Subsampling420 : TurboJpeg.Subsampling444,
            _ => throw new NotSupportedException($"the ImageSharp stand-in does not write JPEG images as {encoder.ColorType}"),
        };

        var pixelFormat = isGray ? TurboJpeg.PixelFormatGray : TurboJpeg.PixelFormatRgb;
        var pitch = image.Width * (isGray ? 1 : 3);
        var pixels = ArrayPool<byte>.Shared.Rent(checked(pitch * image.Height));
        try
        {
            for (var y = 0; y < image.Height; y++)
            {
                var row = pixels.AsSpan(y * pitch, pitch);
                if (isGray)
                    image.CopyRowTo(y, MemoryMarshal.Cast<byte, L8>(row));
                else
                    image.CopyRowTo(y, MemoryMarshal.Cast<byte, Rgb24>(row));
            }

            Compress(pixels, image.Width, pitch, image.Height, pixelFormat, subsampling, quality, stream);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    private static void Compress(
        byte[] pixels, int width, int pitch, int height, int pixelFormat, int subsampling, int quality, Stream stream)
    {
        var handle = TurboJpeg.InitCompress();
        byte* data = null;
        try
        {
            CULong size = default;
            fixed (byte* source = pixels)
            {
                var result = TurboJpeg.Compress(
                    handle, source, width, pitch, height, pixelFormat, &data, &size, subsampling, quality, TurboJpeg.FlagAccurateDct);
                if (result != 0)
                    throw new InvalidImageContentException($"the JPEG image cannot be written: {TurboJpeg.ErrorMessage(handle)}");
            }

            stream.Write(new ReadOnlySpan<byte>(data, checked((int)size.Value)));
        }
        finally
        {
            TurboJpeg.Free(data);
            _ = TurboJpeg.Destroy(handle);
        }
    }

    private static Image<TPixel> DecodeRgb<TPixel>(nint handle, byte* data, CULong size, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var image = new Image<Rgb24>(width, height);
        try
        {
            fixed (Rgb24* pixels = image.Pixels)
                Decompress(handle, data, size, (byte*)pixels, width, 3 * width, height, TurboJpeg.PixelFormatRgb);
            return typeof(TPixel) == typeof(Rgb24) ? (Image<TPixel>)(Image)image : Convert<TPixel>(image);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static Image<TPixel> Convert<TPixel>(Image<Rgb24> source)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using (source)
        {
            var image = new Image<TPixel>(source.Width, source.Height);
            for (var y = 0; y < source.Height; y++)
                source.CopyRowTo(y, image.Pixels.Slice(y * image.Width, image.Width));
            return image;
        }
    }

    /// <summary>Decodes the inks of print files, which such files store inverted: 255 is no ink.</summary>
    private static Image<TPixel> DecodeCmyk<TPixel>(nint handle, byte* data, CULong size, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var inks = new Image<Rgba32>(width, height);
        fixed (Rgba32* pixels = inks.Pixels)
            Decompress(handle, data, size, (byte*)pixels, width, 4 * width, height, TurboJpeg.PixelFormatCmyk);
        var image = new Image<TPixel>(width, height);
        var source = inks.Pixels;
        var destination = image.Pixels;
        for (var i = 0; i < source.Length; i++)
        {
            var (cyan, magenta, yellow, black) = (source[i].R, source[i].G, source[i].B, source[i].A);
            destination[i].FromRgba32(new Rgba32(Mix(cyan, black), Mix(magenta, black), Mix(yellow, black)));
        }

        return image;
    }

    private static byte Mix(byte ink, byte black) => (byte)(((ink * black) + 127) / 255);

    private static void Decompress(nint handle, byte* data, CULong size, byte* pixels, int width, int pitch, int height, int pixelFormat)
    {
        const int flags = TurboJpeg.FlagLimitScans | TurboJpeg.FlagAccurateDct;
        if (TurboJpeg.Decompress(handle, data, size, pixels, width, pitch, height, pixelFormat, flags) != 0 && !IsHarmless(handle))
            throw Invalid(handle);
    }

    /// <summary>Stray bytes between segments leave every pixel as it was written; every other complaint is of lost data.</summary>
    private static bool IsHarmless(nint handle)
        => TurboJpeg.ErrorCode(handle) == TurboJpeg.ErrorWarning
            && TurboJpeg.ErrorMessage(handle).Contains("extraneous bytes before marker", StringComparison.Ordinal);

    private static InvalidImageContentException Invalid(nint handle) => new($"the JPEG data are corrupt: {TurboJpeg.ErrorMessage(handle)}");
}
