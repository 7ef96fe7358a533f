using System.Buffers.Binary;

namespace Fcn.Data;

/// <summary>
/// Checks what decoders let pass: some fill the missing end of a truncated file with grey without a word, and some read
/// past the end of a palette that is too short, or take memory for as many pixels as a header says.
/// </summary>
internal static class ImageStructure
{
    private const int SignatureBytes = 8;
    private const int ChunkFrameBytes = 12;
    private const int HeaderStart = 16;
    private const int DepthOffset = 8;
    private const int ColorTypeOffset = 9;
    private const byte Gray = 0;
    private const byte IndexedColor = 3;

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> JpegScan => [0xFF, 0xDA];

    private static ReadOnlySpan<byte> JpegEnd => [0xFF, 0xD9];

    /// <summary>Whether a file is a PNG of 8-bit grey values.</summary>
    public static bool IsGrayPng(ReadOnlySpan<byte> file) =>
        file.StartsWith(PngSignature) && file.Length > HeaderStart + ColorTypeOffset
        && file[HeaderStart + DepthOffset] == 8 && file[HeaderStart + ColorTypeOffset] == Gray;

    /// <summary>What is wrong with a PNG or JPEG file, or <see langword="null"/>; other formats are the decoder's to judge.</summary>
    public static string? FindFault(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(PngSignature))
            return FindPngFault(file[SignatureBytes..], file.Length);

        if (!file.StartsWith(JpegStart))
            return null;

        // Within a scan, 0xFF is always followed by 0 or a restart marker: an end marker behind the last scan is the end.
        return file.LastIndexOf(JpegEnd) <= file.LastIndexOf(JpegScan) ? "the file is truncated" : ImageCapacity.FindJpegFault(file);
    }

    private static string? FindPngFault(ReadOnlySpan<byte> chunks, int fileLength)
    {
        var (isIndexed, hasPalette) = (false, false);
        while (chunks.Length >= ChunkFrameBytes)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            if (length > chunks.Length - ChunkFrameBytes)
                return "the file is truncated";
            var name = chunks.Slice(4, 4);
            var data = chunks.Slice(8, (int)length);
            if (name.SequenceEqual("IHDR"u8))
            {
                isIndexed = data.Length > ColorTypeOffset && data[ColorTypeOffset] == IndexedColor;
                if (data.Length > ColorTypeOffset && ImageCapacity.FindPngFault(data, fileLength) is { } fault)
                    return fault;
            }
            else if (name.SequenceEqual("PLTE"u8))
                hasPalette = data.Length > 0 && data.Length % 3 == 0;
            else if (name.SequenceEqual("IDAT"u8) && isIndexed && !hasPalette)
                return "its palette is missing or broken";
            else if (name.SequenceEqual("IEND"u8))
                return null;
            chunks = chunks[(ChunkFrameBytes + (int)length)..];
        }

        return "the file is truncated";
    }
}
