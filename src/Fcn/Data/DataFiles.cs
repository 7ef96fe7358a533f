using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Fcn.Data;

/// <summary>
/// Reads a data set's files where they are: on disk, or inside a <c>.tar</c> archive that was never unpacked. A path goes
/// on into the archive: <c>VOCtrainval_11-May-2012.tar/VOCdevkit/VOC2012/JPEGImages/2007_000032.jpg</c>.
/// </summary>
internal static class DataFiles
{
    /// <summary>Whether there is a folder, an archive, or a folder inside an archive.</summary>
    public static bool FolderExists(string path) =>
        Directory.Exists(path) || (SplitAtArchive(path) is { } inside && TarArchive.Open(inside.Archive).HasFolder(inside.Path));

    /// <summary>Whether there is a file, on disk or inside an archive.</summary>
    public static bool FileExists(string path) => File.Exists(path) || (SplitAtArchive(path) is { } inside && TarArchive.Open(inside.Archive).Find(inside.Path) is not null);

    /// <summary>Gives a file's bytes to a function. They are valid while it runs.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static T Read<T>(string path, Func<ReadOnlyMemory<byte>, T> use)
    {
        var (container, place) = Find(path);
        using var handle = File.OpenHandle(container);
        var (start, length) = place ?? (0, RandomAccess.GetLength(handle));
        if (length > Array.MaxLength)
            throw new IOException($"it has {length} bytes");

        // Pooled, because files are read by the thousand.
        var bytes = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            return use(bytes.AsMemory(0, Fill(handle, start, bytes.AsSpan(0, (int)length))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The lines of a text file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string[] ReadAllLines(string path) => Read(path, static bytes => Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF').Split('\n'));

    private static (string Container, (long Start, long Length)? Place) Find(string path)
    {
        if (File.Exists(path) || SplitAtArchive(path) is not { } inside)
            return (path, null);
        return TarArchive.Open(inside.Archive).Find(inside.Path) is { } place
            ? (inside.Archive, place)
            : throw new FileNotFoundException($"{inside.Archive} has no {inside.Path}", path);
    }

    /// <summary>The part of a path that is a file, and the part that goes on into it.</summary>
    private static (string Archive, string Path)? SplitAtArchive(string path)
    {
        for (var archive = path; archive is { Length: > 0 }; archive = Path.GetDirectoryName(archive))
        {
            if (File.Exists(archive))
                return (archive, path[archive.Length..]);
            if (Directory.Exists(archive))
                return null;
        }

        return null;
    }

    private static int Fill(SafeFileHandle file, long start, Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(file, buffer[filled..], start + filled) is > 0 and var read)
            filled += read;
        return filled;
    }
}
