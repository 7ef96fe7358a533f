using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing.Processors.Quantization;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Encodes PNG files: 8 bits a sample, no interlace.</summary>
internal static class PngWriter
{
    private const int MaxPaletteColors = 256;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Write(Image image, Stream stream, PngEncoder encoder)
    {
        var colorType = encoder.ColorType ?? image.NaturalPngColorType;
        if (colorType == PngColorType.GrayscaleWithAlpha)
            throw new NotSupportedException("the ImageSharp stand-in does not write PNG images of luminance and opacity");
        var palette = colorType == PngColorType.Palette ? Palette.From(encoder.Quantizer) : null;

        stream.Write(Signature);
        WriteHeader(stream, image, colorType);
        if (palette is not null)
            WritePalette(stream, palette);
        using (var compressed = new MemoryStream())
        {
            using (var rows = new ZLibStream(compressed, Options(encoder.CompressionLevel), leaveOpen: true))
                WriteRows(image, rows, colorType, palette);
            WriteChunk(stream, PngChunks.ImageData, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        }

        WriteChunk(stream, PngChunks.End, default);
    }

    private static ZLibCompressionOptions Options(PngCompressionLevel level)
        => new() { CompressionLevel = Math.Clamp((int)level, 0, 9) };

    private static void WriteHeader(Stream stream, Image image, PngColorType colorType)
    {
        Span<byte> header = stackalloc byte[PngHeader.Bytes];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = (byte)colorType;
        WriteChunk(stream, PngChunks.Header, header);
    }

    private static void WritePalette(Stream stream, Palette palette)
    {
        Span<byte> colors = stackalloc byte[3 * MaxPaletteColors];
        Span<byte> opacities = stackalloc byte[MaxPaletteColors];
        var opaque = true;
        for (var i = 0; i < palette.Count; i++)
        {
            var color = palette[i];
            (colors[3 * i], colors[(3 * i) + 1], colors[(3 * i) + 2], opacities[i]) = (color.R, color.G, color.B, color.A);
            opaque &= color.A == byte.MaxValue;
        }

        WriteChunk(stream, PngChunks.Palette, colors[..(3 * palette.Count)]);
        if (!opaque)
            WriteChunk(stream, PngChunks.Transparency, opacities[..palette.Count]);
    }

    private static void WriteRows(Image image, ZLibStream rows, PngColorType colorType, Palette? palette)
    {
        var header = new PngHeader(image.Width, image.Height, 8, colorType, Interlaced: false);
        var rowBytes = (int)header.RowBytes(image.Width);
        var row = new byte[rowBytes];
        var above = new byte[rowBytes];
        var best = new byte[rowBytes + 1];
        var candidate = new byte[rowBytes + 1];
        var paletteRow = palette is null ? [] : new Rgba32[image.Width];
        for (var y = 0; y < image.Height; y++)
        {
            switch (colorType)
            {
                case PngColorType.Grayscale:
                    image.CopyRowTo(y, MemoryMarshal.Cast<byte, L8>(row.AsSpan()));
                    break;
                case PngColorType.Rgb:
                    image.CopyRowTo(y, MemoryMarshal.Cast<byte, Rgb24>(row.AsSpan()));
                    break;
                case PngColorType.RgbWithAlpha:
                    image.CopyRowTo(y, MemoryMarshal.Cast<byte, Rgba32>(row.AsSpan()));
                    break;
                default:
                    image.CopyRowTo(y, paletteRow.AsSpan());
                    palette!.Map(paletteRow, row);
                    break;
            }

            // Indices have no neighbourhood that a filter could use.
            if (palette is null)
                ChooseFilter(row, above, header.FilterDistance, ref best, ref candidate);
            else
                PngFilter.Apply(0, row, above, header.FilterDistance, best);
            rows.Write(best);
            (row, above) = (above, row);
        }
    }

    private static void ChooseFilter(byte[] row, byte[] above, int distance, ref byte[] best, ref byte[] candidate)
    {
        var least = long.MaxValue;
        for (byte filter = 0; filter < PngFilter.Count; filter++)
        {
            PngFilter.Apply(filter, row, above, distance, candidate);
            var cost = PngFilter.Cost(candidate);
            if (cost >= least)
                continue;
            least = cost;
            (best, candidate) = (candidate, best);
        }
    }

    private static void WriteChunk(Stream stream, uint type, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], type);
        stream.Write(head);
        stream.Write(data);
        var crc = ~PngCrc.Update(PngCrc.Update(uint.MaxValue, head[4..]), data);
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(tail, crc);
        stream.Write(tail);
    }
}
