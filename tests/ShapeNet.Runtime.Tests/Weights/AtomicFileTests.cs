namespace ShapeNet.Runtime.Tests.Weights;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFaultWhileWritingLeavesTheOldFile()
    {
        var path = folder.File("a");
        File.WriteAllText(path, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[1_000_000]);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void WhatAKilledProcessLeftIsReplaced()
    {
        var path = folder.File("a");
        File.WriteAllText(path + ".tmp", "left behind, and longer than what comes");

        AtomicFile.Write(path, stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ALinkStaysALink()
    {
        var target = folder.File("target");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(folder.File("link"), target);

        AtomicFile.Write(folder.File("link"), stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(target, new FileInfo(folder.File("link")).LinkTarget);
    }

    [Fact]
    public void AFullDiskLeavesTheOldFile()
    {
        if (!File.Exists("/dev/full"))
            return;

        var path = folder.File("a");
        File.WriteAllText(path, "old");

        var exception = Assert.Throws<IOException>(() => AtomicFile.Write(
            path, stream => stream.Write(new byte[1_000_000]), _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write)));

        Assert.StartsWith("No space left on device", exception.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void AFolderThatTakesNoFilesIsNamed()
    {
        // Access rights do not stop the root user; a file in the folder's place stops everybody.
        File.WriteAllText(folder.File("file"), "");
        var path = folder.File("file/a.safetensors");
        var writer = new SafetensorsWriter();
        writer.Add("x", [1], new float[1]);

        var exception = Assert.Throws<WeightFileException>(() => writer.Write(path));

        Assert.StartsWith($"{path}: cannot be written: ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
