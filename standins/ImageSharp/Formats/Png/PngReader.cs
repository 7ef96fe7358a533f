using System.Buffers;
using System.IO.Compression;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Decodes PNG files of every colour type, bit depth and interlace method.</summary>
internal static class PngReader
{
    private const int SignatureBytes = 8;

    /// <summary>No deflate stream unpacks to more than 1,032 times its length.</summary>
    private const long MaxDeflateRatio = 1032;

    public static Image<TPixel> Decode<TPixel>(PooledBytes file)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var chunks = new PngChunks(file.Span[SignatureBytes..]);
        if (!chunks.MoveNext() || chunks.Type != PngChunks.Header)
            throw new InvalidImageContentException("the PNG file does not begin with an IHDR chunk");
        var header = PngHeader.Parse(chunks.Data);

        ReadOnlySpan<byte> palette = default;
        ReadOnlySpan<byte> transparency = default;
        using var imageData = new PngImageData(file.Array);
        while (chunks.MoveNext() && chunks.Type != PngChunks.End)
        {
            switch (chunks.Type)
            {
                case PngChunks.Palette:
                    palette = chunks.Data;
                    break;
                case PngChunks.Transparency:
                    transparency = chunks.Data;
                    break;
                case PngChunks.ImageData:
                    imageData.Add(SignatureBytes + chunks.DataStart, chunks.Data.Length);
                    break;
                default:
                    if (PngChunks.IsCritical(chunks.Type))
                        throw new InvalidImageContentException($"the PNG file has an unexpected {PngChunks.Name(chunks.Type)} chunk");
                    break;
            }
        }

        if (chunks.Type != PngChunks.End)
            throw new InvalidImageContentException("the PNG file ends before its IEND chunk");
        var pixels = new PngPixels<TPixel>(header, palette, transparency);
        return ReadRows(header, imageData, pixels);
    }

    private static Image<TPixel> ReadRows<TPixel>(PngHeader header, PngImageData imageData, PngPixels<TPixel> pixels)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        if ((header.RowBytes(header.Width) + 1) * header.Height / MaxDeflateRatio > imageData.TotalLength)
            throw new InvalidImageContentException($"{imageData.TotalLength} bytes of PNG image data cannot hold {header.Width} x {header.Height} pixels");

        var image = new Image<TPixel>(header.Width, header.Height);
        try
        {
            using var rows = new ZLibStream(imageData, CompressionMode.Decompress);
            foreach (var pass in header.Interlaced ? Adam7.Passes : Adam7.OnePass)
                ReadPass(header, pass, rows, pixels, image);

            // Reading on to the end makes the inflater compare the checksum that follows the data.
            if (rows.ReadByte() >= 0)
                throw new InvalidImageContentException("the PNG file holds more image data than its size allows");
            return image;
        }
        catch (InvalidDataException exception)
        {
            image.Dispose();
            throw new InvalidImageContentException("the PNG image data are corrupt", exception);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static void ReadPass<TPixel>(PngHeader header, Adam7.Pass pass, Stream rows, PngPixels<TPixel> pixels, Image<TPixel> image)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var width = pass.Width(header.Width);
        if (width == 0 || pass.Y >= header.Height)
            return;

        var rowBytes = (int)header.RowBytes(width);
        var current = ArrayPool<byte>.Shared.Rent(rowBytes + 1);
        var above = ArrayPool<byte>.Shared.Rent(rowBytes + 1);
        try
        {
            Array.Clear(above);
            for (var y = pass.Y; y < header.Height; y += pass.StepY)
            {
                if (rows.ReadAtLeast(current.AsSpan(0, rowBytes + 1), rowBytes + 1, throwOnEndOfStream: false) <= rowBytes)
                    throw new InvalidImageContentException($"the PNG image data end at row {y} of {header.Height}");
                PngFilter.Undo(current[0], current.AsSpan(1, rowBytes), above.AsSpan(1, rowBytes), header.FilterDistance);
                pixels.Convert(current.AsSpan(1, rowBytes), image.Pixels.Slice(y * header.Width, header.Width), pass.X, pass.StepX);
                (current, above) = (above, current);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(above);
        }
    }
}
