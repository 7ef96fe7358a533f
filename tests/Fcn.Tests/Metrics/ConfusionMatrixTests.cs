using Fcn.Data;
using Fcn.Metrics;

namespace Fcn.Tests.Metrics;

/// <summary>
/// Ten pixels, counted by hand:
/// truth 0 0 0 0 1 1 1 2 V V,
/// found 0 0 0 1 1 1 0 0 0 3.
/// </summary>
public sealed class ConfusionMatrixTests
{
    private static readonly byte[] Truth = [0, 0, 0, 0, 1, 1, 1, 2, VocPalette.Void, VocPalette.Void];
    private static readonly byte[] Found = [0, 0, 0, 1, 1, 1, 0, 0, 0, 3];

    [Fact]
    public void CountsArePairs()
    {
        var matrix = Create();
        Assert.Equal((3, 1, 1, 2, 1), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1], matrix[2, 0]));
        Assert.Equal((1, 1, 10), (matrix.Void(0), matrix.Void(3), matrix.Pixels));
    }

    [Fact]
    public void WithVoidIgnored()
    {
        var metrics = Create().Compute(VoidHandling.Ignore);
        Assert.Equal(8, metrics.Pixels);
        Assert.Equal(5 / 8.0, metrics.PixelAccuracy, 12);

        // Class 0: 3 right, 4 true, 5 found. Class 1: 2 right, 3 true, 3 found. Class 2: 0 right, 1 true, 0 found.
        Assert.Equal(((3 / 4.0) + (2 / 3.0) + 0) / 3, metrics.MeanAccuracy, 12);
        Assert.Equal([3 / 6.0, 2 / 4.0, 0.0], metrics.IoU.Take(3));
        Assert.Equal(((3 / 6.0) + (2 / 4.0) + 0) / 3, metrics.MeanIoU, 12);
        Assert.Equal(((4 * 3 / 6.0) + (3 * 2 / 4.0) + 0) / 8, metrics.FrequencyWeightedIoU, 12);
        Assert.All(metrics.IoU.Skip(3), value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void WithVoidAsBackground()
    {
        var metrics = Create().Compute(VoidHandling.Background);
        Assert.Equal(10, metrics.Pixels);
        Assert.Equal(6 / 10.0, metrics.PixelAccuracy, 12);

        // Class 0: 4 right, 6 true, 6 found. Class 3 occurs in a prediction only: it has an IoU of 0 and no accuracy.
        Assert.Equal(((4 / 6.0) + (2 / 3.0) + 0) / 3, metrics.MeanAccuracy, 12);
        Assert.Equal([4 / 8.0, 2 / 4.0, 0.0, 0.0], metrics.IoU.Take(4));
        Assert.Equal(((4 / 8.0) + (2 / 4.0) + 0 + 0) / 4, metrics.MeanIoU, 12);
        Assert.Equal(((6 * 4 / 8.0) + (3 * 2 / 4.0) + 0) / 10, metrics.FrequencyWeightedIoU, 12);
        Assert.True(double.IsNaN(metrics.Accuracy[3]));
    }

    [Fact]
    public void MatricesAdd()
    {
        var (first, second, whole) = (new ConfusionMatrix(), new ConfusionMatrix(), Create());
        first.Add(Truth.AsSpan(0, 6), Found.AsSpan(0, 6));
        second.Add(Truth.AsSpan(6), Found.AsSpan(6));
        first.Add(second);
        Assert.Equal(whole.Compute(VoidHandling.Background).MeanIoU, first.Compute(VoidHandling.Background).MeanIoU);
        Assert.Equal(whole.Pixels, first.Pixels);
        first.Clear();
        Assert.Equal(0, first.Pixels);
    }

    [Fact]
    public void NoPixelsGiveNoNumbers()
    {
        var metrics = new ConfusionMatrix().Compute(VoidHandling.Ignore);
        Assert.True(double.IsNaN(metrics.PixelAccuracy) && double.IsNaN(metrics.MeanIoU) && double.IsNaN(metrics.FrequencyWeightedIoU));
    }

    [Fact]
    public void WhatIsNoClassIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix().Add([0], [21]));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix().Add([21], [0]));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix().Add([0, 0], [0]));
    }

    [Fact]
    public void PredictionsAreTheFirstOfTheLargestLogits()
    {
        var logits = new float[3 * VocPalette.Classes];
        logits[4] = 1;
        logits[VocPalette.Classes + 20] = 5;
        logits[VocPalette.Classes + 3] = 4;
        logits.AsSpan(2 * VocPalette.Classes).Fill(-2);
        var classes = new byte[3];
        Prediction.FromLogits(logits, classes);
        Assert.Equal([4, 20, 0], classes);
        Assert.Throws<ArgumentException>(() => Prediction.FromLogits(new float[5], classes));
    }

    private static ConfusionMatrix Create()
    {
        var matrix = new ConfusionMatrix();
        matrix.Add(Truth, Found);
        return matrix;
    }
}
