namespace Fcn.Pictures;

/// <summary>Writes files that appear complete or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes under a temporary name in the same folder, then renames.</summary>
    /// <exception cref="Data.InputException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = File.Create(temporary))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new Data.InputException($"{path}: cannot be written: {exception.Message}", exception);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
