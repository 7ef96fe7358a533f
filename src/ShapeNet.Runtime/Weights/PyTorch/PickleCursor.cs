using System.Buffers.Binary;
using System.Text;

namespace ShapeNet.Runtime;

/// <summary>Reads a pickle's bytes in order; what is not there is a fault.</summary>
/// <param name="bytes">The pickle, and what follows it.</param>
internal sealed class PickleCursor(byte[] bytes)
{
    /// <summary>More than any number that a pickle writes as text.</summary>
    private const int LongestLine = 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The byte that is read next.</summary>
    public int Position { get; private set; }

    public byte ReadByte() => Take(1)[0];

    public int ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>Bytes up to the end of a line, which is read as well.</summary>
    public string ReadLine()
    {
        var rest = bytes.AsSpan(Position);
        var length = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        if (length < 0)
            throw new FormatException("a line of the pickle does not end");
        var line = Text(Take(length));
        Position++;
        return line;
    }

    public string ReadText(ulong length) => Text(Take(length));

    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(bytes.Length - Position))
            throw new FormatException("the pickle ends too early");
        return Take((int)count);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > bytes.Length - Position)
            throw new FormatException("the pickle ends too early");
        var taken = bytes.AsSpan(Position, count);
        Position += count;
        return taken;
    }

    private static string Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Utf8.GetString(utf8);
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException("the pickle holds text that is no Unicode", exception);
        }
    }
}
