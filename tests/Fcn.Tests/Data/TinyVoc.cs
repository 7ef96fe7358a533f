using Fcn.Data;
using Fcn.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Data;

/// <summary>
/// A data set of a few small images in VOC's layout. A pixel's colour and label follow from the image's number and the
/// pixel's place, so that a test can tell which crop it sees.
/// </summary>
internal sealed class TinyVoc : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TinyVoc(params (int Width, int Height)[] sizes)
    {
        Voc = new VocFolder(folder.Root);
        Directory.CreateDirectory(Voc.Images);
        Directory.CreateDirectory(Voc.Labels);
        Directory.CreateDirectory(Voc.Lists);
        for (var i = 0; i < sizes.Length; i++)
            WriteImage(i, sizes[i].Width, sizes[i].Height);
        var names = Enumerable.Range(0, sizes.Length).Select(Name).ToArray();
        File.WriteAllLines(Voc.List(VocSplit.Train), names);
        File.WriteAllLines(Voc.List(VocSplit.Val), names);
    }

    public VocFolder Voc { get; }

    public string Root => folder.Root;

    public static string Name(int image) => $"2007_{image:D6}";

    /// <summary>The label of a pixel: a class in most places, void in a grid of lines.</summary>
    public static byte Label(int image, int x, int y)
        => x % 10 == 0 || y % 10 == 0 ? VocPalette.Void : (byte)((image + (x / 10) + (3 * (y / 10))) % VocPalette.Classes);

    public VocDataset Open(VocSplit split = VocSplit.Train) => VocDataset.Open(Root, split, Crop.Height, Crop.Width);

    public void Dispose() => folder.Dispose();

    private void WriteImage(int index, int width, int height)
    {
        using var image = new Image<Rgb24>(width, height);
        var labels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                image[x, y] = new Rgb24((byte)(40 + (index * 10)), (byte)x, (byte)y);
                labels[(y * width) + x] = Label(index, x, y);
            }
        }

        image.SaveAsJpeg(Voc.Image(Name(index)), new JpegEncoder { Quality = 100 });
        MaskFile.Write(Voc.Label(Name(index)), labels, width, height);
    }
}
