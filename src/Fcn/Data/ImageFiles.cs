using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Data;

/// <summary>Reads image files; what goes wrong becomes one line that names the file.</summary>
internal static class ImageFiles
{
    /// <summary>An image's size, from its header.</summary>
    public static (int Width, int Height) ReadSize(string path)
        => Read(path, static path =>
        {
            var info = Image.Identify(path);
            return (info.Width, info.Height);
        });

    /// <summary>A decoded image of any mode, as RGB. The caller disposes of it.</summary>
    public static Image<Rgb24> ReadRgb(string path) => Read(path, Image.Load<Rgb24>);

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such image", exception);
        }
        catch (UnknownImageFormatException exception)
        {
            throw new InputException($"{path}: not an image of a known format", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            throw new InputException($"{path}: the image cannot be read: {FirstLine(exception)}", exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // On corrupt bytes a decoder does not always keep to the exceptions it documents.
            throw new InputException($"{path}: the image is corrupt: {FirstLine(exception)}", exception);
        }
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n', 2)[0].TrimEnd();
}
