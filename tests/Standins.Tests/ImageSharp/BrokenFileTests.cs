using Fcn.Tests.Images;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Standins.Tests.ImageSharp;

/// <summary>On broken files the stand-in throws what the package documents, and nothing else.</summary>
public sealed class BrokenFileTests
{
    private const int Mutants = 2000;

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    public void MutatedFilesEndInDocumentedExceptions(string extension)
    {
        var refused = 0;
        foreach (var file in ImageMutations.Of(extension, Mutants, seed: 1))
        {
            // The header may be all right where the rest is not.
            _ = Refusal(() => Image.Identify(new MemoryStream(file)));
            refused += Refusal(() => Image.Load<Rgb24>(file).Dispose()) is null ? 0 : 1;
        }

        Assert.InRange(refused, Mutants / 10, Mutants);
    }

    [Fact]
    public void AHeaderThatClaimsMorePixelsThanTheDataCanHoldIsRefusedBeforeMemoryIsTaken()
    {
        var file = PngBytes.File(
            ("IHDR", PngBytes.Header(10_000, 10_000, 8, 2)), ("IDAT", PngBytes.Deflate(new byte[1000])), ("IEND", []));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidImageContentException>(() => Image.Load<Rgb24>(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static ImageFormatException? Refusal(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ImageFormatException exception)
        {
            return exception;
        }
    }
}
