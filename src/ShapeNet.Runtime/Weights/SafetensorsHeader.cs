using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace ShapeNet.Runtime;

/// <summary>The JSON header of a <c>.safetensors</c> file, checked in full.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>What the format allows.</summary>
    public const int MaximumBytes = 100_000_000;

    /// <summary>The header's entry that is no tensor.</summary>
    public const string MetadataName = "__metadata__";

    private SafetensorsHeader(FrozenDictionary<string, Entry> entries, FrozenDictionary<string, string> metadata) =>
        (Entries, Metadata) = (entries, metadata);

    /// <summary>The tensors by name.</summary>
    public FrozenDictionary<string, Entry> Entries { get; }

    /// <summary>What else the file says.</summary>
    public FrozenDictionary<string, string> Metadata { get; }

    /// <summary>Reads a header.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="dataBytes">How many bytes of values follow it.</param>
    /// <param name="fault">Makes the exception for a fault.</param>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataBytes, Func<string, Exception?, WeightFileException> fault)
    {
        if (json.IsEmpty || json[0] != '{')
            throw fault("not a safetensors file: its header is no JSON object", null);

        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        Dictionary<string, string>? metadata = null;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
            reader.Read();
            while (Advance(ref reader) != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                if (name == MetadataName && metadata is null)
                    metadata = ReadMetadata(ref reader);
                else if (name == MetadataName || !entries.TryAdd(name, ReadEntry(ref reader, name)))
                    throw new FormatException($"'{name}' occurs twice");
            }

            // Nothing but blanks may follow.
            reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            // The reader throws InvalidOperationException at text that is no Unicode.
            throw fault($"damaged header: {exception.Message.TrimEnd('.')}", exception);
        }

        CheckPlaces(entries.Values, dataBytes, fault);
        return new(entries.ToFrozenDictionary(StringComparer.Ordinal), (metadata ?? []).ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> ReadMetadata(ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject, MetadataName);
        while (Advance(ref reader) != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            Expect(ref reader, JsonTokenType.String, MetadataName);
            if (!metadata.TryAdd(key, reader.GetString()!))
                throw new FormatException($"'{key}' occurs twice in {MetadataName}");
        }

        return metadata;
    }

    private static Entry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        ElementType? type = null;
        ImmutableArray<long>? shape = null;
        ImmutableArray<long>? offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, name);
        while (Advance(ref reader) != JsonTokenType.EndObject)
        {
            switch (reader.GetString())
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String, name);
                    var typeName = reader.GetString()!;
                    type = ElementTypes.FromSafetensorsName(typeName)
                        ?? throw new FormatException($"tensor '{name}' has the unknown type '{typeName}'");
                    break;
                case "shape" when shape is null:
                    shape = ReadSizes(ref reader, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadSizes(ref reader, name);
                    break;
                case var field:
                    throw new FormatException($"tensor '{name}' has the field '{field}' twice or by mistake");
            }
        }

        if (type is not { } knownType || shape is not { } knownShape || offsets is not [var start, var end])
            throw new FormatException($"tensor '{name}' lacks its type, shape or place");

        var elements = 1L;
        foreach (var size in knownShape)
            elements = checked(elements * size);
        if (start > end || end - start != checked(elements * knownType.Bytes()))
            throw new FormatException($"tensor '{name}' of {elements} {knownType.SafetensorsName()} values lies at bytes {start} to {end}");

        return new(new(name, knownType, knownShape, elements), start, end);
    }

    private static ImmutableArray<long> ReadSizes(ref Utf8JsonReader reader, string name)
    {
        var sizes = ImmutableArray.CreateBuilder<long>();
        Expect(ref reader, JsonTokenType.StartArray, name);
        while (Advance(ref reader) != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var size) || size < 0)
                throw new FormatException($"tensor '{name}' has a size or place that is no whole number");
            sizes.Add(size);
        }

        return sizes.ToImmutable();
    }

    /// <summary>The tensors must fill the values without gaps, overlaps or rest, so that no byte hides and none is read twice.</summary>
    private static void CheckPlaces(IEnumerable<Entry> entries, long dataBytes, Func<string, Exception?, WeightFileException> fault)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Start).ThenBy(entry => entry.End))
        {
            if (entry.End > dataBytes)
                throw fault($"cut short: tensor '{entry.Tensor.Name}' ends at byte {entry.End} of {dataBytes}", null);
            if (entry.Start != end)
                throw fault($"damaged header: tensor '{entry.Tensor.Name}' starts at byte {entry.Start}, the tensor before it ends at {end}", null);
            end = entry.End;
        }

        if (end != dataBytes)
            throw fault($"damaged: its tensors end at byte {end}, its values at {dataBytes}", null);
    }

    private static JsonTokenType Advance(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            throw new FormatException("it ends too early");
        return reader.TokenType;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string name)
    {
        if (Advance(ref reader) != type)
            throw new FormatException($"'{name}' has {reader.TokenType} where {type} belongs");
    }

    /// <summary>A tensor and the bytes that it takes, counted from the first value.</summary>
    /// <param name="Tensor">The tensor.</param>
    /// <param name="Start">Its first byte.</param>
    /// <param name="End">The byte behind its last.</param>
    public sealed record Entry(TensorInfo Tensor, long Start, long End);
}
