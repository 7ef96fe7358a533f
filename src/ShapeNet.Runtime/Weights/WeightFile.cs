using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace ShapeNet.Runtime;

/// <summary>Named tensors in a file that is open for reading. Its table is checked when it opens, its values are read when asked for.</summary>
public abstract class WeightFile : IDisposable
{
    private const int ChunkBytes = 1 << 14;

    private protected WeightFile(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public abstract FrozenDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>What else the file says.</summary>
    public abstract FrozenDictionary<string, string> Metadata { get; }

    /// <summary>Opens a weight file. What it is follows from its content, whatever its name says.</summary>
    /// <param name="path">A <c>.safetensors</c> file, or a state dict as PyTorch saves it (<c>.pth</c>, <c>.pt</c>, <c>.bin</c>).</param>
    /// <exception cref="WeightFileException">There is no such file, or it is damaged or something else.</exception>
    public static WeightFile Open(string path) =>
        OpenWith<WeightFile>(path, file => PyTorchFile.Recognizes(file) ? new PyTorchFile(file) : new SafetensorsFile(file));

    /// <summary>Reads a tensor; whole numbers and other precisions become float32.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Room for its values.</param>
    public void Read(string name, Span<float> destination)
    {
        var tensor = Find(name, destination.Length);
        if (tensor.Type == ElementType.F32 && BitConverter.IsLittleEndian)
        {
            ReadBytes(tensor, 0, MemoryMarshal.AsBytes(destination));
            return;
        }

        Span<byte> chunk = stackalloc byte[ChunkBytes];
        var perChunk = ChunkBytes / tensor.Type.Bytes();
        for (var start = 0; start < destination.Length; start += perChunk)
        {
            var part = destination[start..Math.Min(destination.Length, start + perChunk)];
            var bytes = chunk[..(part.Length * tensor.Type.Bytes())];
            ReadBytes(tensor, (long)start * tensor.Type.Bytes(), bytes);
            ElementDecoder.ToSingle(tensor.Type, bytes, part);
        }
    }

    /// <summary>Reads a tensor of whole numbers.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Room for its values.</param>
    public void Read(string name, Span<int> destination)
    {
        var tensor = Find(name, destination.Length);
        if (!tensor.Type.IsInteger())
            throw Fault($"tensor '{name}' holds {tensor.Type.SafetensorsName()}, not whole numbers");

        Span<byte> chunk = stackalloc byte[ChunkBytes];
        var perChunk = ChunkBytes / tensor.Type.Bytes();
        for (var start = 0; start < destination.Length; start += perChunk)
        {
            var part = destination[start..Math.Min(destination.Length, start + perChunk)];
            var bytes = chunk[..(part.Length * tensor.Type.Bytes())];
            ReadBytes(tensor, (long)start * tensor.Type.Bytes(), bytes);
            for (var index = 0; index < part.Length; index++)
            {
                var value = ElementDecoder.ToInt64(tensor.Type, bytes[(index * tensor.Type.Bytes())..]);
                if (value != (int)value)
                    throw Fault($"tensor '{name}' holds {value}, more than 32 bits hold");
                part[index] = (int)value;
            }
        }
    }

    /// <summary>Reads a tensor of one whole number.</summary>
    /// <param name="name">The tensor's name.</param>
    public long ReadInt64(string name)
    {
        var tensor = Find(name, 1);
        if (!tensor.Type.IsInteger())
            throw Fault($"tensor '{name}' holds {tensor.Type.SafetensorsName()}, not a whole number");

        Span<byte> bytes = stackalloc byte[tensor.Type.Bytes()];
        ReadBytes(tensor, 0, bytes);
        return ElementDecoder.ToInt64(tensor.Type, bytes);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">Whether managed objects are still to be reached.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Reads a part of a tensor's little-endian bytes.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="offset">The first byte, counted from the tensor's start.</param>
    /// <param name="destination">Where to.</param>
    private protected abstract void ReadBytes(TensorInfo tensor, long offset, Span<byte> destination);

    /// <summary>Opens a file and makes the object that reads it, which closes it.</summary>
    private protected static T OpenWith<T>(string path, Func<FileBytes, T> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = FileBytes.Open(path);
        try
        {
            return create(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal WeightFileException Fault(string fault, Exception? cause = null) => new(Path, fault, cause);

    private TensorInfo Find(string name, int length)
    {
        if (!Tensors.TryGetValue(name, out var tensor))
            throw Fault($"there is no tensor '{name}'");
        if (tensor.Elements != length)
            throw Fault($"tensor '{name}' is {TensorShapes.Text(tensor.Shape.AsSpan())}: {tensor.Elements} values where {length} are needed");
        return tensor;
    }
}
