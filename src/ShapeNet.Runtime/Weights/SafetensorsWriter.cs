using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ShapeNet.Runtime;

/// <summary>Collects tensors and writes them as one <c>.safetensors</c> file.</summary>
public sealed class SafetensorsWriter
{
    private readonly List<Entry> entries = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>What else the file says.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Adds a float32 tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="values">Its values; they must stay as they are until the file is written.</param>
    public void Add(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<float> values)
    {
        ThrowUnlessFits(name, shape, values.Length);
        Add(name, ElementType.F32, shape, stream => WriteValues(stream, values.Span));
    }

    /// <summary>Adds an int32 tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="values">Its values; they must stay as they are until the file is written.</param>
    public void Add(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<int> values)
    {
        ThrowUnlessFits(name, shape, values.Length);
        Add(name, ElementType.I32, shape, stream => WriteValues(stream, values.Span));
    }

    /// <summary>Adds an int64 tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="values">Its values; they must stay as they are until the file is written.</param>
    public void Add(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<long> values)
    {
        ThrowUnlessFits(name, shape, values.Length);
        Add(name, ElementType.I64, shape, stream => WriteValues(stream, values.Span));
    }

    /// <summary>Adds a float32 tensor whose values are fetched when the file is written, one tensor at a time.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="fetch">Fills a buffer with its values.</param>
    public void Add(string name, ReadOnlySpan<int> shape, Action<Span<float>> fetch)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        var elements = shape.Product();
        Add(name, ElementType.F32, shape, stream =>
        {
            using var values = new RentedFloats(elements);
            fetch(values.Span);
            WriteValues<float>(stream, values.Span);
        });
    }

    /// <summary>Writes the file; a fault leaves a file that was there before as it was.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">It cannot be written.</exception>
    public void Write(string path)
    {
        try
        {
            AtomicFile.Write(path, Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WeightFileException(path, $"cannot be written: {FileFault.Describe(exception)}", exception);
        }
    }

    private void Write(Stream stream)
    {
        // The widest types first, so that every tensor is aligned to its values' size.
        var ordered = entries.OrderByDescending(entry => entry.Type.Bytes()).ToArray();
        var header = Header(ordered);
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var entry in ordered)
            entry.Write(stream);
    }

    private byte[] Header(Entry[] ordered)
    {
        var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (Metadata.Count > 0)
            {
                writer.WriteStartObject(SafetensorsHeader.MetadataName);
                foreach (var (key, value) in Metadata)
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            var start = 0L;
            foreach (var entry in ordered)
            {
                var end = start + (long)entry.Shape.AsSpan().Product() * entry.Type.Bytes();
                writer.WriteStartObject(entry.Name);
                writer.WriteString("dtype", entry.Type.SafetensorsName());
                writer.WriteStartArray("shape");
                foreach (var size in entry.Shape)
                    writer.WriteNumberValue(size);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(start);
                writer.WriteNumberValue(end);
                writer.WriteEndArray();
                writer.WriteEndObject();
                start = end;
            }

            writer.WriteEndObject();
        }

        // The values start at a multiple of eight bytes.
        while (json.Length % sizeof(ulong) != 0)
            json.WriteByte((byte)' ');
        return json.ToArray();
    }

    private static void WriteValues<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Weight files are written on little-endian processors only.");
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    private static void ThrowUnlessFits(string name, ReadOnlySpan<int> shape, int length)
    {
        if (shape.Product() != length)
            throw new ArgumentException($"Tensor '{name}' of {TensorShapes.Text(shape)} has {shape.Product()} values, not {length}.");
    }

    private void Add(string name, ElementType type, ReadOnlySpan<int> shape, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == SafetensorsHeader.MetadataName || !names.Add(name))
            throw new ArgumentException($"There is a tensor '{name}' already, or the name is the format's own.", nameof(name));

        entries.Add(new(name, type, [.. shape], write));
    }

    private sealed record Entry(string Name, ElementType Type, ImmutableArray<int> Shape, Action<Stream> Write);
}
