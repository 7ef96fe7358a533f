using System.Buffers.Binary;
using System.Collections.Frozen;
using Microsoft.Win32.SafeHandles;

namespace ShapeNet.Runtime;

/// <summary>
/// A <c>.safetensors</c> file: the header's length in eight little-endian bytes, a JSON header that names every tensor
/// with its type, shape and place, and the values. Nothing in it is executed, and nothing is believed unchecked.
/// </summary>
public sealed class SafetensorsFile : WeightFile
{
    private readonly SafeFileHandle handle;
    private readonly SafetensorsHeader header;

    private SafetensorsFile(string path, SafeFileHandle handle)
        : base(path)
    {
        this.handle = handle;
        var length = RandomAccess.GetLength(handle);
        if (length < sizeof(ulong))
            throw Fault($"not a safetensors file: {length} bytes");

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        ReadExactly(0, prefix);
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > SafetensorsHeader.MaximumBytes || headerBytes > (ulong)(length - prefix.Length))
            throw Fault($"not a safetensors file, or cut short: it announces a header of {headerBytes} bytes and has {length}");

        var json = new byte[headerBytes];
        ReadExactly(prefix.Length, json);
        DataStart = prefix.Length + json.Length;
        header = SafetensorsHeader.Parse(json, length - DataStart, Fault);
        Tensors = header.Entries.Values.Select(entry => entry.Tensor).ToFrozenDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override FrozenDictionary<string, TensorInfo> Tensors { get; }

    /// <inheritdoc/>
    public override FrozenDictionary<string, string> Metadata => header.Metadata;

    private long DataStart { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">There is no such file, or it is damaged or something else.</exception>
    public static new SafetensorsFile Open(string path)
    {
        if (Directory.Exists(path))
            throw new WeightFileException(path, "cannot be read: it is a folder", cause: null);

        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path);
            return new(path, handle);
        }
        catch (Exception exception)
        {
            handle?.Dispose();
            if (exception is IOException or UnauthorizedAccessException or NotSupportedException)
                throw new WeightFileException(path, $"cannot be read: {FileFault.Describe(exception)}", exception);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            handle.Dispose();
    }

    private protected override void ReadBytes(TensorInfo tensor, long offset, Span<byte> destination)
    {
        try
        {
            ReadExactly(DataStart + header.Entries[tensor.Name].Start + offset, destination);
        }
        catch (IOException exception)
        {
            throw Fault($"tensor '{tensor.Name}' cannot be read: {FileFault.Describe(exception)}", exception);
        }
    }

    private void ReadExactly(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(handle, destination, offset);
            if (read == 0)
                throw Fault("became shorter while it was read");
            destination = destination[read..];
            offset += read;
        }
    }
}
