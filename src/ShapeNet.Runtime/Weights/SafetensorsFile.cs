using System.Buffers.Binary;
using System.Collections.Frozen;

namespace ShapeNet.Runtime;

/// <summary>
/// A <c>.safetensors</c> file: the header's length in eight little-endian bytes, a JSON header that names every tensor
/// with its type, shape and place, and the values. Nothing in it is executed, and nothing is believed unchecked.
/// </summary>
public sealed class SafetensorsFile : WeightFile
{
    private readonly FileBytes file;
    private readonly SafetensorsHeader header;
    private readonly long dataStart;

    internal SafetensorsFile(FileBytes file)
        : base(file.Path)
    {
        this.file = file;
        if (file.Length < sizeof(ulong))
            throw Fault($"not a safetensors file: {file.Length} bytes");

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        file.Read(0, prefix);
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > SafetensorsHeader.MaximumBytes || headerBytes > (ulong)(file.Length - prefix.Length))
            throw Fault($"not a safetensors file, or cut short: it announces a header of {headerBytes} bytes and has {file.Length}");

        var json = file.Read(prefix.Length, (int)headerBytes);
        dataStart = prefix.Length + json.Length;
        header = SafetensorsHeader.Parse(json, file.Length - dataStart, Fault);
        Tensors = header.Entries.Values.Select(entry => entry.Tensor).ToFrozenDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override FrozenDictionary<string, TensorInfo> Tensors { get; }

    /// <inheritdoc/>
    public override FrozenDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">There is no such file, or it is damaged or something else.</exception>
    public static new SafetensorsFile Open(string path) => OpenWith(path, file => new SafetensorsFile(file));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
    }

    private protected override void ReadBytes(TensorInfo tensor, long offset, Span<byte> destination) =>
        file.Read(dataStart + header.Entries[tensor.Name].Start + offset, destination);
}
