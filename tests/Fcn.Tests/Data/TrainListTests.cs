using Fcn.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Data;

/// <summary>Lists of one's own, and the labels of the Semantic Boundaries Dataset.</summary>
public sealed class TrainListTests : IDisposable
{
    private readonly TinyVoc voc = new((120, 80), (96, 64), (110, 90), (100, 70));
    private readonly TemporaryFolder folder = new();

    private string List => folder.PathOf("trainaug.txt");

    public void Dispose()
    {
        voc.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void ImagesOfTheValidationListAreNotTrainedOn()
    {
        File.WriteAllLines(voc.Voc.List(VocSplit.Val), [TinyVoc.Name(0), TinyVoc.Name(2)]);
        File.WriteAllLines(List, [TinyVoc.Name(3), TinyVoc.Name(2), "", TinyVoc.Name(1)]);

        var dataset = Open();

        Assert.Equal([TinyVoc.Name(3), TinyVoc.Name(1)], dataset.Samples.Select(sample => sample.Name));
        Assert.Equal((2, 1), (dataset.Listed, dataset.HeldBack));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GrayLabelsAreClassesThemselves(bool besideTheList)
    {
        File.WriteAllLines(voc.Voc.List(VocSplit.Val), [TinyVoc.Name(0)]);
        File.WriteAllLines(List, [TinyVoc.Name(1), TinyVoc.Name(2)]);
        File.Delete(voc.Voc.Label(TinyVoc.Name(1)));
        var labels = Directory.CreateDirectory(Path.Combine(besideTheList ? folder.Root : voc.Root, "SegmentationClassAug")).FullName;
        WriteGray(Path.Combine(labels, TinyVoc.Name(1) + ".png"), 96, 64);

        var dataset = Open();

        var decoded = new DecodedSample();
        decoded.Read(dataset.Samples[0]);
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 96; x++)
                Assert.Equal(GrayLabel(x, y), decoded.Truth[(y * 96) + x]);
        }

        // The other image has VOC's own label, in the palette's colours.
        Assert.Equal(voc.Voc.Label(TinyVoc.Name(2)), dataset.Samples[1].LabelPath);
    }

    [Fact]
    public void AMissingLabelIsNamed()
    {
        File.WriteAllLines(voc.Voc.List(VocSplit.Val), [TinyVoc.Name(0)]);
        File.WriteAllLines(List, [TinyVoc.Name(1)]);
        File.Delete(voc.Voc.Label(TinyVoc.Name(1)));

        Assert.Equal($"{voc.Voc.Label(TinyVoc.Name(1))}: no such image", Assert.Throws<InputException>(Open).Message);
    }

    [Fact]
    public void AMissingListIsNamed() => Assert.Equal($"{List}: no such list of images", Assert.Throws<InputException>(Open).Message);

    [Fact]
    public void AListOfValidationImagesAloneIsRefused()
    {
        File.WriteAllLines(List, [TinyVoc.Name(1), TinyVoc.Name(2)]);

        Assert.Equal(
            $"{List}: none of its 0 images is {Crop.Width}×{Crop.Height} or larger, after 2 of VOC's validation images were left out",
            Assert.Throws<InputException>(Open).Message);
    }

    [Fact]
    public void CachesShareTheirMemory()
    {
        var budget = new CacheBudget(4 * ((120 * 80) + (96 * 64)));
        var samples = voc.Open().Samples;
        var (first, second, scratch) = (new SampleCache(budget), new SampleCache(budget), new DecodedSample());

        Assert.NotSame(scratch, first.Get(samples[0], scratch));
        Assert.NotSame(scratch, second.Get(samples[1], scratch));
        Assert.Same(scratch, second.Get(samples[2], scratch));
        Assert.Same(scratch, first.Get(samples[1], scratch));
        Assert.Equal(4 * ((120 * 80) + (96 * 64)), budget.Bytes);
    }

    private VocDataset Open() => VocDataset.Open(voc.Root, VocSplit.Train, Crop.Height, Crop.Width, List);

    private static byte GrayLabel(int x, int y) => (x + y) % 22 is < 21 and var label ? (byte)label : VocPalette.Void;

    private static void WriteGray(string path, int width, int height)
    {
        using var image = new Image<L8>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                image[x, y] = new L8(GrayLabel(x, y));
        }

        image.SaveAsPng(path);
    }
}
