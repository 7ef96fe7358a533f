using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Images;

/// <summary>PNG files of every kind, written by other software, against what their pixels are known to be.</summary>
public sealed class PngDecodingTests
{
    public static TheoryData<string, int> GrayFiles => Both([("gray1", 1), ("gray2", 2), ("gray4", 4), ("gray8", 8), ("gray16", 8)]);

    public static TheoryData<string> ColorFiles => ["rgb8.png", "rgb16.png", "rgb8-interlaced.png", "rgb16-interlaced.png"];

    public static TheoryData<string> GrayAlphaFiles => ["graya8.png", "graya16.png", "graya8-interlaced.png", "graya16-interlaced.png"];

    public static TheoryData<string> ColorAlphaFiles => ["rgba8.png", "rgba16.png", "rgba8-interlaced.png", "rgba16-interlaced.png"];

    [Theory]
    [MemberData(nameof(GrayFiles))]
    public void Gray(string file, int bits)
    {
        AssertPixels(file, (x, y) => ImageFixtures.Gray(x, y, bits));
        using var image = Image.Load<L8>(ImageFixtures.PathOf(file));
        ForEachPixel((x, y) => Assert.Equal(ImageFixtures.Gray(x, y, bits).R, image[x, y].PackedValue));
    }

    [Theory]
    [MemberData(nameof(ColorFiles))]
    public void Colour(string file)
    {
        AssertPixels(file, ImageFixtures.Color);
        using var image = Image.Load<Rgb24>(ImageFixtures.PathOf(file));
        ForEachPixel((x, y) =>
        {
            var expected = ImageFixtures.Color(x, y);
            Assert.Equal(new Rgb24(expected.R, expected.G, expected.B), image[x, y]);
        });
    }

    [Theory]
    [MemberData(nameof(GrayAlphaFiles))]
    public void GrayWithOpacity(string file) => AssertPixels(file, (x, y) => WithAlpha(ImageFixtures.Gray(x, y, 8), x, y));

    [Theory]
    [MemberData(nameof(ColorAlphaFiles))]
    public void ColourWithOpacity(string file) => AssertPixels(file, (x, y) => WithAlpha(ImageFixtures.Color(x, y), x, y));

    [Theory]
    [InlineData("palette1.png", 1)]
    [InlineData("palette2.png", 2)]
    [InlineData("palette4.png", 4)]
    [InlineData("palette8.png", 8)]
    public void Palette(string file, int bits) => AssertPixels(file, (x, y) => ImageFixtures.Palette(x, y, bits));

    [Fact]
    public void PaletteWithOpacities() => AssertPixels("palette8-transparent.png", (x, y) =>
    {
        var index = ((x * 7) + (y * 5)) % 256;
        var color = ImageFixtures.Palette(x, y, 8);
        return new Rgba32(color.R, color.G, color.B, index switch { 0 => 0, 1 => 128, _ => 255 });
    });

    [Fact]
    public void TransparentGray() => AssertPixels("gray8-transparent.png", (x, y) => Hide(ImageFixtures.Gray(x, y, 8), ImageFixtures.Gray(3, 2, 8)));

    [Fact]
    public void TransparentColour() => AssertPixels("rgb8-transparent.png", (x, y) => Hide(ImageFixtures.Color(x, y), ImageFixtures.Color(3, 2)));

    [Fact]
    public void HeaderGivesTheSize()
    {
        foreach (var path in ImageFixtures.All(".png"))
        {
            var info = Image.Identify(path);
            Assert.Equal((ImageFixtures.Width, ImageFixtures.Height), (info.Width, info.Height));
        }
    }

    private static TheoryData<string, int> Both((string Name, int Bits)[] files)
    {
        var data = new TheoryData<string, int>();
        foreach (var (name, bits) in files)
        {
            data.Add(name + ".png", bits);
            data.Add(name + "-interlaced.png", bits);
        }

        return data;
    }

    private static Rgba32 WithAlpha(Rgba32 color, int x, int y) => new(color.R, color.G, color.B, ImageFixtures.Alpha(x, y));

    private static Rgba32 Hide(Rgba32 color, Rgba32 hidden) => color == hidden ? new Rgba32(color.R, color.G, color.B, 0) : color;

    private static void AssertPixels(string file, Func<int, int, Rgba32> expected)
    {
        using var image = Image.Load<Rgba32>(ImageFixtures.PathOf(file));
        Assert.Equal((ImageFixtures.Width, ImageFixtures.Height), (image.Width, image.Height));
        ForEachPixel((x, y) =>
        {
            // What lies under full transparency is nobody's business.
            var pixel = image[x, y];
            if (expected(x, y).A == 0)
                Assert.Equal(0, pixel.A);
            else
                Assert.Equal((x, y, expected(x, y)), (x, y, pixel));
        });
    }

    private static void ForEachPixel(Action<int, int> check)
    {
        for (var y = 0; y < ImageFixtures.Height; y++)
        {
            for (var x = 0; x < ImageFixtures.Width; x++)
                check(x, y);
        }
    }
}
