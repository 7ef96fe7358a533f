using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Walks the chunks of a PNG file behind its signature, checking lengths and checksums.</summary>
internal ref struct PngChunks(ReadOnlySpan<byte> bytes)
{
    public const uint Header = 0x49484452; // IHDR
    public const uint Palette = 0x504C5445; // PLTE
    public const uint Transparency = 0x74524E53; // tRNS
    public const uint ImageData = 0x49444154; // IDAT
    public const uint End = 0x49454E44; // IEND

    /// <summary>Bit 5 of the first letter: set (a small letter) in chunks a reader may skip.</summary>
    private const uint AncillaryBit = 0x20000000;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int next;

    public uint Type { get; private set; }

    /// <summary>Where the chunk's data begin, counted from the end of the signature.</summary>
    public int DataStart { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    public bool MoveNext()
    {
        var left = bytes[next..];
        if (left.IsEmpty)
            return false;
        if (left.Length < 12)
            throw new InvalidImageContentException("the PNG file ends inside a chunk");
        var length = BinaryPrimitives.ReadUInt32BigEndian(left);
        if (length > left.Length - 12)
            throw new InvalidImageContentException($"a PNG chunk of {length} bytes runs past the end of the file");
        Type = BinaryPrimitives.ReadUInt32BigEndian(left[4..]);
        Data = left.Slice(8, (int)length);
        DataStart = next + 8;
        next += 12 + (int)length;

        var isUsed = (Type & AncillaryBit) == 0 || Type == Transparency;
        if (isUsed && PngCrc.Compute(left.Slice(4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(left[(8 + (int)length)..]))
            throw new InvalidImageContentException($"a PNG chunk's checksum is wrong ({Name(Type)})");
        return true;
    }

    public static bool IsCritical(uint type) => (type & AncillaryBit) == 0;

    public static string Name(uint type)
    {
        Span<char> letters = stackalloc char[4];
        for (var i = 0; i < 4; i++)
        {
            var letter = (char)(byte)(type >> (24 - 8 * i));
            letters[i] = char.IsAsciiLetter(letter) ? letter : '?';
        }

        return new string(letters);
    }
}
