using Fcn.Data;

namespace Fcn.Tests.Data;

public sealed class SyntheticVocTests
{
    private static readonly SyntheticOptions Options = new() { Train = 6, Val = 3, Seed = 11 };

    [Fact]
    public void ItIsAVocDataSetLargeEnoughForTheCrop()
    {
        using var folder = new TemporaryFolder();
        var root = folder.PathOf("set");
        SyntheticVoc.Write(root, Options);
        var train = VocDataset.Open(root, VocSplit.Train, 320, 480);
        var val = VocDataset.Open(root, VocSplit.Val, 320, 480);
        Assert.Equal((6, 0), (train.Samples.Count, train.TooSmall));
        Assert.Equal((3, 0), (val.Samples.Count, val.TooSmall));
        Assert.Empty(train.Samples.Select(sample => sample.Name).Intersect(val.Samples.Select(sample => sample.Name)));
        Assert.Equal([folder.PathOf("set")], Directory.EnumerateFileSystemEntries(folder.Root));
    }

    [Fact]
    public void EveryClassIsDrawnLargeAndOutlinedWithVoid()
    {
        using var folder = new TemporaryFolder();
        SyntheticVoc.Write(folder.PathOf("set"), Options);
        var counts = new long[256];
        var decoded = new DecodedSample();
        foreach (var sample in VocDataset.Open(folder.PathOf("set"), VocSplit.Train, 0, 0).Samples)
        {
            decoded.Read(sample);
            foreach (var value in decoded.Truth)
                counts[value]++;
            AssertOutlined(decoded);
        }

        foreach (var drawn in SyntheticVoc.Classes)
            Assert.InRange(counts[drawn], 5000, long.MaxValue);
        Assert.Equal(
            SyntheticVoc.Classes.ToArray().Append((byte)0).Append(VocPalette.Void).Order(),
            Enumerable.Range(0, 256).Where(value => counts[value] > 0).Select(value => (byte)value));
        Assert.InRange(counts[0] / (double)counts.Sum(), 0.4, 0.9);
        Assert.InRange(counts[VocPalette.Void] / (double)counts.Sum(), 0.005, 0.06);
    }

    [Fact]
    public void TheSameSeedGivesTheSameFiles()
    {
        using var folder = new TemporaryFolder();
        SyntheticVoc.Write(folder.PathOf("a"), Options);
        SyntheticVoc.Write(folder.PathOf("b"), Options);
        SyntheticVoc.Write(folder.PathOf("c"), Options with { Seed = 12 });
        var files = Directory.EnumerateFiles(folder.PathOf("a"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.PathOf("a"), path)).ToArray();
        Assert.Equal((2 * 9) + 3, files.Length);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(folder.PathOf("a", file)), File.ReadAllBytes(folder.PathOf("b", file))));
        Assert.All(files.Where(file => !file.EndsWith(".txt", StringComparison.Ordinal)), file => Assert.NotEqual(File.ReadAllBytes(folder.PathOf("a", file)), File.ReadAllBytes(folder.PathOf("c", file))));
    }

    [Fact]
    public void ASetThatIsThereIsUsedAgain()
    {
        using var folder = new TemporaryFolder();
        var written = 0;
        var first = SyntheticVoc.EnsureWritten(folder.Root, Options, (_, _) => Interlocked.Increment(ref written));
        Assert.Equal(9, written);
        Assert.Equal(first, SyntheticVoc.EnsureWritten(folder.Root, Options, (_, _) => Interlocked.Increment(ref written)));
        Assert.Equal(9, written);
        Assert.NotEqual(first, SyntheticVoc.EnsureWritten(folder.Root, Options with { Seed = 12 }));
    }

    [Fact]
    public void AFolderWithFilesIsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("mine.txt"), "mine");
        Assert.StartsWith($"{folder.Root}: already holds files", Assert.Throws<InputException>(() => SyntheticVoc.Write(folder.Root, Options)).Message, StringComparison.Ordinal);
        Assert.Equal([folder.PathOf("mine.txt")], Directory.EnumerateFileSystemEntries(folder.Root));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsNamed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("file"), "a file where a folder should be");
        var path = folder.PathOf("file", "set");
        Assert.StartsWith($"{path}: the synthetic data set cannot be written", Assert.Throws<InputException>(() => SyntheticVoc.Write(path, Options)).Message, StringComparison.Ordinal);
    }

    /// <summary>No two classes touch: void lies between them.</summary>
    private static void AssertOutlined(DecodedSample sample)
    {
        for (var y = 0; y < sample.Height; y++)
        {
            for (var x = 1; x < sample.Width; x++)
            {
                var (left, here) = (sample.Truth[(y * sample.Width) + x - 1], sample.Truth[(y * sample.Width) + x]);
                Assert.True(left == here || left == VocPalette.Void || here == VocPalette.Void, $"{left} touches {here} at {x}, {y}");
            }
        }
    }
}
