namespace ShapeNet.Runtime.Tests.Batches;

public class BatchTests
{
    [Fact]
    public void ImagesGoInAndOutInPyTorchOrder()
    {
        var batch = new Batch<S3x5x7>(2);
        var channelsFirst = Enumerable.Range(0, 2 * 3 * 5 * 7).Select(index => (float)index).ToArray();

        batch.CopyFromChannelsFirst(channelsFirst);

        // Image 1, channel 2, row 4, column 6 is the last value either way; channel 1, row 2, column 3 lies elsewhere.
        Assert.Equal(channelsFirst[105 + 1 * 35 + 2 * 7 + 3], batch.Image(1)[(2 * 7 + 3) * 3 + 1]);
        Assert.Equal(channelsFirst[^1], batch.Values[^1]);
        var back = new float[channelsFirst.Length];
        batch.CopyToChannelsFirst(back);
        Assert.Equal(channelsFirst, back);
    }

    [Fact]
    public void FeaturesKeepTheirOrder()
    {
        var batch = new Batch<S10>(1);
        var features = Enumerable.Range(0, 10).Select(index => (float)index).ToArray();

        batch.CopyFromChannelsFirst(features);

        Assert.Equal(features, batch.Values.ToArray());
    }

    [Fact]
    public void TheLargestChannelIsTheClass()
    {
        var scores = new Batch<S10>(3) { Count = 2 };
        (scores.Image(0)[7], scores.Image(1)[3], scores.Image(1)[4]) = (1, 2, 2);
        var classes = new Labels<Scalar>(3);

        scores.ArgMax(classes);

        Assert.Equal([7, 3], classes.Values.ToArray());
    }

    [Fact]
    public void EveryPositionHasItsClass()
    {
        var scores = new Batch<S3x5x7>(2);
        scores.Values.Fill(-1);
        scores.Image(1)[(2 * 7 + 3) * 3 + 2] = 1;
        var classes = new Labels<S5x7>(2);

        scores.ArgMax(classes);

        Assert.Equal(2, classes.Image(1)[2 * 7 + 3]);
        Assert.Equal(2, classes.Values.ToArray().Sum());
        Assert.Equal(
            "Images of 3×5×7 have no classes of shape 1. (Parameter 'classes')",
            Assert.Throws<ArgumentException>(() => scores.ArgMax(new Labels<Scalar>(2))).Message);
    }

    [Fact]
    public void AShortBatchShowsOnlyItsImages()
    {
        var batch = new Batch<S3x5x7>(4);
        var labels = new Labels<S5x7>(4);
        Assert.Equal((4, 4), (batch.Count, labels.Count));

        (batch.Count, labels.Count) = (3, 3);

        Assert.Equal((3 * 105, 3 * 35), (batch.Values.Length, labels.Values.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Image(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => labels.Image(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Count = 5);
        Assert.Throws<ArgumentException>(() => batch.CopyFromChannelsFirst(new float[4 * 105]));
    }

    [Fact]
    public void ABatchHasAtLeastOneImageAndFitsAnArray()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batch<S3x5x7>(0).Count);
        Assert.StartsWith(
            "A batch of 100000000 × 5×7 has 3500000000 values: at most 2147483591 are possible.",
            Assert.Throws<ArgumentException>(() => new Labels<S5x7>(100_000_000).Count).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 255, true)]
    [InlineData(20, 255, true)]
    [InlineData(255, 255, true)]
    [InlineData(21, 255, false)]
    [InlineData(255, Trainer.NoLabel, false)]
    [InlineData(-1, Trainer.NoLabel, false)]
    [InlineData(0, Trainer.NoLabel, true)]
    [InlineData(-100, -100, true)]
    [InlineData(-1, 255, false)]
    [InlineData(int.MinValue, 255, false)]
    public void OnlyClassesAndTheIgnoredLabelAreLabels(int label, int ignoreLabel, bool allowed)
    {
        // Every place is tried: in whole vectors, in the tail, and beside good labels.
        for (var length = 1; length < 70; length += 3)
        {
            for (var place = 0; place < length; place++)
            {
                var labels = new int[length];
                labels[place] = label;
                var caught = Record.Exception(() => LabelRange.Check(labels, classes: 21, ignoreLabel, labelsPerImage: 10));

                if (allowed)
                    Assert.Null(caught);
                else
                    Assert.StartsWith($"Label {label} (image {place / 10}, position {place % 10}) is none of the 21 classes 0 … 20.", Assert.IsType<ArgumentException>(caught).Message, StringComparison.Ordinal);
            }
        }
    }
}
