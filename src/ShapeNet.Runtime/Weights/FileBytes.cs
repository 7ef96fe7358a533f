using Microsoft.Win32.SafeHandles;

namespace ShapeNet.Runtime;

/// <summary>A file that is open for reading at any place; faults become one line that names it.</summary>
internal sealed class FileBytes : IDisposable
{
    private readonly SafeFileHandle handle;

    private FileBytes(string path, SafeFileHandle handle)
    {
        Path = path;
        this.handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How many bytes it had when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">There is no such file, or it cannot be read.</exception>
    public static FileBytes Open(string path)
    {
        if (Directory.Exists(path))
            throw new WeightFileException(path, "cannot be read: it is a folder", cause: null);

        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path);
            return new(path, handle);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            handle?.Dispose();
            throw CannotBeRead(path, exception);
        }
    }

    /// <summary>Fills a buffer.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="destination">Where to.</param>
    /// <exception cref="WeightFileException">The file has fewer bytes, or cannot be read.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        try
        {
            while (!destination.IsEmpty)
            {
                var read = RandomAccess.Read(handle, destination, offset);
                if (read == 0)
                    throw Fault(offset < Length ? "became shorter while it was read" : "ends too early");
                destination = destination[read..];
                offset += read;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotBeRead(Path, exception);
        }
    }

    /// <summary>Reads a part of the file; the caller has made sure that the file has it.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">How many bytes.</param>
    public byte[] Read(long offset, int count)
    {
        var bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    /// <summary>A fault of this file.</summary>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="cause">The exception that told.</param>
    public WeightFileException Fault(string fault, Exception? cause = null) => new(Path, fault, cause);

    public void Dispose() => handle.Dispose();

    private static WeightFileException CannotBeRead(string path, Exception exception) =>
        new(path, $"cannot be read: {FileFault.Describe(exception)}", exception);
}
