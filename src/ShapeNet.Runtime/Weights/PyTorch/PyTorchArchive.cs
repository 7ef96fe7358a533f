using System.Globalization;

namespace ShapeNet.Runtime;

/// <summary>What a file of PyTorch's holds: the object that was saved, and where its storages' values lie.</summary>
/// <param name="Root">The object.</param>
/// <param name="Places">The storages' places by key.</param>
internal sealed record PyTorchArchive(object? Root, IReadOnlyDictionary<string, StoragePlace> Places)
{
    /// <summary>A state dict has about 150 bytes of pickle for each tensor, and a hostile one makes up to 64 bytes of objects of each byte.</summary>
    private const int MaximumPickleBytes = 1 << 23;

    private const long LegacyProtocol = 1001;

    private static ReadOnlySpan<byte> ZipStart => "PK\x03\x04"u8;

    /// <summary>A pickle of protocol 2 to 5; each begins with its number.</summary>
    private static ReadOnlySpan<byte> PickleProtocols => [2, 3, 4, 5];

    /// <summary>A whole number in ten bytes: <c>119547037146038801333356</c>.</summary>
    private static ReadOnlySpan<byte> LegacyMagic => [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];

    /// <summary>Whether a file that begins so is a zip archive.</summary>
    public static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith(ZipStart);

    /// <summary>Whether a file that begins so is a pickle.</summary>
    public static bool IsPickle(ReadOnlySpan<byte> start) => start is [0x80, var protocol, ..] && PickleProtocols.Contains(protocol);

    /// <summary>Reads what PyTorch saves since 1.6: a zip archive with a pickle, and an entry for each storage.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FormatException">It is damaged or something else.</exception>
    public static PyTorchArchive ReadZip(FileBytes file)
    {
        var directory = new ZipDirectory(file);
        var folder = directory.First?.Split('/')[0];
        var pickle = directory.Find($"{folder}/data.pkl") ?? throw new FormatException("an archive, but none of PyTorch's: it has no data.pkl");
        if (directory.Find($"{folder}/byteorder") is { } order && !Entry(file, order, "little".Length).AsSpan().SequenceEqual("little"u8))
            throw new FormatException("its values are big-endian: save it on a little-endian machine");

        var storages = new StorageTable();
        var root = new Unpickler(new(Entry(file, pickle, MaximumPickleBytes)), storages.Load).Read();
        var places = new Dictionary<string, StoragePlace>(StringComparer.Ordinal);
        foreach (var (key, storage) in storages.References)
        {
            var place = directory.Find($"{folder}/data/{key}") ?? throw new FormatException($"lacks the values of storage '{key}'");
            if (place.Bytes != storage.Elements * storage.Type.Bytes())
                throw new FormatException($"'{place.Name}' has {place.Bytes} bytes, where {storage.Elements} {storage.Type.SafetensorsName()} values belong");
            places.Add(key, place);
        }

        return new(root, places);
    }

    /// <summary>Reads what PyTorch saved before: a pickle each of a magic number, a version, the machine, the object and the storages' keys; then the values.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FormatException">It is damaged or something else.</exception>
    public static PyTorchArchive ReadLegacy(FileBytes file)
    {
        var bytes = file.Read(0, (int)Math.Min(file.Length, MaximumPickleBytes));
        var cursor = new PickleCursor(bytes);
        var storages = new StorageTable();
        Read();
        if (!bytes.AsSpan().StartsWith(LegacyMagic))
            throw new FormatException("a pickle, but none of PyTorch's");
        if (Read() is not LegacyProtocol)
            throw new FormatException("of a version of PyTorch's format that is not known");
        if (Read() is not PickleDictionary machine || machine.Entries.Exists(entry => entry is { Key: "little_endian", Value: not true }))
            throw new FormatException("its values are big-endian: save it on a little-endian machine");
        var root = Read();
        if (Read() is not PickleList keys)
            throw new FormatException("damaged: it has no list of storages");

        var places = new Dictionary<string, StoragePlace>(StringComparer.Ordinal);
        var position = (long)cursor.Position;
        foreach (var item in keys.Items)
        {
            if (item is not string key || !storages.References.TryGetValue(key, out var storage) || places.ContainsKey(key))
                throw new FormatException("damaged: its list of storages is not that of its tensors");
            places.Add(key, LegacyStorage(file, storage, ref position));
        }

        if (places.Count != storages.References.Count)
            throw new FormatException("damaged: its list of storages is not that of its tensors");
        if (position != file.Length)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"damaged: {file.Length - position} bytes follow its last values"));
        return new(root, places);

        object? Read() => new Unpickler(cursor, storages.Load).Read();
    }

    /// <summary>The number of values in eight bytes, and the values.</summary>
    private static StoragePlace LegacyStorage(FileBytes file, StorageReference storage, ref long position)
    {
        var bytes = storage.Elements * storage.Type.Bytes();
        if (position > file.Length - sizeof(long) || bytes > file.Length - sizeof(long) - position)
            throw new FormatException($"cut short: storage '{storage.Key}' ends behind the file's end");
        Span<byte> count = stackalloc byte[sizeof(long)];
        file.Read(position, count);
        if (System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(count) != storage.Elements)
            throw new FormatException($"damaged: storage '{storage.Key}' does not have {storage.Elements} values");
        var start = position + sizeof(long);
        position = start + bytes;
        return new(storage.Key, start, bytes, Checksum: 0);
    }

    private static byte[] Entry(FileBytes file, StoragePlace entry, int maximum)
    {
        if (entry.Bytes > maximum)
            throw new FormatException($"'{entry.Name}' has {entry.Bytes} bytes; at most {maximum} are read");
        entry.Verify(file);
        return file.Read(entry.Start, (int)entry.Bytes);
    }
}
