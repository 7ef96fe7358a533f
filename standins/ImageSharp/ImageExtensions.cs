using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;

namespace SixLabors.ImageSharp;

/// <summary>Saving images.</summary>
public static class ImageExtensions
{
    /// <summary>Saves as PNG with the default encoder.</summary>
    public static void SaveAsPng(this Image source, string path) => source.SaveAsPng(path, new PngEncoder());

    /// <summary>Saves as PNG.</summary>
    public static void SaveAsPng(this Image source, string path, PngEncoder encoder)
    {
        using var stream = File.Create(path);
        source.SaveAsPng(stream, encoder);
    }

    /// <summary>Saves as PNG with the default encoder.</summary>
    public static void SaveAsPng(this Image source, Stream stream) => source.SaveAsPng(stream, new PngEncoder());

    /// <summary>Saves as PNG.</summary>
    public static void SaveAsPng(this Image source, Stream stream, PngEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(stream);
        PngWriter.Write(source, stream, encoder ?? new PngEncoder());
    }

    /// <summary>Saves as JPEG with the default encoder.</summary>
    public static void SaveAsJpeg(this Image source, string path) => source.SaveAsJpeg(path, new JpegEncoder());

    /// <summary>Saves as JPEG.</summary>
    public static void SaveAsJpeg(this Image source, string path, JpegEncoder encoder)
    {
        using var stream = File.Create(path);
        source.SaveAsJpeg(stream, encoder);
    }

    /// <summary>Saves as JPEG with the default encoder.</summary>
    public static void SaveAsJpeg(this Image source, Stream stream) => source.SaveAsJpeg(stream, new JpegEncoder());

    /// <summary>Saves as JPEG.</summary>
    public static void SaveAsJpeg(this Image source, Stream stream, JpegEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(stream);
        JpegCodec.Write(source, stream, encoder ?? new JpegEncoder());
    }
}
