using System.Buffers;
using Microsoft.Win32.SafeHandles;
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
    public static Image<Rgb24> ReadRgb(string path) => Read(path, static path =>
    {
        using var file = File.OpenHandle(path);
        var length = checked((int)RandomAccess.GetLength(file));

        // Pooled, because files are read by the thousand.
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var content = bytes.AsSpan(0, ReadAll(file, bytes.AsSpan(0, length)));
            return ImageStructure.FindFault(content) is { } fault
                ? throw new InvalidDataException(fault)
                : Image.Load<Rgb24>(content);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    });

    /// <summary>A decoded image of any mode: three bytes a pixel, its width and its height.</summary>
    public static (byte[] Rgb, int Width, int Height) ReadBytes(string path)
    {
        using var image = ReadRgb(path);
        var rgb = new byte[3 * image.Width * image.Height];
        image.CopyPixelDataTo(rgb);
        return (rgb, image.Width, image.Height);
    }

    private static int ReadAll(SafeFileHandle file, Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(file, buffer[filled..], filled) is > 0 and var read)
            filled += read;
        return filled;
    }

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
