using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace ShapeNet.Runtime;

/// <summary>
/// The directory of a zip archive whose entries are stored as they are, so that each can be read in place. PyTorch
/// compresses nothing; an archive that does is refused, and with it every archive that unpacks to more than it is.
/// </summary>
internal sealed class ZipDirectory
{
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int LargeEndBytes = 56;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;
    private const int MaximumDirectoryBytes = 1 << 26;
    private const uint EndSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint LargeEndSignature = 0x06064B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const ushort LargeSizes = 1;

    private readonly FileBytes file;
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Reads the directory.</summary>
    /// <param name="file">The archive.</param>
    /// <exception cref="FormatException">It is damaged, or no such archive.</exception>
    public ZipDirectory(FileBytes file)
    {
        this.file = file;
        var (start, length) = FindDirectory(out var count);
        var directory = file.Read(start, length).AsSpan();
        for (var number = 0L; number < count; number++)
        {
            var entry = ReadEntry(ref directory, start);
            First ??= entry.Name;
            if (!entries.TryAdd(entry.Name, entry))
                throw new FormatException($"'{entry.Name}' occurs twice in the archive");
        }

        if (!directory.IsEmpty)
            throw new FormatException("the archive's directory is damaged");
    }

    /// <summary>The first entry's name.</summary>
    public string? First { get; }

    /// <summary>Finds an entry's bytes.</summary>
    /// <param name="name">The entry.</param>
    /// <returns>Nothing if there is none.</returns>
    /// <exception cref="FormatException">The archive is damaged there.</exception>
    public StoragePlace? Find(string name)
    {
        if (!entries.TryGetValue(name, out var entry))
            return null;

        Span<byte> local = stackalloc byte[LocalBytes];
        if (entry.LocalHeader > file.Length - LocalBytes)
            throw new FormatException($"'{name}' lies behind the archive's end");
        file.Read(entry.LocalHeader, local);
        var start = entry.LocalHeader + LocalBytes + ReadUInt16LittleEndian(local[26..]) + ReadUInt16LittleEndian(local[28..]);
        if (ReadUInt32LittleEndian(local) != LocalSignature || start > entry.Limit - entry.Bytes)
            throw new FormatException($"'{name}' is damaged in the archive");
        return new(name, start, entry.Bytes, entry.Checksum);
    }

    private (long Start, int Length) FindDirectory(out long count)
    {
        if (file.Length < EndBytes)
            throw new FormatException("the archive is cut short");
        var tail = file.Read(Math.Max(0, file.Length - EndBytes - ushort.MaxValue), (int)Math.Min(file.Length, EndBytes + ushort.MaxValue));
        var at = tail.Length - EndBytes;
        while (at >= 0 && (ReadUInt32LittleEndian(tail.AsSpan(at)) != EndSignature || ReadUInt16LittleEndian(tail.AsSpan(at + 20)) != tail.Length - at - EndBytes))
            at--;
        if (at < 0)
            throw new FormatException("the archive is cut short: it has no directory");

        var end = tail.AsSpan(at);
        count = ReadUInt16LittleEndian(end[10..]);
        var (length, start) = ((long)ReadUInt32LittleEndian(end[12..]), (long)ReadUInt32LittleEndian(end[16..]));
        var limit = file.Length - tail.Length + at;
        if (limit >= LocatorBytes)
        {
            var locator = file.Read(limit - LocatorBytes, LocatorBytes);
            if (ReadUInt32LittleEndian(locator) == LocatorSignature)
            {
                limit = ReadInt64LittleEndian(locator.AsSpan(8));
                if (limit < 0 || limit > file.Length - LargeEndBytes)
                    throw new FormatException("the archive's directory is damaged");
                var large = file.Read(limit, LargeEndBytes).AsSpan();
                if (ReadUInt32LittleEndian(large) != LargeEndSignature)
                    throw new FormatException("the archive's directory is damaged");
                (count, length, start) = (ReadInt64LittleEndian(large[32..]), ReadInt64LittleEndian(large[40..]), ReadInt64LittleEndian(large[48..]));
            }
        }

        if (length is < 0 or > MaximumDirectoryBytes || start < 0 || start > limit - length)
            throw new FormatException("the archive's directory is damaged");
        return (start, (int)length);
    }

    private static Entry ReadEntry(ref Span<byte> directory, long limit)
    {
        if (directory.Length < EntryBytes || ReadUInt32LittleEndian(directory) != EntrySignature)
            throw new FormatException("the archive's directory is damaged");
        var (flags, method) = (ReadUInt16LittleEndian(directory[8..]), ReadUInt16LittleEndian(directory[10..]));
        var checksum = ReadUInt32LittleEndian(directory[16..]);
        var (packed, bytes) = ((long)ReadUInt32LittleEndian(directory[20..]), (long)ReadUInt32LittleEndian(directory[24..]));
        var (nameBytes, extraBytes, commentBytes) =
            (ReadUInt16LittleEndian(directory[28..]), ReadUInt16LittleEndian(directory[30..]), ReadUInt16LittleEndian(directory[32..]));
        var localHeader = (long)ReadUInt32LittleEndian(directory[42..]);
        var variable = directory[EntryBytes..];
        if (variable.Length < nameBytes + extraBytes + commentBytes)
            throw new FormatException("the archive's directory is damaged");

        var name = Encoding.UTF8.GetString(variable[..nameBytes]);
        ReadLargeSizes(variable.Slice(nameBytes, extraBytes), ref bytes, ref packed, ref localHeader);
        directory = variable[(nameBytes + extraBytes + commentBytes)..];
        if ((flags & 1) != 0)
            throw new FormatException($"'{name}' is encrypted in the archive");
        if (method != 0 || packed != bytes)
            throw new FormatException($"'{name}' is compressed in the archive, which PyTorch never does");
        if (bytes < 0 || localHeader < 0 || bytes > limit)
            throw new FormatException($"'{name}' has {bytes} bytes, the archive {limit}");
        return new(name, localHeader, bytes, limit, checksum);
    }

    /// <summary>Sizes of more than 32 bits stand in a field of their own, in this order, where the others are full.</summary>
    private static void ReadLargeSizes(ReadOnlySpan<byte> extra, ref long bytes, ref long packed, ref long localHeader)
    {
        while (extra.Length >= 4)
        {
            var (kind, length) = (ReadUInt16LittleEndian(extra), ReadUInt16LittleEndian(extra[2..]));
            if (length > extra.Length - 4)
                return;
            var field = extra.Slice(4, length);
            if (kind == LargeSizes)
            {
                Take(ref field, ref bytes);
                Take(ref field, ref packed);
                Take(ref field, ref localHeader);
                return;
            }

            extra = extra[(4 + length)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long size)
        {
            if (size != uint.MaxValue || field.Length < sizeof(long))
                return;
            size = ReadInt64LittleEndian(field);
            field = field[sizeof(long)..];
        }
    }

    /// <summary>An entry as the directory has it.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="LocalHeader">Where its own header begins.</param>
    /// <param name="Bytes">How many bytes it has.</param>
    /// <param name="Limit">Where the last entry ends at the latest.</param>
    /// <param name="Checksum">Its checksum; 0 where the writer did not reckon it.</param>
    private sealed record Entry(string Name, long LocalHeader, long Bytes, long Limit, uint Checksum);
}
