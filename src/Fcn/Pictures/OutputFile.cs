using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Pictures;

/// <summary>Writes result files whole or not at all; what goes wrong becomes one line that names the file.</summary>
internal static class OutputFile
{
    /// <summary>Writes under a temporary name, then renames.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            AtomicFile.Write(path, write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be written: {exception.Message}", exception);
        }
    }
}
