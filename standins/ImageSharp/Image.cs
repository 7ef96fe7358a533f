using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>An image of any pixel format, and where images are loaded.</summary>
public abstract class Image : IDisposable
{
    private protected Image(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Width = width;
        Height = height;
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>Reads an image's size from its header.</summary>
    public static ImageInfo Identify(string path)
    {
        using var stream = OpenRead(path);
        return Identify(stream);
    }

    /// <summary>Reads an image's size from its header.</summary>
    public static ImageInfo Identify(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ImageDecoding.Identify(stream);
    }

    /// <summary>Decodes an image file.</summary>
    public static Image<TPixel> Load<TPixel>(string path)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var stream = OpenRead(path);
        return Load<TPixel>(stream);
    }

    /// <summary>Decodes an image from where the stream stands to its end.</summary>
    public static Image<TPixel> Load<TPixel>(Stream stream)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ImageDecoding.Decode<TPixel>(stream);
    }

    /// <summary>Decodes an image held in memory.</summary>
    public static Image<TPixel> Load<TPixel>(ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel>
        => ImageDecoding.Decode<TPixel>(data);

    /// <summary>Copies pixels, row by row from the top, into a new image.</summary>
    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<TPixel> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var image = new Image<TPixel>(width, height);
        var count = width * height;
        if (data.Length < count)
        {
            image.Dispose();
            throw new ArgumentOutOfRangeException(nameof(data), $"{width} x {height} pixels are needed, {data.Length} are given");
        }

        data[..count].CopyTo(image.Pixels);
        return image;
    }

    /// <summary>Copies pixels, given as their bytes, into a new image.</summary>
    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<byte> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
        => LoadPixelData(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, TPixel>(data), width, height);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the pixels' memory back.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>The image as rows of another pixel format, for the encoders.</summary>
    internal abstract void CopyRowTo<TOther>(int row, Span<TOther> destination)
        where TOther : unmanaged, IPixel<TOther>;

    /// <summary>The colour type in which a PNG of this image loses nothing.</summary>
    internal abstract Formats.Png.PngColorType NaturalPngColorType { get; }

    private static FileStream OpenRead(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        // Unbuffered: the decoders ask for the whole file, or a few headers, in reads of their own.
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
    }
}
