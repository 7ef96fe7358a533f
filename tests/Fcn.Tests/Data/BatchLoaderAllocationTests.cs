using Fcn.Data;

namespace Fcn.Tests.Data;

/// <summary>Runs alone: it counts the bytes that the whole process allocates.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
[Collection("alone")]
public sealed class BatchLoaderAllocationTests
{
    [Fact]
    public void OnceImagesAreCachedNothingOfSizeIsAllocated()
    {
        using var voc = new TinyVoc((120, 80), (96, 64), (110, 90));
        using var loader = new BatchLoader<Crop, CropLabels>(voc.Open(), new BatchOptions { BatchSize = 2 });
        loader.Start(0);
        Take(loader, epochs: 4);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        const int epochs = 50;
        Take(loader, epochs);

        // A crop alone takes over 70,000 bytes; what is left are the small objects of the random streams.
        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / (epochs * loader.ImagesPerEpoch), 0, 2000);
    }

    private static void Take(BatchLoader<Crop, CropLabels> loader, int epochs)
    {
        for (var step = 0; step < epochs * loader.StepsPerEpoch; step++)
            Assert.True(loader.TryNext(out _));
    }
}
