using Fcn.Data;
using Fcn.Tests.Images;

namespace Fcn.Tests.Data;

/// <summary>Whatever is in a file, reading it ends in pixels or in one line that names the file.</summary>
public sealed class ImageFilesTests : IDisposable
{
    private const int Mutants = 500;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    public void BrokenFilesAreNamedInOneLine(string extension)
    {
        var path = folder.PathOf("broken" + extension);
        var refused = 0;
        foreach (var file in ImageMutations.Of(extension, Mutants, seed: 3))
        {
            File.WriteAllBytes(path, file);
            if (Record.Exception(() => ImageFiles.ReadRgb(path).Dispose()) is not { } exception)
                continue;
            refused++;
            var error = Assert.IsType<InputException>(exception);
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }

        Assert.InRange(refused, Mutants / 10, Mutants);
    }

    [Theory]
    [InlineData("rgb8.png", 0.5)]
    [InlineData("palette8.png", 0.9)]
    [InlineData("baseline420.jpg", 0.5)]
    [InlineData("baseline420.jpg", 0.9)]
    [InlineData("progressive.jpg", 0.8)]
    public void TruncatedFilesAreRefused(string fixture, double share)
    {
        var file = File.ReadAllBytes(ImageFixtures.PathOf(fixture));
        var path = folder.PathOf(fixture);
        File.WriteAllBytes(path, file[..(int)(share * file.Length)]);
        Assert.Contains("corrupt", Assert.Throws<InputException>(() => ImageFiles.ReadRgb(path).Dispose()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4, 8, 2)]
    [InlineData(4, 0, 8, 2)]
    [InlineData(-4, 4, 8, 2)]
    [InlineData(4, 4, 3, 2)]
    [InlineData(4, 4, 16, 3)]
    [InlineData(4, 4, 8, 5)]
    [InlineData(100_000, 100_000, 8, 2)]
    public void ImpossibleHeadersAreRefused(int width, int height, byte depth, byte colorType)
    {
        var path = folder.PathOf("header.png");
        File.WriteAllBytes(path, PngBytes.File(
            ("IHDR", PngBytes.Header(width, height, depth, colorType)), ("IDAT", PngBytes.Deflate(new byte[1000])), ("IEND", [])));
        Assert.Throws<InputException>(() => ImageFiles.ReadRgb(path).Dispose());
    }

    [Fact]
    public void MissingFilesAndFoldersAreNamed()
    {
        foreach (var path in new[] { folder.PathOf("none.png"), folder.PathOf("no-folder", "none.png") })
            Assert.Equal($"{path}: no such image", Assert.Throws<InputException>(() => ImageFiles.ReadSize(path)).Message);
    }

    [Fact]
    public void OtherFilesAreNoImages()
    {
        var path = folder.PathOf("text.jpg");
        File.WriteAllText(path, "This is text, whatever the name says.");
        Assert.Equal($"{path}: not an image of a known format", Assert.Throws<InputException>(() => ImageFiles.ReadRgb(path)).Message);
    }

    [Fact]
    public void AFolderIsNoImage()
        => Assert.StartsWith(folder.Root, Assert.Throws<InputException>(() => ImageFiles.ReadRgb(folder.Root)).Message, StringComparison.Ordinal);
}
