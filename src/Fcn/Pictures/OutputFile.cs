using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Pictures;

/// <summary>Writes result files whole or not at all; what goes wrong becomes one line that names the file.</summary>
internal static class OutputFile
{
    /// <summary>Makes sure that nothing is written over what is read.</summary>
    /// <param name="paths">The files to write.</param>
    /// <param name="inputs">The files that are read.</param>
    /// <exception cref="InputException">One file is among both.</exception>
    public static void RefuseInputs(IEnumerable<string> paths, IEnumerable<string> inputs)
    {
        // Where upper and lower case name one file, or may, they are taken to.
        var read = inputs.Select(Final).ToHashSet(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            if (read.Contains(Final(path)))
                throw new InputException($"{path}: would be written over, and is what is read; choose another --out");
        }
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
