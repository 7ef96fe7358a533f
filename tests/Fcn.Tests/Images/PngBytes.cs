using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Fcn.Tests.Images;

/// <summary>PNG files as bytes, for looking at what was written and for making files no encoder would write.</summary>
internal static class PngBytes
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The chunks' data by name; chunks of one name follow each other.</summary>
    public static Dictionary<string, byte[]> Chunks(byte[] file)
    {
        var chunks = new Dictionary<string, byte[]>();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var name = Encoding.ASCII.GetString(file, at + 4, 4);
            chunks[name] = [.. chunks.GetValueOrDefault(name, []), .. file.AsSpan(at + 8, length)];
            at += 12 + length;
        }

        return chunks;
    }

    public static byte[] Inflate(byte[] data)
    {
        using var rows = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        rows.CopyTo(inflated);
        return inflated.ToArray();
    }

    public static byte[] Deflate(byte[] data)
    {
        using var deflated = new MemoryStream();
        using (var rows = new ZLibStream(deflated, CompressionLevel.Optimal))
            rows.Write(data);
        return deflated.ToArray();
    }

    public static byte[] Header(int width, int height, byte depth, byte colorType)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colorType);
        return header;
    }

    /// <summary>A file of chunks with correct checksums.</summary>
    public static byte[] File(params (string Name, byte[] Data)[] chunks)
    {
        using var file = new MemoryStream();
        Span<byte> word = stackalloc byte[4];
        file.Write(Signature);
        foreach (var (name, data) in chunks)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
            BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
            file.Write(word);
            file.Write(body);
            BinaryPrimitives.WriteUInt32BigEndian(word, Crc(body));
            file.Write(word);
        }

        return file.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
