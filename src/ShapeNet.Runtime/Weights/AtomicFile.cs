namespace ShapeNet.Runtime;

/// <summary>Writes files so that whoever looks sees the old one or the whole new one, whatever happens in between.</summary>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>
    /// Writes beside the file, makes the disk keep it, and renames. A fault leaves the old file as it was; of a process
    /// that was killed stays at most one <c>.tmp</c> file, which the next writing replaces.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    public static void Write(string path, Action<Stream> write) => Write(path, write, OpenTemporary);

    /// <summary>As <see cref="Write(string, Action{Stream})"/>, with the temporary file in the caller's hands.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="open">Opens the temporary file.</param>
    internal static void Write(string path, Action<Stream> write, Func<string, FileStream> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);

        // A link stays a link: what it points to is replaced.
        var file = new FileInfo(path);
        var target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var temporary = target + ".tmp";
        var stream = open(temporary);
        try
        {
            using (stream)
            {
                var buffered = new BufferedStream(stream, BufferBytes);
                write(buffered);
                buffered.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static FileStream OpenTemporary(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 });
}
