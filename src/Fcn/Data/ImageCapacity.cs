using System.Buffers.Binary;

namespace Fcn.Data;

/// <summary>
/// How many pixels a file's bytes can hold at most: a header that says more is wrong, and is found so before any memory is
/// taken. What decoding costs is thereby bounded by the file's size.
/// </summary>
internal static class ImageCapacity
{
    /// <summary>Deflate says 258 bytes with two bits at best.</summary>
    private const long PngBytesPerByte = 4 * 258;

    /// <summary>Huffman codes take at least one bit for each block of 8×8 values.</summary>
    private const long JpegPixelsPerByte = 8 * 64;

    private const byte StartOfScan = 0xDA;

    /// <summary>What is wrong with the size that a PNG's <c>IHDR</c> declares, if anything.</summary>
    /// <param name="header">The chunk's data.</param>
    /// <param name="fileBytes">The file's size.</param>
    public static string? FindPngFault(ReadOnlySpan<byte> header, long fileBytes)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        var (depth, channels) = (header[8], header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 });
        return (UInt128)width * height * depth * (uint)channels / 8 > (UInt128)(PngBytesPerByte * fileBytes) ? Fault(width, height, fileBytes) : null;
    }

    /// <summary>What is wrong with the size that a JPEG's frame header declares, if anything. Arithmetic coding has no such limit.</summary>
    /// <param name="file">The file.</param>
    public static string? FindJpegFault(ReadOnlySpan<byte> file)
    {
        // Segments: 0xFF, a marker, and two bytes of length that count themselves.
        for (var at = 2; at + 9 <= file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                // A fill byte before the marker.
                at++;
                continue;
            }

            if (marker == StartOfScan)
                break;
            if (marker is 0xC0 or 0xC1 or 0xC2)
            {
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]));
                return (long)width * height > JpegPixelsPerByte * file.Length ? Fault(width, height, file.Length) : null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }

    private static string Fault(long width, long height, long fileBytes) =>
        $"its header says {width}×{height} pixels, more than {fileBytes} bytes hold";
}
