using Fcn.Data;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Data;

public sealed class VocPaletteTests
{
    [Fact]
    public void ColoursAreThoseOfTheDevelopmentKit()
    {
        (string Name, Rgb24 Color)[] expected =
        [
            ("background", new(0, 0, 0)), ("aeroplane", new(128, 0, 0)), ("bicycle", new(0, 128, 0)), ("bird", new(128, 128, 0)),
            ("boat", new(0, 0, 128)), ("bottle", new(128, 0, 128)), ("bus", new(0, 128, 128)), ("car", new(128, 128, 128)),
            ("cat", new(64, 0, 0)), ("chair", new(192, 0, 0)), ("cow", new(64, 128, 0)), ("diningtable", new(192, 128, 0)),
            ("dog", new(64, 0, 128)), ("horse", new(192, 0, 128)), ("motorbike", new(64, 128, 128)), ("person", new(192, 128, 128)),
            ("pottedplant", new(0, 64, 0)), ("sheep", new(128, 64, 0)), ("sofa", new(0, 192, 0)), ("train", new(128, 192, 0)), ("tvmonitor", new(0, 64, 128)),
        ];
        Assert.Equal(expected.Select(entry => entry.Name), VocPalette.Names);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Color, VocPalette.Colors[i]);
            Assert.Equal((byte)i, VocPalette.ClassOf(expected[i].Color));
        }

        Assert.Equal(new Rgb24(224, 224, 192), VocPalette.Colors[VocPalette.Void]);
        Assert.Equal(VocPalette.Void, VocPalette.ClassOf(new(224, 224, 192)));
    }

    [Fact]
    public void EveryOtherColourStandsForNothing()
    {
        var classes = VocPalette.Colors[..VocPalette.Classes].ToArray().ToHashSet();
        for (var color = 0; color < 1 << 24; color += 7)
        {
            var pixel = new Rgb24((byte)(color >> 16), (byte)(color >> 8), (byte)color);
            if (!classes.Contains(pixel) && pixel != VocPalette.Colors[VocPalette.Void] && VocPalette.ClassOf(pixel) is not null)
                Assert.Fail($"{pixel} is taken for class {VocPalette.ClassOf(pixel)}");
        }

        foreach (var color in VocPalette.Colors[VocPalette.Classes..VocPalette.Void])
            Assert.Null(VocPalette.ClassOf(color));
    }
}
