using Fcn.Data;

namespace Fcn.Commands;

/// <summary>Finds the images that arguments name: files, folders, and patterns such as <c>photos/*.jpg</c>.</summary>
internal static class ImagePaths
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    /// <summary>The files, each argument's in the order of their names.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <exception cref="InputException">An argument names no image, or two images would share one name.</exception>
    public static string[] Find(IEnumerable<string> arguments)
    {
        var files = arguments.SelectMany(Expand).ToArray();
        var twice = files.CountBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase).FirstOrDefault(count => count.Value > 1);
        return twice.Key is null
            ? files
            : throw new InputException($"{twice.Key}: {twice.Value} images have this name, and their predictions would be one file");
    }

    private static IEnumerable<string> Expand(string argument)
    {
        if (Directory.Exists(argument))
            return InFolder(argument, "*", $"{argument}: no JPEG or PNG file is in this folder");
        var pattern = Path.GetFileName(argument);
        if (File.Exists(argument) || !pattern.AsSpan().ContainsAny('*', '?'))
            return [argument];
        var folder = Path.GetDirectoryName(argument);
        return Directory.Exists(folder is null or "" ? "." : folder)
            ? InFolder(folder ?? "", pattern, $"{argument}: no JPEG or PNG file matches")
            : throw new InputException($"{argument}: there is no folder '{folder}'");
    }

    private static string[] InFolder(string folder, string pattern, string otherwise)
    {
        string[] found;
        try
        {
            found = [.. Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, pattern)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Select(file => Path.Combine(folder, Path.GetFileName(file)))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the folder cannot be read: {exception.Message}", exception);
        }

        return found.Length > 0 ? found : throw new InputException(otherwise);
    }
}
