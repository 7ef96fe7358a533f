using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Pictures;

/// <summary>Writes result files whole or not at all; what goes wrong becomes one line that names the file.</summary>
internal static class OutputFile
{
    /// <summary>Makes sure that nothing is written over what was read.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="input">A file that is read.</param>
    /// <exception cref="InputException">They are one.</exception>
    public static void RefuseInput(string path, string input)
    {
        // Where upper and lower case name one file, or may, they are taken to.
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        if (string.Equals(Final(path), Final(input), comparison))
            throw new InputException($"{path}: would be written over, and is what is read; choose another --out");
    }

    private static string Final(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
    }

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
