using System.Buffers;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>An image of one pixel format, held in one run of rows from the top.</summary>
public sealed class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    private TPixel[]? buffer;

    /// <summary>Creates an image of zero pixels.</summary>
    public Image(int width, int height)
        : base(width, height)
    {
        // Pooled: a loader that decodes thousands of images leaves no garbage of their size behind.
        buffer = ArrayPool<TPixel>.Shared.Rent(checked(width * height));
        Pixels.Clear();
    }

    /// <summary>Creates an image of one colour.</summary>
    public Image(int width, int height, TPixel backgroundColor)
        : this(width, height)
        => Pixels.Fill(backgroundColor);

    internal Span<TPixel> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(buffer is null, this);
            return buffer.AsSpan(0, Width * Height);
        }
    }

    /// <summary>One pixel.</summary>
    public TPixel this[int x, int y]
    {
        get => Pixels[Offset(x, y)];
        set => Pixels[Offset(x, y)] = value;
    }

    /// <summary>Gives <paramref name="processPixels"/> access to the rows.</summary>
    public void ProcessPixelRows(PixelAccessorAction<TPixel> processPixels)
    {
        ArgumentNullException.ThrowIfNull(processPixels);
        processPixels(new PixelAccessor<TPixel>(Pixels, Width, Height));
    }

    /// <summary>Copies all pixels, row by row from the top.</summary>
    public void CopyPixelDataTo(Span<TPixel> destination) => Pixels.CopyTo(destination);

    /// <summary>Copies all pixels as bytes, row by row from the top.</summary>
    public void CopyPixelDataTo(Span<byte> destination) => CopyPixelDataTo(MemoryMarshal.Cast<byte, TPixel>(destination));

    /// <summary>A copy of this image.</summary>
    public Image<TPixel> Clone() => LoadPixelData<TPixel>(Pixels, Width, Height);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (buffer is null)
            return;
        ArrayPool<TPixel>.Shared.Return(buffer);
        buffer = null;
    }

    internal override PngColorType NaturalPngColorType
        => typeof(TPixel) == typeof(L8) ? PngColorType.Grayscale
            : typeof(TPixel) == typeof(Rgb24) ? PngColorType.Rgb
            : PngColorType.RgbWithAlpha;

    internal override void CopyRowTo<TOther>(int row, Span<TOther> destination)
    {
        var source = Pixels.Slice(row * Width, Width);
        if (typeof(TOther) == typeof(TPixel))
        {
            MemoryMarshal.Cast<TPixel, TOther>(source).CopyTo(destination);
            return;
        }

        Rgba32 colour = default;
        for (var x = 0; x < source.Length; x++)
        {
            source[x].ToRgba32(ref colour);
            destination[x].FromRgba32(colour);
        }
    }

    private int Offset(int x, int y)
    {
        if ((uint)x >= (uint)Width)
            throw new ArgumentOutOfRangeException(nameof(x));
        if ((uint)y >= (uint)Height)
            throw new ArgumentOutOfRangeException(nameof(y));
        return y * Width + x;
    }
}
