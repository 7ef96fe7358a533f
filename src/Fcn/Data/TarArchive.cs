using System.Collections.Concurrent;
using System.Formats.Tar;

namespace Fcn.Data;

/// <summary>The files of a <c>.tar</c> archive, by where they lie in it. Only the headers are read, once for each archive.</summary>
internal sealed class TarArchive
{
    private static readonly ConcurrentDictionary<string, Lazy<TarArchive>> Opened = new(StringComparer.Ordinal);

    private readonly Dictionary<string, (long Start, long Length)> files = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal) { "" };

    private TarArchive(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var reader = new TarReader(stream);
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                    Add(Normalize(entry.Name), entry, stream.Length, path);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new InputException($"{path}: no .tar archive, or a damaged one", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the archive cannot be read: {exception.Message}", exception);
        }

        if (files.Count == 0)
            throw new InputException($"{path}: no .tar archive, or an empty one");
    }

    /// <summary>Opens an archive, or finds it opened.</summary>
    /// <param name="path">The archive.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static TarArchive Open(string path) => Opened.GetOrAdd(Path.GetFullPath(path), full => new(() => new TarArchive(full))).Value;

    /// <summary>Whether the archive has files below a path.</summary>
    public bool HasFolder(string path) => folders.Contains(Normalize(path));

    /// <summary>Where a file's bytes lie, if it is there.</summary>
    public (long Start, long Length)? Find(string path) => files.TryGetValue(Normalize(path), out var place) ? place : null;

    private void Add(string name, TarEntry entry, long archiveLength, string path)
    {
        if (entry.DataOffset < 0 || entry.Length > archiveLength - entry.DataOffset)
            throw new InputException($"{path}: the archive is cut short at {name}");
        files[name] = (entry.DataOffset, entry.Length);
        for (var slash = name.LastIndexOf('/'); slash > 0 && folders.Add(name[..slash]); slash = name.LastIndexOf('/', slash - 1))
        {
            // Each folder once, up to the first one that is known with all above it.
        }
    }

    private static string Normalize(string path)
    {
        path = path.Replace('\\', '/').Trim('/');
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }
}
