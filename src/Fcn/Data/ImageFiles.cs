using System.Runtime.InteropServices;
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
            var info = File.Exists(path) ? Image.Identify(path) : DataFiles.Read(path, Identify);
            return (info.Width, info.Height);
        });

    /// <summary>A decoded image of any mode, as RGB. The caller disposes of it.</summary>
    public static Image<Rgb24> ReadRgb(string path) => Read(path, static path => DataFiles.Read(path, Decode));

    /// <summary>A decoded label image, and whether its pixels are grey values that are classes themselves, not colours that stand for them.</summary>
    public static (Image<Rgb24> Image, bool IsGray) ReadLabels(string path) =>
        Read(path, static path => DataFiles.Read(path, static file => (Decode(file), ImageStructure.IsGrayPng(file.Span))));

    /// <summary>A decoded image of any mode: three bytes a pixel, its width and its height.</summary>
    public static (byte[] Rgb, int Width, int Height) ReadBytes(string path)
    {
        using var image = ReadRgb(path);
        var rgb = new byte[3 * image.Width * image.Height];
        image.CopyPixelDataTo(rgb);
        return (rgb, image.Width, image.Height);
    }

    private static ImageInfo Identify(ReadOnlyMemory<byte> file)
    {
        using var stream = MemoryMarshal.TryGetArray(file, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(file.ToArray(), writable: false);
        return Image.Identify(stream);
    }

    private static Image<Rgb24> Decode(ReadOnlyMemory<byte> file) => ImageStructure.FindFault(file.Span) is { } fault
        ? throw new InvalidDataException(fault)
        : Image.Load<Rgb24>(file.Span);

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (InputException)
        {
            // The archive around the image, in words of its own.
            throw;
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
