using Fcn.Data;
using Fcn.Tests.Images;
using Xunit.Abstractions;

namespace Fcn.Tests.Data;

/// <summary>Whatever is in a file, reading it ends in pixels or in one line that names the file.</summary>
public sealed class ImageFilesTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>More than the largest fixture unpacks to when its header says as many pixels as its bytes can hold.</summary>
    private const long MostBytes = 64 << 20;

    /// <summary>How many files of each kind; eng/fuzz.sh tries more.</summary>
    private static readonly int Mutants = int.Parse(Environment.GetEnvironmentVariable("SHAPENET_FUZZ_FILES") ?? "500", System.Globalization.CultureInfo.InvariantCulture);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    public void BrokenFilesAreNamedInOneLine(string extension)
    {
        var path = folder.PathOf("broken" + extension);
        var (refused, largest) = (0, 0L);
        foreach (var file in ImageMutations.Of(extension, Mutants, seed: 3))
        {
            File.WriteAllBytes(path, file);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var exception = Record.Exception(() => ImageFiles.ReadRgb(path).Dispose());
            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
            if (exception is null)
                continue;
            refused++;
            var error = Assert.IsType<InputException>(exception);
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }

        output.WriteLine($"{Mutants} files: {refused} refused, at most {largest} bytes allocated for one");
        Assert.InRange(refused, Mutants / 10, Mutants);
        Assert.InRange(largest, 0, MostBytes);
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

    [Theory]
    [InlineData("baseline420.jpg", 0xC0)]
    [InlineData("progressive.jpg", 0xC2)]
    public void AFrameOfMorePixelsThanTheBytesHoldIsRefused(string fixture, byte marker)
    {
        var file = File.ReadAllBytes(ImageFixtures.PathOf(fixture));
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, marker]);
        file.AsSpan(frame + 5, 4).Fill(0xF0);
        var path = folder.PathOf(fixture);
        File.WriteAllBytes(path, file);

        Assert.Equal(
            $"{path}: the image is corrupt: its header says 61680×61680 pixels, more than {file.Length} bytes hold",
            Assert.Throws<InputException>(() => ImageFiles.ReadRgb(path).Dispose()).Message);
    }

    [Fact]
    public void ImagesThatCompressWellAreRead()
    {
        var path = folder.PathOf("white.png");
        using (var image = new SixLabors.ImageSharp.Image<SixLabors.ImageSharp.PixelFormats.L8>(4000, 3000))
            SixLabors.ImageSharp.ImageExtensions.SaveAsPng(image, path);

        using var read = ImageFiles.ReadRgb(path);

        Assert.Equal((4000, 3000), (read.Width, read.Height));
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
