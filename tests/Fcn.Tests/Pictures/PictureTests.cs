using System.Numerics;
using Fcn.Data;
using Fcn.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Pictures;

public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void MasksKeepTheirClassesAndVocsColours()
    {
        var path = folder.PathOf("mask.png");
        var classes = Enumerable.Range(0, 7 * 5).Select(i => i % 7 == 6 ? VocPalette.Void : (byte)(i % VocPalette.Classes)).ToArray();
        MaskFile.Write(path, classes, 7, 5);

        var chunks = Images.PngBytes.Chunks(File.ReadAllBytes(path));
        Assert.Equal(3, chunks["IHDR"][9]);
        var rows = Images.PngBytes.Inflate(chunks["IDAT"]);
        for (var y = 0; y < 5; y++)
            Assert.Equal(classes.AsSpan(7 * y, 7).ToArray(), rows.AsSpan((8 * y) + 1, 7).ToArray());

        using var image = Image.Load<Rgb24>(path);
        for (var i = 0; i < classes.Length; i++)
            Assert.Equal(VocPalette.Colors[classes[i]], image[i % 7, i / 7]);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Root));
    }

    [Fact]
    public void AFileThatCannotBeWrittenIsNamed()
    {
        var path = folder.PathOf("no-folder", "mask.png");
        Assert.StartsWith($"{path}: cannot be written", Assert.Throws<InputException>(() => MaskFile.Write(path, [0], 1, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWriterThatFailsLeavesTheOldFile()
    {
        var path = folder.PathOf("file.txt");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => OutputFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException("halfway");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Root));
    }

    [Fact]
    public void PredictionSheetsShowImagePredictionAndTruthSideBySide()
    {
        const int width = 48, height = 32;
        var rgb = new byte[3 * width * height];
        for (var i = 0; i < rgb.Length; i += 3)
            (rgb[i], rgb[i + 1], rgb[i + 2]) = (200, 120, 40);
        var prediction = new byte[width * height];
        var truth = new byte[width * height];
        Array.Fill(prediction, (byte)6);
        Array.Fill(truth, (byte)20);
        var path = folder.PathOf("predictions.png");
        PredictionSheet.Write(path, [new("first", width, height, rgb, prediction, truth), new("second", width, height, rgb, truth, prediction)]);

        using var sheet = Image.Load<Rgb24>(path);
        var cells = new[] { 1, 3, 5 }.Select(sixth => sheet.Width * sixth / 6).ToArray();
        var firstRow = sheet.Height / 4;
        var secondRow = sheet.Height * 5 / 8;
        Assert.Equal([new Rgb24(200, 120, 40), VocPalette.Colors[6], VocPalette.Colors[20]], cells.Select(x => sheet[x, firstRow]));
        Assert.Equal([new Rgb24(200, 120, 40), VocPalette.Colors[20], VocPalette.Colors[6]], cells.Select(x => sheet[x, secondRow]));

        // The legend's swatches, below the crops.
        Assert.Contains(VocPalette.Colors[6], Column(sheet, sheet.Height - 31));
        Assert.Contains(VocPalette.Colors[20], Column(sheet, sheet.Height - 31));
    }

    [Fact]
    public void OverlaysTintWhatIsNotBackground()
    {
        const int width = 64, height = 40;
        var rgb = Enumerable.Repeat((byte)100, 3 * width * height).ToArray();
        var classes = new byte[width * height];
        for (var i = 0; i < classes.Length; i++)
            classes[i] = (byte)(i % width < 32 ? 0 : 15);
        var path = folder.PathOf("overlay.png");
        Overlay.Write(path, rgb, classes, width, height);
        using var image = Image.Load<Rgb24>(path);
        Assert.Equal(new Rgb24(100, 100, 100), image[10, 20]);
        Assert.Equal(new Rgb24(146, 114, 114), image[50, 20]);
        Assert.True(image[32, 20].R > 200);
        Assert.True(image.Height > height);
    }

    [Fact]
    public void CurvesShowEveryLine()
    {
        var path = folder.PathOf("curves.png");
        StepPoint[] steps = [new(0.5, 2, 0.4), new(1, 1.5, 0.5), new(1.5, 1, 0.7), new(2, 0.8, 0.8)];
        EpochPoint[] epochs = [new(1, 1.75, 0.45, 1.6, 0.5, 0.2), new(2, 0.9, 0.75, 1.0, 0.7, 0.5)];
        Curves.Write(path, steps, epochs);
        using var image = Image.Load<Rgb24>(path);
        var left = Colors(image, 0, image.Width / 2);
        var right = Colors(image, image.Width / 2, image.Width);
        Assert.Contains(Ink.Blue, left);
        Assert.Contains(Ink.Orange, left);
        Assert.DoesNotContain(Ink.Green, left);
        Assert.Superset(new HashSet<Rgb24> { Ink.Blue, Ink.Orange, Ink.Green }, right);
        Assert.Equal(Ink.Paper, image[0, 0]);
    }

    [Fact]
    public void CurvesOfNothingAndOfUnmeasuredValuesAreDrawnToo()
    {
        var path = folder.PathOf("curves.png");
        Curves.Write(path, [], []);
        Curves.Write(path, [new(0.1, double.NaN, double.NaN)], [new(1, 0.5, 0.5, double.NaN, double.NaN, double.NaN)]);
        using var image = Image.Load<Rgb24>(path);
        Assert.DoesNotContain(Ink.Orange, Colors(image, 0, image.Width));
    }

    [Fact]
    public void ALossFarOffIsMarkedAndDoesNotFlattenTheRest()
    {
        var path = folder.PathOf("curves.png");
        StepPoint[] steps = [new(1, 2, 0.4), new(2, 1, 0.7)];
        EpochPoint[] epochs = [new(1, 2, 0.4, 500, 0.1, 0.1), new(2, 1, 0.7, 1.2, 0.7, 0.5)];
        Curves.Write(path, steps, epochs);
        using var image = Image.Load<Rgb24>(path);

        // The training loss falls by half the height of the axis, which ends at 2.
        var blue = Rows(image, Ink.Blue, image.Width / 4, image.Width / 2);
        Assert.InRange(blue.Max() - blue.Min(), image.Height / 4, image.Height);

        // Half way along, where the test loss of the first epoch would be, there is an orange arrow at the top.
        Assert.InRange(Rows(image, Ink.Orange, (image.Width / 4) - 10, (image.Width / 4) + 40).Min(), 40, 60);
    }

    [Theory]
    [InlineData(0, 3.1, 6, "0 1 2 3 4")]
    [InlineData(0, 0.87, 6, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 0.043, 6, "0.00 0.01 0.02 0.03 0.04 0.05")]
    [InlineData(0, 0, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 1234, 5, "0 500 1000 1500")]
    public void AxesHaveRoundTicksThatCoverTheValues(double low, double high, int ticks, string labels)
    {
        var axis = Axis.Covering(low, high, ticks);
        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(axis.Label)));
        Assert.True(axis.Low <= low && axis.High >= high);
    }

    [Fact]
    public void TheFontHasWhatIsWritten()
    {
        var text = string.Concat(VocPalette.Names) + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-–+=/%()·×_'#|";
        var missing = StrokeFont.Outline("☃").SelectMany(stroke => stroke).ToArray();
        foreach (var letter in text)
        {
            var strokes = StrokeFont.Outline(letter.ToString()).SelectMany(stroke => stroke).ToArray();
            Assert.False(strokes.SequenceEqual(missing), $"the font lacks {letter}");
            Assert.All(strokes, point => Assert.True(point is { X: >= 0 and <= 10, Y: >= 0 and <= 16 }));
        }
    }

    [Fact]
    public void StrokesCoverTheirWidthWithSoftEdges()
    {
        var canvas = new Canvas(20, 10, Ink.Paper);
        canvas.Stroke([new Vector2(2, 5), new Vector2(18, 5)], new Rgb24(0, 0, 0), 4);
        var path = folder.PathOf("line.png");
        canvas.Save(path);
        using var image = Image.Load<Rgb24>(path);
        Assert.Equal([255, 255, 255, 0, 0, 0, 0, 255, 255, 255], Enumerable.Range(0, 10).Select(y => (int)image[10, y].R));
        Assert.InRange(image[0, 4].R, 1, 254);
    }

    [Fact]
    public void ImagesAreResizedByAreas()
    {
        var canvas = new Canvas(2, 1, Ink.Paper);
        byte[] rgb = [.. Enumerable.Repeat((byte)0, 9), .. Enumerable.Repeat((byte)90, 9)];
        canvas.Image(rgb, 6, 1, 0, 0, 2, 1);
        var path = folder.PathOf("small.png");
        canvas.Save(path);
        using var image = Image.Load<Rgb24>(path);
        Assert.Equal((0, 90), (image[0, 0].R, image[1, 0].R));
    }

    private static IEnumerable<Rgb24> Column(Image<Rgb24> image, int y) => Enumerable.Range(0, image.Width).Select(x => image[x, y]).ToArray();

    private static int[] Rows(Image<Rgb24> image, Rgb24 color, int from, int to)
        => [.. Enumerable.Range(0, image.Height).Where(y => Enumerable.Range(from, to - from).Any(x => image[x, y] == color))];

    private static HashSet<Rgb24> Colors(Image<Rgb24> image, int from, int to)
    {
        var colors = new HashSet<Rgb24>();
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = from; x < to; x++)
                colors.Add(image[x, y]);
        }

        return colors;
    }
}
