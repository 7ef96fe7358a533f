using Fcn.Data;

namespace Fcn.Pictures;

/// <summary>Makes the folders that results are written to.</summary>
internal static class OutputFolder
{
    /// <summary>Makes a folder unless it is there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="InputException">It cannot be made.</exception>
    public static void Create(string path, string option)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{option} {path}: the folder cannot be made: {exception.Message}", exception);
        }
    }
}
