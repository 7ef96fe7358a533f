using ShapeNet.Networks.Tests.Networks;
using ShapeNet.Networks.Tests.Shapes;
using ShapeNet.Runtime;
using Xunit.Abstractions;

namespace ShapeNet.Networks.Tests;

/// <summary>Scores that a predictor adds up where it runs, against those counted from the logits that it gives.</summary>
public sealed class ScoreTests(ITestOutputHelper output)
{
    private const int Void = 255;
    private const int Capacity = 3;

    public static TheoryData<string, int> DevicesAndLossClasses
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var device in TestDevices.Names)
            {
                data.Add(device, Trainer.NoLabel);
                data.Add(device, 2);
            }

            return data;
        }
    }

    public static TheoryData<string> DevicesWithoutAllocations => new(TestDevices.WithoutAllocations);

    [Theory]
    [MemberData(nameof(DevicesAndLossClasses))]
    public void BatchesAddUpUntilTheyAreTaken(string on, int ignoredLossClass)
    {
        using var device = TestDevices.Open(on, output);
        using var pixels = WidePixels.CreatePredictor(device, Capacity);
        AssertScores<S2x29x37, S5x29x37, S29x37>(pixels, ignoredLossClass);
        using var classes = ManyClasses.CreatePredictor(device, Capacity);
        AssertScores<S2x3x5, S70x3x5, S3x5>(classes, ignoredLossClass);
        using var images = Mlp.CreatePredictor(device, Capacity);
        AssertScores<S12, S7, Scalar>(images, ignoredLossClass);
    }

    /// <summary>Where no sum is rounded, every device has the same logits, of which many are equal: all counts must be the same.</summary>
    [Fact]
    public void AllDevicesCountTheSame()
    {
        var scores = TestDevices.Names.Select(name =>
        {
            using var device = TestDevices.Open(name, output);
            using var predictor = WidePixels.CreatePredictor(device, Capacity);
            predictor.WriteParameter("head.weight", [.. Quarters("weight", 10)]);
            predictor.WriteParameter("head.bias", [.. Quarters("bias", 5)]);
            predictor.IgnoreLabel = Void;
            var images = new Batch<S2x29x37>(Capacity);
            Quarters("images", images.Values.Length).CopyTo(images.Values);
            predictor.Score(images, RandomLabels<S29x37>("labels", Capacity, classes: 5));
            return predictor.TakeScores();
        }).ToArray();

        Assert.All(scores, one => Assert.Equal(ScoreReference.Counts(scores[0]), ScoreReference.Counts(one)));
        Assert.All(scores, one => Assert.Equal(scores[0].LossSum, one.LossSum, 2e-6 * scores[0].LossSum));
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void TheSameBatchesGiveTheSameBits(string on)
    {
        using var device = TestDevices.Open(on, output);
        using var predictor = WidePixels.CreatePredictor(device, Capacity);
        using var alone = new CpuDevice(threads: 1, (device as CpuDevice)?.Vectors);
        using var other = WidePixels.CreatePredictor(device is CpuDevice ? alone : device, Capacity + 2);

        Assert.Equal(LossSum(predictor), LossSum(predictor));
        Assert.Equal(LossSum(predictor), LossSum(other));

        static double LossSum(Predictor<S2x29x37, S5x29x37> predictor)
        {
            predictor.Initialize(7);
            for (var batch = 0; batch < 2; batch++)
                predictor.Score(RandomImages<S2x29x37>($"images {batch}", Capacity), RandomLabels<S29x37>($"labels {batch}", Capacity, classes: 5, isVoid: false));
            return predictor.TakeScores().LossSum;
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void WhatDoesNotFitIsRefusedAndScoresNothing(string on)
    {
        using var device = TestDevices.Open(on, output);
        using var predictor = ManyClasses.CreatePredictor(device, 2);
        var (images, labels) = (new Batch<S2x3x5>(2), new Labels<S3x5>(2));
        Refused<InvalidOperationException>(() => predictor.Score(images, labels), "ManyClasses has no weights");
        predictor.Initialize(1);
        labels.Image(1)[7] = 70;
        Refused<ArgumentException>(() => predictor.Score(images, labels), "Label 70 (image 1, position 7) is none of the 70 classes 0 … 69.");
        labels.Image(1)[7] = Void;
        Refused<ArgumentException>(() => predictor.Score(images, labels), "Label 255 (image 1, position 7) is none of the 70 classes 0 … 69.");
        labels.Image(1)[7] = -1;
        Refused<ArgumentException>(() => predictor.Score(images, labels), "Label -1 (image 1, position 7) is none of the 70 classes 0 … 69.");
        Refused<ArgumentException>(() => predictor.Score(images, new Labels<S3x5>(1)), "There are labels of 1 images for a batch of 2.");
        Refused<ArgumentException>(() => predictor.Score(new Batch<S2x3x5>(3), new Labels<S3x5>(3)), "The batch has 3 images: from 1 to 2 can run.");
        Refused<ArgumentException>(() => predictor.Score(images, new Labels<Scalar>(2)), "The labels of ManyClasses are 3×5, not 1.");
        Refused<ArgumentException>(() => predictor.IgnoredLossClass = 70, "70 is none of the 70 classes 0 … 69.");

        var nothing = predictor.TakeScores();
        Assert.Equal((0, 0.0, 70), (nothing.Images, nothing.LossSum, nothing.Classes));
        Assert.All(ScoreReference.Counts(nothing), count => Assert.Equal(0, count));
        Assert.Throws<ArgumentOutOfRangeException>(() => nothing[70, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => nothing[0, 70]);
        predictor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.Score(images, new Labels<S3x5>(2)));
        Assert.Throws<ObjectDisposedException>(predictor.TakeScores);
    }

    [Theory]
    [MemberData(nameof(DevicesWithoutAllocations))]
    public void ScoringAllocatesNothing(string on)
    {
        using var device = TestDevices.Open(on, output);
        using var predictor = WidePixels.CreatePredictor(device, Capacity);
        predictor.Initialize(1);
        var (images, labels) = (new Batch<S2x29x37>(Capacity), new Labels<S29x37>(Capacity));
        // The stand-in driver's own lists grow with what it is given at once: once, and not for the program that is tested.
        var allocated = 0L;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var batch = 0; batch < 5; batch++)
                predictor.Score(images, labels);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            predictor.TakeScores();
        }

        Assert.Equal(0, allocated);
    }

    /// <summary>Several batches, the last one short, in the same objects as a loader's are; one image is void altogether.</summary>
    private static void AssertScores<TInput, TOutput, TLabels>(Predictor<TInput, TOutput> predictor, int ignoredLossClass)
        where TInput : IShape
        where TOutput : IShape
        where TLabels : IShape
    {
        predictor.Initialize(3);
        (predictor.IgnoreLabel, predictor.IgnoredLossClass) = (Void, ignoredLossClass);
        var (images, labels, logits) = (new Batch<TInput>(Capacity), new Labels<TLabels>(Capacity), new Batch<TOutput>(Capacity));
        for (var round = 0; round < 2; round++)
        {
            var reference = new ScoreReference(predictor.Definition.Classes, Void, ignoredLossClass);
            for (var batch = 2 * round; batch < 3; batch++)
            {
                images.Count = labels.Count = Capacity - batch;
                RandomImages<TInput>($"images {round} {batch}", images.Count).Values.CopyTo(images.Values);
                RandomLabels<TLabels>($"labels {round} {batch}", labels.Count, predictor.Definition.Classes).Values.CopyTo(labels.Values);
                if (batch == 1)
                    labels.Image(1).Fill(Void);
                predictor.Score(images, labels);
                predictor.Predict(images, logits);
                reference.Add(logits, labels);
            }

            reference.AssertIs(predictor.TakeScores());
        }

        Assert.Equal(0, predictor.TakeScores().Images);
    }

    private static Batch<TShape> RandomImages<TShape>(string name, int count)
        where TShape : IShape
    {
        var random = new RandomStream(11, name);
        var images = new Batch<TShape>(count);
        foreach (ref var value in images.Values)
            value = (float)((4 * random.NextDouble()) - 2);
        return images;
    }

    private static Labels<TShape> RandomLabels<TShape>(string name, int count, int classes, bool isVoid = true)
        where TShape : IShape
    {
        var random = new RandomStream(12, name);
        var labels = new Labels<TShape>(count);
        foreach (ref var value in labels.Values)
            value = isVoid && random.NextInt32(5) == 0 ? Void : random.NextInt32(classes);
        return labels;
    }

    /// <summary>Multiples of a quarter between −1 and 1.</summary>
    private static float[] Quarters(string name, int count)
    {
        var random = new RandomStream(13, name);
        return Array.ConvertAll(new float[count], _ => (random.NextInt32(9) - 4) / 4f);
    }

    private static void Refused<TException>(Action action, string message)
        where TException : Exception =>
        Assert.StartsWith(message, Assert.ThrowsAny<TException>(action).Message, StringComparison.Ordinal);
}
