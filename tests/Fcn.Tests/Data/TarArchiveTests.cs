using System.Formats.Tar;
using Fcn.Commands;
using Fcn.Data;
using Fcn.Downloads;

namespace Fcn.Tests.Data;

/// <summary>A data set inside its archive is the same as the one on disk.</summary>
public sealed class TarArchiveTests : IDisposable
{
    private readonly TinyVoc voc = new((120, 80), (96, 64), (110, 90));
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        voc.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(TarEntryFormat.V7, "VOCdevkit/VOC2012/")]
    [InlineData(TarEntryFormat.Ustar, "VOCdevkit/VOC2012/")]
    [InlineData(TarEntryFormat.Pax, "VOC2012/")]
    [InlineData(TarEntryFormat.Gnu, "./VOCdevkit/VOC2012/")]
    [InlineData(TarEntryFormat.Gnu, "")]
    public void ImagesInAnArchiveAreReadInPlace(TarEntryFormat format, string prefix)
    {
        var archive = Write("voc.tar", format, prefix);
        var before = Directory.GetFileSystemEntries(folder.Root);

        var inside = VocDataset.Open(archive, VocSplit.Train, Crop.Height, Crop.Width);

        var outside = voc.Open();
        Assert.Equal(outside.Samples.Select(sample => sample.Name), inside.Samples.Select(sample => sample.Name));
        foreach (var (expected, actual) in outside.Samples.Zip(inside.Samples))
        {
            var (a, b) = (new DecodedSample(), new DecodedSample());
            a.Read(expected);
            b.Read(actual);
            Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
            Assert.True(a.Rgb.SequenceEqual(b.Rgb) && a.Truth.SequenceEqual(b.Truth));
        }

        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void ThePublishedArchiveIsFoundInTheCache()
    {
        Write("VOCtrainval_11-May-2012.tar", TarEntryFormat.Ustar, "VOCdevkit/VOC2012/");

        var chosen = DataChoice.Open(DataChoice.Published, new Downloader(folder.Root, new DownloadLines(TextWriter.Null, overwrites: false)));

        Assert.Equal("voc2012", chosen.Source);
        Assert.Equal(3, VocDataset.Open(chosen.Folder, VocSplit.Val, Crop.Height, Crop.Width).Samples.Count);
    }

    [Fact]
    public void FaultsInAnArchiveNameTheFile()
    {
        File.WriteAllText(voc.Voc.Image(TinyVoc.Name(1)), "no image");
        var archive = Write("broken.tar", TarEntryFormat.Ustar, "VOC2012/");
        AssertRefused(archive, $"{Path.Combine(archive, "VOC2012", "JPEGImages", TinyVoc.Name(1))}.jpg: not an image of a known format");

        File.Delete(voc.Voc.Image(TinyVoc.Name(1)));
        archive = Write("missing.tar", TarEntryFormat.Ustar, "VOC2012/");
        AssertRefused(archive, $"{Path.Combine(archive, "VOC2012", "JPEGImages", TinyVoc.Name(1))}.jpg: no such image");

        File.Delete(voc.Voc.List(VocSplit.Train));
        archive = Write("listless.tar", TarEntryFormat.Ustar, "VOC2012/");
        AssertRefused(archive, $"{Path.Combine(archive, "VOC2012", "ImageSets", "Segmentation", "train.txt")}: no such list of images");
    }

    [Fact]
    public void WhatIsNoArchiveIsNamed()
    {
        var text = folder.PathOf("text.tar");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("This is text. ", 100)));
        AssertRefused(text, $"{text}: no .tar archive, or ");

        var empty = folder.PathOf("empty.tar");
        File.WriteAllBytes(empty, []);
        AssertRefused(empty, $"{empty}: no .tar archive, or ");

        var other = folder.PathOf("other.tar");
        using (var writer = new TarWriter(File.Create(other)))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "readme.txt") { DataStream = new MemoryStream([1, 2, 3]) });
        AssertRefused(other, $"{other}: not a VOC2012 folder");
    }

    [Fact]
    public void AnArchiveThatIsCutShortIsNamed()
    {
        var whole = File.ReadAllBytes(Write("whole.tar", TarEntryFormat.Ustar, "VOC2012/"));
        for (var part = 1; part < 20; part++)
        {
            var cut = folder.PathOf($"cut{part}.tar");
            File.WriteAllBytes(cut, whole[..(whole.Length * part / 20)]);
            AssertRefused(cut, cut);
        }
    }

    private string Write(string name, TarEntryFormat format, string prefix)
    {
        var path = folder.PathOf(name);
        using var writer = new TarWriter(File.Create(path), format);
        foreach (var file in Directory.EnumerateFiles(voc.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            writer.WriteEntry(file, prefix + Path.GetRelativePath(voc.Root, file).Replace('\\', '/'));
        return path;
    }

    private static void AssertRefused(string archive, string expected)
    {
        var message = Assert.Throws<InputException>(() => VocDataset.Open(archive, VocSplit.Train, Crop.Height, Crop.Width)).Message;

        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
