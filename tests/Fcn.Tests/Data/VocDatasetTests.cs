using Fcn.Data;
using Fcn.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Data;

public sealed class VocDatasetTests
{
    [Fact]
    public void ImagesSmallerThanTheCropAreLeftOut()
    {
        using var voc = new TinyVoc((120, 80), (95, 80), (96, 64), (120, 63), (64, 96));
        var dataset = voc.Open();
        Assert.Equal((5, 3), (dataset.Listed, dataset.TooSmall));
        Assert.Equal([TinyVoc.Name(0), TinyVoc.Name(2)], dataset.Samples.Select(sample => sample.Name));
        Assert.Equal([(120, 80), (96, 64)], dataset.Samples.Select(sample => (sample.Width, sample.Height)));
    }

    [Theory]
    [InlineData("VOC2012")]
    [InlineData("VOCdevkit/VOC2012")]
    public void TheFolderAroundItWillDo(string inside)
    {
        using var voc = new TinyVoc((96, 64));
        using var outer = new TemporaryFolder();
        var root = outer.PathOf(inside.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(root)!);
        Directory.CreateSymbolicLink(root, voc.Root);
        Assert.Single(VocDataset.Open(outer.Root, VocSplit.Val, Crop.Height, Crop.Width).Samples);
        Directory.Delete(root);
    }

    [Fact]
    public void LabelsAreReadAsClasses()
    {
        using var voc = new TinyVoc((120, 80));
        var decoded = new DecodedSample();
        decoded.Read(voc.Open().Samples[0]);
        for (var y = 0; y < 80; y++)
        {
            for (var x = 0; x < 120; x++)
                Assert.Equal(TinyVoc.Label(0, x, y), decoded.Truth[(y * 120) + x]);
        }

        Assert.InRange(decoded.Rgb[(3 * ((30 * 120) + 50)) + 1], 50 - 6, 50 + 6);
    }

    /// <summary>What the palette does not have would train to nothing, and look like success.</summary>
    [Theory]
    [InlineData(129, 1, 0, "has the colour (129, 1, 0), which stands for none of VOC's 21 classes and not for void")]
    [InlineData(99, 99, 99, "is 99; labels are classes from 0 to 20, or 255 where there is none")]
    public void ALabelOfNoClassIsNamed(byte red, byte green, byte blue, string problem)
    {
        using var voc = new TinyVoc((120, 80));
        var label = voc.Voc.Label(TinyVoc.Name(0));
        if (red == green)
        {
            using var gray = new Image<L8>(120, 80);
            gray[7, 30] = new L8(red);
            gray.SaveAsPng(label);
        }
        else
        {
            using var colors = new Image<Rgb24>(120, 80);
            colors[7, 30] = new Rgb24(red, green, blue);
            colors.SaveAsPng(label);
        }

        var fault = Assert.Throws<InputException>(() => new DecodedSample().Read(voc.Open().Samples[0]));
        Assert.Equal($"{label}: the pixel in column 7, row 30 {problem}", fault.Message);
    }

    [Fact]
    public void AFolderThatIsNotThereIsNamed() => AssertError("/no/such/folder", "/no/such/folder: no such folder");

    [Fact]
    public void AFolderOfSomethingElseIsNamed()
    {
        using var folder = new TemporaryFolder();
        AssertError(folder.Root, $"{folder.Root}: not a VOC2012 folder");
    }

    [Fact]
    public void AMissingListIsNamed() => AssertError(voc => File.Delete(voc.Voc.List(VocSplit.Train)), voc => $"{voc.Voc.List(VocSplit.Train)}: no such list");

    [Fact]
    public void AnEmptyListIsNamed() => AssertError(voc => File.WriteAllText(voc.Voc.List(VocSplit.Train), "\n \n"), voc => $"{voc.Voc.List(VocSplit.Train)}: the list of images is empty");

    [Fact]
    public void AListOfPathsIsRefused() => AssertError(voc => File.WriteAllText(voc.Voc.List(VocSplit.Train), "../../secret\n"), voc => $"{voc.Voc.List(VocSplit.Train)}: '../../secret' is not the name");

    [Fact]
    public void AListOfSmallImagesIsNamed()
    {
        using var voc = new TinyVoc((50, 50), (60, 60));
        AssertError(voc.Root, $"{voc.Voc.List(VocSplit.Train)}: none of its 2 images is 96×64 or larger");
    }

    [Fact]
    public void AMissingImageIsNamed() => AssertError(voc => File.Delete(voc.Voc.Image(TinyVoc.Name(1))), voc => $"{voc.Voc.Image(TinyVoc.Name(1))}: no such image");

    [Fact]
    public void AMissingLabelIsNamed() => AssertError(voc => File.Delete(voc.Voc.Label(TinyVoc.Name(1))), voc => $"{voc.Voc.Label(TinyVoc.Name(1))}: no such image");

    [Fact]
    public void TheFirstOfSeveralFaultsIsNamed() => AssertError(
        voc =>
        {
            File.Delete(voc.Voc.Image(TinyVoc.Name(2)));
            File.Delete(voc.Voc.Image(TinyVoc.Name(1)));
        },
        voc => voc.Voc.Image(TinyVoc.Name(1)));

    [Fact]
    public void ALabelOfAnotherSizeIsNamed() => AssertError(
        voc => MaskFile.Write(voc.Voc.Label(TinyVoc.Name(1)), new byte[110 * 70], 110, 70),
        voc => $"{voc.Voc.Label(TinyVoc.Name(1))}: the label is 110×70 pixels, its image 100×70");

    [Fact]
    public void ACorruptHeaderIsNamed() => AssertError(
        voc => File.WriteAllBytes(voc.Voc.Label(TinyVoc.Name(2)), File.ReadAllBytes(voc.Voc.Label(TinyVoc.Name(2)))[..20]),
        voc => voc.Voc.Label(TinyVoc.Name(2)));

    [Fact]
    public void ACorruptImageIsNamedWhenItIsRead()
    {
        using var voc = new TinyVoc((96, 64));
        var path = voc.Voc.Image(TinyVoc.Name(0));
        var file = File.ReadAllBytes(path);
        File.WriteAllBytes(path, file[..(file.Length / 2)]);
        var sample = voc.Open().Samples[0];
        Assert.StartsWith($"{path}: the image is corrupt", Assert.Throws<InputException>(() => new DecodedSample().Read(sample)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnImageThatChangesItsSizeIsNamed()
    {
        using var voc = new TinyVoc((96, 64), (120, 80));
        var samples = voc.Open().Samples;
        File.Copy(samples[1].ImagePath, samples[0].ImagePath, overwrite: true);
        Assert.StartsWith(samples[0].ImagePath, Assert.Throws<InputException>(() => new DecodedSample().Read(samples[0])).Message, StringComparison.Ordinal);
    }

    private static void AssertError(Action<TinyVoc> damage, Func<TinyVoc, string> expected)
    {
        using var voc = new TinyVoc((96, 64), (100, 70), (120, 80));
        damage(voc);
        AssertError(voc.Root, expected(voc));
    }

    private static void AssertError(string folder, string expected)
    {
        var error = Assert.Throws<InputException>(() => VocDataset.Open(folder, VocSplit.Train, Crop.Height, Crop.Width));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
