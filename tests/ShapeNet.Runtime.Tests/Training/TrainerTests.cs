using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Networks;

namespace ShapeNet.Runtime.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly SgdOptions Options = new(LearningRate: 0.05f, Momentum: 0.9f, WeightDecay: 0.001f);

    private readonly CpuDevice device = new(threads: 2);

    public void Dispose() => device.Dispose();

    [Fact]
    public void AStepAllocatesNothing()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 4);
        using var predictor = TinySegmenter.Run(device, capacity: 4);
        predictor.CopyWeightsFrom(trainer);
        var images = RandomBatches.Images<S3x5x7>("images", 4);
        var labels = RandomBatches.Labels<S5x7>("labels", 4, classes: 4);
        var logits = new Batch<S4x5x7>(4);
        for (var warmup = 0; warmup < 50; warmup++)
            StepAndPredict();

        var here = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 100; step++)
        {
            images.Count = labels.Count = 1 + step % 4;
            StepAndPredict();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - here);

        void StepAndPredict()
        {
            trainer.Step(images, labels, Options);
            trainer.Forward(images);
            trainer.CopyLogits(logits);
            trainer.Backward(labels);
            trainer.Update(Options);
            predictor.Predict(images, logits);
        }
    }

    [Fact]
    public void AShortBatchRunsAsInATrainerOfItsSize()
    {
        var images = RandomBatches.Images<S3x5x7>("images", count: 3, capacity: 8);
        var labels = RandomBatches.Labels<S5x7>("labels", count: 3, classes: 4, capacity: 8);
        using var large = TinySegmenter.Train(device, capacity: 8);
        using var small = TinySegmenter.Train(device, capacity: 3);

        // A full batch first, so that its traces would show.
        large.Step(RandomBatches.Images<S3x5x7>("full", 8), RandomBatches.Labels<S5x7>("full", 8, classes: 4), new(0));
        large.CopyWeightsFrom(small);
        var results = (large.Step(images, labels, Options), small.Step(images, labels, Options));

        Assert.Equal(results.Item1, results.Item2);
        Assert.Equal(NetworkState.All(small), NetworkState.All(large));
    }

    [Theory]
    [InlineData(VectorWidth.Scalar)]
    [InlineData(VectorWidth.Vector256)]
    [InlineData(VectorWidth.Vector512)]
    public void TheNumberOfThreadsDoesNotChangeABit(VectorWidth vectors)
    {
        var alone = Trained(threads: 1);

        Assert.Equal(alone, Trained(threads: 2));
        Assert.Equal(alone, Trained(threads: 5));

        Dictionary<string, int[]> Trained(int threads)
        {
            using var own = new CpuDevice(threads, vectors);
            using var trainer = TinySegmenter.Train(own, capacity: 7, seed: 4);
            for (var step = 0; step < 5; step++)
                trainer.Step(RandomBatches.Images<S3x5x7>($"images {step}", 7), RandomBatches.Labels<S5x7>($"labels {step}", 7, classes: 4), Options);
            return NetworkState.All(trainer);
        }
    }

    [Fact]
    public void ANetworkLearns()
    {
        // The class of each position is the sign pattern of two channels: a 1×1 rule that the network can express.
        using var trainer = TinySegmenter.Train(device, capacity: 16, seed: 1);
        var images = RandomBatches.Images<S3x5x7>("images", 16);
        var labels = new Labels<S5x7>(16);
        for (var position = 0; position < labels.Values.Length; position++)
            labels.Values[position] = (images.Values[position * 3] > 0 ? 1 : 0) + (images.Values[position * 3 + 1] > 0 ? 2 : 0);

        var first = trainer.Step(images, labels, new(0.01f, 0.9f));
        for (var step = 0; step < 300; step++)
            trainer.Step(images, labels, new(0.01f, 0.9f));
        var last = trainer.Step(images, labels, new(0.01f, 0.9f));

        Assert.InRange(first.Accuracy, 0, 0.5);
        Assert.InRange(last.Accuracy, 0.85, 1);
        Assert.InRange(last.Loss, 0, 0.5 * first.Loss);
    }

    [Fact]
    public void PositionsWithTheIgnoredLabelDoNotCount()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 2);
        trainer.IgnoreLabel = 255;
        var images = RandomBatches.Images<S3x5x7>("images", 2);
        var labels = RandomBatches.Labels<S5x7>("labels", 2, classes: 4);
        labels.Image(0)[..30].Fill(255);
        labels.Image(1).Fill(255);

        var result = trainer.Step(images, labels, Options);

        Assert.Equal(5, result.Counted);
        Assert.True(double.IsFinite(result.LossSum) && result.LossSum > 0);
        Assert.All(NetworkState.Weights(trainer).Values, bits => Assert.All(bits, bit => Assert.True(float.IsFinite(BitConverter.Int32BitsToSingle(bit)))));
    }

    [Fact]
    public void DropoutDrawsOtherValuesInEachStepAndTheSameFromTheSameSeed()
    {
        var images = RandomBatches.Images<S3x5x7>("images", 4);

        var first = Logits(seed: 1, steps: 0);

        Assert.Equal(first, Logits(seed: 1, steps: 0));
        Assert.NotEqual(first, Logits(seed: 1, steps: 1));

        float[] Logits(ulong seed, int steps)
        {
            using var trainer = TinyClassifier.Train(device, capacity: 4, seed);
            for (var step = 0; step < steps; step++)
                trainer.Step(images, new Labels<Scalar>(4), new(LearningRate: 0));
            trainer.Forward(images);
            var logits = new Batch<S10>(4);
            trainer.CopyLogits(logits);
            return logits.Values.ToArray();
        }
    }

    [Fact]
    public void FirstValuesDependOnTheSeed()
    {
        using var first = TinySegmenter.Train(device, capacity: 1, seed: 1);
        using var again = TinySegmenter.Train(device, capacity: 2, seed: 1);
        using var other = TinySegmenter.Train(device, capacity: 1, seed: 2);

        Assert.Equal(NetworkState.Weights(first), NetworkState.Weights(again));
        Assert.NotEqual(NetworkState.Weights(first)["conv1.weight"], NetworkState.Weights(other)["conv1.weight"]);
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedAndChangesNothing()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 2);
        var before = NetworkState.All(trainer);
        var images = RandomBatches.Images<S3x5x7>("images", 2);
        var labels = new Labels<S5x7>(2);
        var wrong = new Labels<S5x7>(2);
        wrong.Image(1)[9] = 4;

        Refused<ArgumentException>(() => trainer.Step(new Batch<S3x5x7>(3), new Labels<S5x7>(3), Options), "The batch has 3 images: from 1 to 2 can run.");
        Refused<ArgumentException>(() => trainer.Step(new Batch<S3x5x7>(2) { Count = 0 }, new Labels<S5x7>(2) { Count = 0 }, Options), "The batch has 0 images");
        Refused<ArgumentException>(() => trainer.Step(images, new Labels<S5x7>(1), Options), "There are labels of 1 images for a batch of 2.");
        Refused<ArgumentException>(() => trainer.Step(images, wrong, Options), "Label 4 (image 1, position 9) is none of the 4 classes 0 … 3.");
        Refused<ArgumentException>(() => trainer.Step(images, labels, new(LearningRate: float.NaN)), "The learning rate is NaN");
        Refused<ArgumentException>(() => trainer.Step(images, labels, new(0.1f, Momentum: -1)), "The momentum is -1");
        Refused<InvalidOperationException>(() => trainer.Update(Options), "There are no gradients");
        Refused<InvalidOperationException>(() => trainer.Backward(labels), "There is nothing to run backward from");
        Refused<InvalidOperationException>(() => trainer.CopyLogits(new Batch<S4x5x7>(2)), "There are no logits");
        Refused<ArgumentException>(() => trainer.ReadParameter("conv1", new float[1]), "TinySegmenter has no parameter 'conv1'.");
        Refused<ArgumentException>(() => trainer.WriteBuffer("bn1.running_mean", new float[5]), "'bn1.running_mean' has 6 values, not 5.");
        Refused<ArgumentException>(() => _ = new Trainer<S3x5x7, S10, S5x7>(TinySegmenter.Definition, device, 1, 0), "The outputs of TinySegmenter are 4×5×7, not 10.");
        Assert.Equal(before, NetworkState.All(trainer));
    }

    [Fact]
    public void ADisposedTrainerIsRefused()
    {
        var trainer = TinySegmenter.Train(device, capacity: 1);
        trainer.Dispose();
        trainer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => trainer.Forward(new Batch<S3x5x7>(1)));
        Assert.Throws<ObjectDisposedException>(() => trainer.ReadParameter("head.bias", new float[4]));
        Assert.Throws<ObjectDisposedException>(() => trainer.SaveWeights("never"));
    }

    private static void Refused<TException>(Action action, string message)
        where TException : Exception =>
        Assert.StartsWith(message, Assert.Throws<TException>(action).Message, StringComparison.Ordinal);
}
