using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Images;

/// <summary>Files that are no images.</summary>
public sealed class NoImageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("No image at all, though long enough to be one")]
    [InlineData("\u0089PN")]
    public void OtherFilesAreUnknown(string content)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(content);
        Assert.Throws<UnknownImageFormatException>(() => Image.Load<Rgb24>(new MemoryStream(bytes)));
        Assert.Throws<UnknownImageFormatException>(() => Image.Identify(new MemoryStream(bytes)));
    }

    [Fact]
    public void MissingFilesAreMissing() => Assert.Throws<FileNotFoundException>(() => Image.Load<Rgb24>(Path.Combine(Path.GetTempPath(), "no-such-image.png")));

    [Fact]
    public void WrongChecksumIsRefused()
    {
        var file = File.ReadAllBytes(ImageFixtures.PathOf("rgb8.png"));
        file[30] ^= 1; // the header's checksum
        Assert.Throws<InvalidImageContentException>(() => Image.Load<Rgb24>(file));
    }
}
