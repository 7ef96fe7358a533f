using ShapeNet.Runtime.Tests.Networks;

namespace ShapeNet.Runtime.Tests.Weights;

/// <summary>Files that PyTorch wrote hold what PyTorch says they hold.</summary>
public sealed class PyTorchFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WeightFile expected = WeightFile.Open(WeightFixtures.PathOf("expected.safetensors"));

    public void Dispose()
    {
        expected.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    [InlineData("checkpoint.pth")]
    [InlineData("parallel.pth")]
    public void StateDictsAreRead(string fixture)
    {
        using var file = WeightFile.Open(WeightFixtures.PathOf(fixture));

        AssertHolds(file, "zip/");
        Assert.Equal(3, file.ReadInt64("bn1.num_batches_tracked"));
        Assert.IsType<PyTorchFile>(file);
    }

    [Theory]
    [InlineData("types.pth")]
    [InlineData("types-legacy.pth")]
    public void EveryTypeAndEveryStrideIsRead(string fixture)
    {
        using var file = WeightFile.Open(WeightFixtures.PathOf(fixture));

        AssertHolds(file, "types/");
        Assert.Equal(ElementType.BF16, file.Tensors["bfloat16"].Type);
        Assert.Empty(file.Tensors["scalar"].Shape);
        Assert.Equal<long>([0, 3], file.Tensors["empty"].Shape);
        var whole = new int[12];
        file.Read("int16", whole);
        Assert.Equal(Enumerable.Range(-6, 12), whole);
    }

    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    public void ANetworkWithTheirWeightsGivesWhatPyTorchGives(string fixture)
    {
        using var device = new CpuDevice(threads: 1);
        using var predictor = TinySegmenter.Run(device, capacity: 2);
        var loaded = predictor.LoadWeights(WeightFixtures.PathOf(fixture));
        var images = new Batch<S3x5x7>(2);
        images.CopyFromChannelsFirst(WeightFixtures.Read(expected, "images"));
        var logits = new Batch<S4x5x7>(2);

        predictor.Predict(images, logits);

        var actual = new float[logits.Values.Length];
        logits.CopyToChannelsFirst(actual);
        Assert.All(WeightFixtures.Read(expected, "logits").Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Equal(8, loaded.Loaded.Length);
    }

    [Fact]
    public void SizesOf64BitsAreRead()
    {
        File.WriteAllBytes(folder.File("large.pth"), LargeArchive.Of(WeightFixtures.Bytes("zip.pth")));

        using var file = WeightFile.Open(folder.File("large.pth"));

        AssertHolds(file, "zip/");
    }

    [Fact]
    public void TheContentCountsAndNotTheName()
    {
        File.Copy(WeightFixtures.PathOf("legacy.pth"), folder.File("a.safetensors"));
        File.Copy(WeightFixtures.PathOf("expected.safetensors"), folder.File("b.pth"));

        using var legacy = WeightFile.Open(folder.File("a.safetensors"));
        using var safetensors = WeightFile.Open(folder.File("b.pth"));

        AssertHolds(legacy, "zip/");
        Assert.IsType<SafetensorsFile>(safetensors);
    }

    [Fact]
    public void AWholeModuleIsRefused()
    {
        var path = WeightFixtures.PathOf("whole.pth");

        Assert.Equal(
            $"{path}: asks for '__main__.TinySegmenter', and is refused: a state dict holds tensors and plain containers only",
            Assert.Throws<WeightFileException>(() => WeightFile.Open(path)).Message);
    }

    private void AssertHolds(WeightFile file, string prefix)
    {
        var names = expected.Tensors.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        Assert.Equal(names.Select(name => name[prefix.Length..]).Order(StringComparer.Ordinal), file.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            var tensor = file.Tensors[name[prefix.Length..]];
            Assert.Equal<long>(expected.Tensors[name].Shape, tensor.Shape);
            Assert.Equal(WeightFixtures.Read(expected, name), WeightFixtures.Read(file, tensor.Name));
        }
    }
}
