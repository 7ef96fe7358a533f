using Fcn.Data;

namespace Fcn.Tests.Data;

public sealed class BatchLoaderTests
{
    private static readonly (int, int)[] Sizes = [(120, 80), (130, 70), (96, 64), (110, 90), (140, 64), (96, 100), (121, 77)];

    private static readonly BatchOptions Options = new() { BatchSize = 3, Seed = 5 };

    [Fact]
    public void EveryEpochHasEveryImageOnceInAnOrderOfItsOwn()
    {
        using var voc = new TinyVoc(Sizes);
        var epochs = Read(voc, Options, 0, 0, 3).GroupBy(batch => batch.Epoch, batch => batch.Samples).Select(epoch => epoch.SelectMany(samples => samples).ToArray()).ToArray();
        Assert.Equal(3, epochs.Length);
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, Sizes.Length), epoch.Order()));
        Assert.Equal(3, epochs.Select(epoch => string.Join(',', epoch)).Distinct().Count());
    }

    [Fact]
    public void BatchesComeInOrderWithAShortLastOne()
    {
        using var voc = new TinyVoc(Sizes);
        var batches = Read(voc, Options, 0, 0, 2);
        Assert.Equal([(0, 0, 3), (0, 1, 3), (0, 2, 1), (1, 0, 3), (1, 1, 3), (1, 2, 1)], batches.Select(batch => (batch.Epoch, batch.Step, batch.Samples.Length)));
    }

    [Fact]
    public void TheShortLastBatchCanBeLeftOut()
    {
        using var voc = new TinyVoc(Sizes);
        using var loader = new BatchLoader<Crop, CropLabels>(voc.Open(), Options with { DropLast = true });
        Assert.Equal((2, 6), (loader.StepsPerEpoch, loader.ImagesPerEpoch));
        Assert.Equal([3, 3], Read(voc, Options with { DropLast = true }, 0, 0, 1).Select(batch => batch.Samples.Length));
    }

    [Fact]
    public void WithoutShufflingTheOrderIsTheLists()
    {
        using var voc = new TinyVoc(Sizes);
        Assert.Equal(Enumerable.Range(0, Sizes.Length), Read(voc, Options with { Shuffle = false }, 0, 0, 1).SelectMany(batch => batch.Samples));
    }

    [Fact]
    public void CropsAreTheSamePlaceOfImageAndLabels()
    {
        using var voc = new TinyVoc(Sizes);
        foreach (var batch in Read(voc, Options, 0, 0, 2))
        {
            for (var item = 0; item < batch.Samples.Length; item++)
            {
                var (left, top) = PlaceOf(batch, item);
                for (var y = 0; y < Crop.Height; y++)
                {
                    for (var x = 0; x < Crop.Width; x++)
                    {
                        var expected = TinyVoc.Label(batch.Samples[item], left + x, top + y);
                        var at = (item * CropLabels.Elements) + (y * Crop.Width) + x;
                        Assert.Equal(expected, batch.Truth[at]);
                        Assert.Equal(expected == VocPalette.Void ? 0 : expected, batch.Labels[at]);
                    }
                }
            }
        }
    }

    [Fact]
    public void CropsAreNormalisedColours()
    {
        using var voc = new TinyVoc((96, 64));
        var decoded = new DecodedSample();
        decoded.Read(voc.Open().Samples[0]);
        var batch = Read(voc, Options, 0, 0, 1).Single();
        float[] mean = [0.485f, 0.456f, 0.406f], deviation = [0.229f, 0.224f, 0.225f];
        for (var i = 0; i < batch.Images.Length; i++)
            Assert.Equal(((decoded.Rgb[i] / 255f) - mean[i % 3]) / deviation[i % 3], batch.Images[i], 1e-5f);

        var rgb = new byte[batch.Images.Length];
        Normalization.Denormalize(batch.Images, rgb);
        Assert.Equal(decoded.Rgb.ToArray(), rgb);
    }

    [Fact]
    public void CropsReachEveryPlaceAndChangeWithTheEpoch()
    {
        using var voc = new TinyVoc((100, 66));
        var places = Read(voc, Options, 0, 0, 300).Select(batch => PlaceOf(batch, 0)).ToArray();
        Assert.Equal(5 * 3, places.Distinct().Count());
        Assert.Equal((0, 0, 4, 2), (places.Min(place => place.Left), places.Min(place => place.Top), places.Max(place => place.Left), places.Max(place => place.Top)));
    }

    [Fact]
    public void FixedCropsStayTheSameInAllEpochs()
    {
        using var voc = new TinyVoc(Sizes);
        var batches = Read(voc, Options with { Shuffle = false, NewCropsEachEpoch = false }, 0, 0, 2);
        Assert.Equal(batches[0].Images, batches[3].Images);
        Assert.Equal(batches[2].Truth, batches[5].Truth);
    }

    [Fact]
    public void VoidIsIgnoredIfAskedFor()
    {
        using var voc = new TinyVoc(Sizes);
        var batch = Read(voc, Options with { Void = VoidHandling.Ignore }, 0, 0, 1)[0];
        Assert.Contains(VocPalette.Void, batch.Truth);
        Assert.Equal(batch.Truth.Select(label => (int)label), batch.Labels);
    }

    [Theory]
    [InlineData(1, 1, long.MaxValue)]
    [InlineData(3, 2, long.MaxValue)]
    [InlineData(4, 3, 0L)]
    [InlineData(2, 1, 60_000L)]
    public void NeitherThreadsNorCacheChangeABatch(int threads, int ahead, long cacheBytes)
    {
        using var voc = new TinyVoc(Sizes);
        var reference = Read(voc, Options, 0, 0, 3);
        AssertSame(reference, Read(voc, Options with { Threads = threads, Ahead = ahead, CacheBytes = cacheBytes }, 0, 0, 3));
    }

    [Fact]
    public void AnotherSeedGivesOtherBatches()
    {
        using var voc = new TinyVoc(Sizes);
        Assert.NotEqual(Read(voc, Options, 0, 0, 1)[0].Images, Read(voc, Options with { Seed = 6 }, 0, 0, 1)[0].Images);
    }

    [Fact]
    public void StartingAnywhereContinuesTheSameBatches()
    {
        using var voc = new TinyVoc(Sizes);
        var all = Read(voc, Options, 0, 0, 3);
        AssertSame(all[4..], Read(voc, Options with { Threads = 2 }, 1, 1, 3));
        AssertSame(all[3..], Read(voc, Options, 0, 3, 3));
    }

    [Fact]
    public void ALoaderCanBeStartedAgainAtAnyTime()
    {
        using var voc = new TinyVoc(Sizes);
        var reference = Read(voc, Options, 0, 0, 2);
        using var loader = new BatchLoader<Crop, CropLabels>(voc.Open(), Options with { Threads = 3, Ahead = 2 });
        for (var round = 0; round < 20; round++)
        {
            loader.Start(0, 0, endEpoch: 2);
            for (var taken = 0; taken < round % 7; taken++)
                Assert.Equal(taken < 6, loader.TryNext(out _));
        }

        loader.Start(0, 0, endEpoch: 2);
        AssertSame(reference, ReadAll(loader));
        Assert.False(loader.TryNext(out _));
    }

    [Fact]
    public void BatchesArePreparedAheadOfTheirUse()
    {
        using var voc = new TinyVoc(Sizes);
        using var loader = new BatchLoader<Crop, CropLabels>(voc.Open(), Options with { CacheBytes = 0 });
        loader.Start(0, 0, endEpoch: 1);
        Assert.True(loader.TryNext(out _));

        // What the second batch needs is gone once it has been prepared, and nobody asked for it yet.
        Assert.True(SpinWait.SpinUntil(() => loader.ReadyAhead == 1, TimeSpan.FromMinutes(2)));
        Directory.Delete(voc.Voc.Images, recursive: true);
        Assert.True(loader.TryNext(out var second));
        Assert.Equal(1, second.Step);
    }

    [Fact]
    public void AFaultComesWithItsOwnBatchAndNamesTheFile()
    {
        using var voc = new TinyVoc(Sizes);
        var dataset = voc.Open();
        File.Delete(dataset.Samples[4].ImagePath);
        using var loader = new BatchLoader<Crop, CropLabels>(dataset, Options with { Shuffle = false, Threads = 2 });
        loader.Start(0, 0, endEpoch: 1);
        Assert.True(loader.TryNext(out _));
        Assert.StartsWith(dataset.Samples[4].ImagePath, Assert.Throws<InputException>(() => loader.TryNext(out _)).Message, StringComparison.Ordinal);
        Assert.True(loader.TryNext(out var last));
        Assert.Equal(2, last.Step);
    }

    [Fact]
    public void AugmentationIsDeterministicAndPadsWithVoid()
    {
        using var voc = new TinyVoc(Sizes);
        var options = Options with { MinScale = 0.5f, MaxScale = 2, Flip = true };
        var batches = Read(voc, options, 0, 0, 3);
        AssertSame(batches, Read(voc, options with { Threads = 3 }, 0, 0, 3));
        Assert.All(batches, batch => Assert.All(batch.Images, value => Assert.InRange(value, -3f, 3f)));
        Assert.Contains(batches, batch => batch.Truth[^1] == VocPalette.Void && batch.Images[^1] == 0);
    }

    [Fact]
    public void HalfOfTheCropsAreMirroredIfAskedFor()
    {
        using var voc = new TinyVoc((96, 64));
        var plain = Read(voc, Options, 0, 0, 1).Single();
        var mirrored = Enumerable.Range(0, Crop.Height).SelectMany(y => plain.Truth.AsSpan(y * Crop.Width, Crop.Width).ToArray().Reverse()).ToArray();
        var flipped = Read(voc, Options with { Flip = true }, 0, 0, 400);
        Assert.All(flipped, batch => Assert.True(batch.Truth.SequenceEqual(plain.Truth) || batch.Truth.SequenceEqual(mirrored)));
        Assert.InRange(flipped.Count(batch => batch.Truth.SequenceEqual(mirrored)), 150, 250);
    }

    [Fact]
    public void FewerImagesThanABatchAreRefusedWhenShortBatchesAreDropped()
    {
        using var voc = new TinyVoc((96, 64));
        Assert.Throws<InputException>(() => new BatchLoader<Crop, CropLabels>(voc.Open(), Options with { DropLast = true }));
    }

    private static (int Left, int Top) PlaceOf(ReadBatch batch, int item)
    {
        // Green is the column and blue the row; the middle of the crop is away from JPEG's trouble at the edges.
        var rgb = new byte[Crop.Elements];
        Normalization.Denormalize(batch.Images.AsSpan(item * Crop.Elements, Crop.Elements), rgb);
        const int x = 48, y = 32;
        var green = 0;
        var blue = 0;
        for (var row = 0; row < 9; row++)
        {
            for (var column = 0; column < 9; column++)
            {
                var at = 3 * (((y - 4 + row) * Crop.Width) + x - 4 + column);
                green += rgb[at + 1];
                blue += rgb[at + 2];
            }
        }

        return ((int)Math.Round(green / 81.0) - x, (int)Math.Round(blue / 81.0) - y);
    }

    private static ReadBatch[] Read(TinyVoc voc, BatchOptions options, int epoch, int step, int endEpoch)
    {
        using var loader = new BatchLoader<Crop, CropLabels>(voc.Open(), options);
        loader.Start(epoch, step, endEpoch);
        return ReadAll(loader);
    }

    private static ReadBatch[] ReadAll(BatchLoader<Crop, CropLabels> loader)
    {
        var batches = new List<ReadBatch>();
        while (loader.TryNext(out var batch))
            batches.Add(new ReadBatch(batch.Epoch, batch.Step, batch.Samples.ToArray(), batch.Images.Values.ToArray(), batch.Labels.Values.ToArray(),
                [.. Enumerable.Range(0, batch.Count).SelectMany(item => batch.TruthOf(item).ToArray())]));
        return [.. batches];
    }

    private static void AssertSame(ReadBatch[] expected, ReadBatch[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (first, second) in expected.Zip(actual))
        {
            Assert.Equal((first.Epoch, first.Step), (second.Epoch, second.Step));
            Assert.Equal(first.Samples, second.Samples);
            Assert.Equal(first.Images, second.Images);
            Assert.Equal(first.Labels, second.Labels);
            Assert.Equal(first.Truth, second.Truth);
        }
    }

    private sealed record ReadBatch(int Epoch, int Step, int[] Samples, float[] Images, int[] Labels, byte[] Truth);
}
