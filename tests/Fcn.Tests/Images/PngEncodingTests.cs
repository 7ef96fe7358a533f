using System.Buffers.Binary;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing.Processors.Quantization;

namespace Fcn.Tests.Images;

/// <summary>PNG files written and read again.</summary>
public sealed class PngEncodingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 13)]
    [InlineData(256, 3)]
    [InlineData(5, 301)]
    public void EveryPixelFormatComesBack(int width, int height)
    {
        RoundTrip(width, height, (x, y) => new Rgb24((byte)(x * 3), (byte)(y * 5), (byte)(x ^ y)));
        RoundTrip(width, height, (x, y) => new Rgba32((byte)(x * 3), (byte)(y * 5), (byte)(x ^ y), (byte)(x + y)));
        RoundTrip(width, height, (x, y) => new L8((byte)((x * 7) + y)));
    }

    [Fact]
    public void PaletteIndicesAreThePositionsInThePalette()
    {
        // Colours as close as VOC's colour map has them.
        var palette = new Color[256];
        for (var i = 0; i < palette.Length; i++)
            palette[i] = Color.FromRgb((byte)((i & 7) * 32), (byte)((i >> 3 & 7) * 32), (byte)((i >> 6) * 64));
        using var image = new Image<Rgb24>(64, 4);
        for (var i = 0; i < palette.Length; i++)
            image[i % 64, i / 64] = palette[i].ToPixel<Rgb24>();

        var file = Save(image, new PngEncoder { ColorType = PngColorType.Palette, Quantizer = new PaletteQuantizer(palette, new QuantizerOptions { Dither = null }) });
        var chunks = PngBytes.Chunks(file);
        Assert.Equal(3, chunks["IHDR"][9]);
        Assert.Equal(8, chunks["IHDR"][8]);
        Assert.Equal(palette.Select(color => color.ToPixel<Rgb24>()).SelectMany(color => new[] { color.R, color.G, color.B }), chunks["PLTE"]);
        var rows = PngBytes.Inflate(chunks["IDAT"]);
        for (var y = 0; y < 4; y++)
        {
            Assert.Equal(0, rows[65 * y]);
            Assert.Equal(Enumerable.Range(64 * y, 64).Select(index => (byte)index), rows.AsSpan((65 * y) + 1, 64).ToArray());
        }
    }

    [Fact]
    public void ColourTypeFollowsThePixelFormat()
    {
        Assert.Equal(0, ColorTypeOf(new Image<L8>(3, 2)));
        Assert.Equal(2, ColorTypeOf(new Image<Rgb24>(3, 2)));
        Assert.Equal(6, ColorTypeOf(new Image<Rgba32>(3, 2)));
    }

    [Fact]
    public void FilesAreSmallForSmoothPictures()
    {
        using var image = new Image<Rgb24>(200, 100);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < row.Length; x++)
                    row[x] = new Rgb24((byte)x, (byte)y, (byte)(x + y));
            }
        });
        Assert.InRange(Save(image, new PngEncoder()).Length, 100, 3000);
    }

    private static int ColorTypeOf(Image image)
    {
        using (image)
            return PngBytes.Chunks(Save(image, new PngEncoder()))["IHDR"][9];
    }

    private static byte[] Save(Image image, PngEncoder encoder)
    {
        using var stream = new MemoryStream();
        image.SaveAsPng(stream, encoder);
        var file = stream.ToArray();
        Assert.Equal(image.Width, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)));
        return file;
    }

    private static void RoundTrip<TPixel>(int width, int height, Func<int, int, TPixel> pixel)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var pixels = new TPixel[width * height];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = pixel(i % width, i / width);
        using var image = Image.LoadPixelData<TPixel>(pixels, width, height);
        using var again = Image.Load<TPixel>(Save(image, new PngEncoder()));
        var read = new TPixel[width * height];
        again.CopyPixelDataTo(read);
        Assert.Equal(pixels, read);
    }
}
