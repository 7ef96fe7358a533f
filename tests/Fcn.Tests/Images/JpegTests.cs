using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Images;

/// <summary>JPEG files written by other software, and written and read again.</summary>
public sealed class JpegTests
{
    public static TheoryData<string, double> ColorFiles => new()
    {
        { "baseline444.jpg", 2 },
        { "baseline420.jpg", 4 },
        { "progressive.jpg", 4 },
        { "optimized.jpg", 4 },
        { "magick422.jpg", 4 },
        { "cmyk.jpg", 5 },
    };

    [Theory]
    [MemberData(nameof(ColorFiles))]
    public void FilesOfOthersHaveTheirColours(string file, double tolerance)
    {
        using var image = Image.Load<Rgb24>(ImageFixtures.PathOf(file));
        Assert.Equal((ImageFixtures.PhotoWidth, ImageFixtures.PhotoHeight), (image.Width, image.Height));
        Assert.InRange(MeanError(image), 0, tolerance);
    }

    [Fact]
    public void GrayFilesAreGray()
    {
        using var image = Image.Load<Rgb24>(ImageFixtures.PathOf("gray.jpg"));
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var (r, g, b) = ImageFixtures.Photo(x, y);
                var pixel = image[x, y];
                Assert.True(pixel.R == pixel.G && pixel.G == pixel.B);
                Assert.InRange(pixel.R - ((0.299 * r) + (0.587 * g) + (0.114 * b)), -8, 8);
            }
        }
    }

    [Fact]
    public void HeaderGivesTheSize()
    {
        foreach (var path in ImageFixtures.All(".jpg"))
        {
            var info = Image.Identify(path);
            Assert.Equal((ImageFixtures.PhotoWidth, ImageFixtures.PhotoHeight), (info.Width, info.Height));
        }
    }

    [Theory]
    [InlineData(95, 2)]
    [InlineData(90, 4)]
    [InlineData(50, 8)]
    public void WrittenPicturesComeBackNearlyTheSame(int quality, double tolerance)
    {
        using var image = Photo();
        using var again = Image.Load<Rgb24>(Save(image, new JpegEncoder { Quality = quality }));
        Assert.InRange(MeanError(again), 0, tolerance);
    }

    [Fact]
    public void HigherQualityIsLarger()
    {
        using var image = Photo();
        Assert.True(Save(image, new JpegEncoder { Quality = 95 }).Length > Save(image, new JpegEncoder { Quality = 40 }).Length);
    }

    [Fact]
    public void QualityOutsideItsRangeIsRefused() => Assert.Throws<ArgumentException>(() => new JpegEncoder { Quality = 101 });

    private static Image<Rgb24> Photo()
    {
        var image = new Image<Rgb24>(ImageFixtures.PhotoWidth, ImageFixtures.PhotoHeight);
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var (r, g, b) = ImageFixtures.Photo(x, y);
                image[x, y] = new Rgb24((byte)r, (byte)g, (byte)b);
            }
        }

        return image;
    }

    private static byte[] Save(Image image, JpegEncoder encoder)
    {
        using var stream = new MemoryStream();
        image.SaveAsJpeg(stream, encoder);
        return stream.ToArray();
    }

    private static double MeanError(Image<Rgb24> image)
    {
        var sum = 0;
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var (r, g, b) = ImageFixtures.Photo(x, y);
                sum += Math.Abs(image[x, y].R - r) + Math.Abs(image[x, y].G - g) + Math.Abs(image[x, y].B - b);
            }
        }

        return sum / (3.0 * image.Width * image.Height);
    }
}
