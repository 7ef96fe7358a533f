using static System.Buffers.Binary.BinaryPrimitives;

namespace ShapeNet.Runtime.Tests.Weights;

/// <summary>Writes an archive's directory as archives of more than 4 GB have it: sizes and places of 64 bits in a field of their own.</summary>
internal static class LargeArchive
{
    private const int EntryBytes = 46;
    private const int FieldBytes = 4 + (3 * sizeof(long));
    private const int LargeEndBytes = 56;
    private const int LocatorBytes = 20;
    private const int EndBytes = 22;

    /// <summary>The same archive with another directory.</summary>
    /// <param name="archive">One that PyTorch wrote: it ends in a directory, its 64-bit end, a locator and the end.</param>
    public static byte[] Of(byte[] archive)
    {
        var tail = archive.AsSpan(archive.Length - EndBytes - LocatorBytes - LargeEndBytes).ToArray();
        var start = (int)ReadInt64LittleEndian(tail.AsSpan(48));
        var length = (int)ReadInt64LittleEndian(tail.AsSpan(40));
        var directory = new List<byte>();
        for (var rest = archive.AsSpan(start, length); !rest.IsEmpty;)
        {
            var nameBytes = ReadUInt16LittleEndian(rest[28..]);
            var entry = rest[..(EntryBytes + nameBytes)].ToArray();
            var field = new byte[FieldBytes];
            WriteUInt16LittleEndian(field, 1);
            WriteUInt16LittleEndian(field.AsSpan(2), FieldBytes - 4);
            WriteInt64LittleEndian(field.AsSpan(4), ReadUInt32LittleEndian(entry.AsSpan(24)));
            WriteInt64LittleEndian(field.AsSpan(12), ReadUInt32LittleEndian(entry.AsSpan(20)));
            WriteInt64LittleEndian(field.AsSpan(20), ReadUInt32LittleEndian(entry.AsSpan(42)));
            entry.AsSpan(20, 8).Fill(0xFF);
            entry.AsSpan(42, 4).Fill(0xFF);
            WriteUInt16LittleEndian(entry.AsSpan(30), FieldBytes);
            directory.AddRange([.. entry, .. field]);
            rest = rest[(EntryBytes + nameBytes + ReadUInt16LittleEndian(rest[30..]))..];
        }

        WriteInt64LittleEndian(tail.AsSpan(40), directory.Count);
        WriteInt64LittleEndian(tail.AsSpan(LargeEndBytes + 8), start + directory.Count);
        tail.AsSpan(LargeEndBytes + LocatorBytes + 8, 12).Fill(0xFF);
        return [.. archive.AsSpan(0, start), .. directory, .. tail];
    }
}
