using ShapeNet.Runtime.Tests.Networks;
using ShapeNet.Runtime.Tests.Weights;

namespace ShapeNet.Runtime.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CpuDevice device = new(threads: 2);

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.9f)]
    public void ResumingGivesTheVeryBitsOfAnUninterruptedRun(float momentum)
    {
        var options = new SgdOptions(0.05f, momentum, 0.001f);
        var path = folder.File("checkpoint.safetensors");
        using var whole = TinySegmenter.Train(device, capacity: 4, seed: 3);
        Train(whole, 0, 10, options);

        for (var interrupted = 0; interrupted < 10; interrupted++)
        {
            using (var first = TinySegmenter.Train(device, capacity: 4, seed: 3))
            {
                Train(first, 0, interrupted, options);
                first.SaveCheckpoint(path, epoch: 1, options);
            }

            // Another seed and a momentum of its own: the checkpoint must replace all of it.
            using var second = TinySegmenter.Train(device, capacity: 4, seed: 99);
            Train(second, 0, 2, new(0.1f, 0.5f));
            var checkpoint = second.LoadCheckpoint(path);
            Assert.Equal(interrupted, checkpoint.Step);
            Train(second, interrupted, 10, checkpoint.Options);

            Assert.Equal(NetworkState.All(whole), NetworkState.All(second));
        }

        static void Train(Trainer<S3x5x7, S4x5x7, S5x7> trainer, int from, int to, SgdOptions options)
        {
            for (var step = from; step < to; step++)
                trainer.Step(RandomBatches.Images<S3x5x7>($"images {step}", 4), RandomBatches.Labels<S5x7>($"labels {step}", 4, classes: 4), options);
        }
    }

    [Fact]
    public void ResumingGoesOnWithTheSameDropout()
    {
        var options = new SgdOptions(0.05f);
        using var whole = TinyClassifier.Train(device, capacity: 4, seed: 3);
        using var first = TinyClassifier.Train(device, capacity: 4, seed: 3);
        using var second = TinyClassifier.Train(device, capacity: 4, seed: 4);
        Train(whole, 6);
        Train(first, 3);
        first.SaveCheckpoint(folder.File("a"), epoch: 0, options);
        second.LoadCheckpoint(folder.File("a"));
        Train(second, 3);

        Assert.Equal(NetworkState.All(whole), NetworkState.All(second));

        void Train(Trainer<S3x5x7, S10, Scalar> trainer, int steps)
        {
            for (var step = 0; step < steps; step++)
                trainer.Step(RandomBatches.Images<S3x5x7>("images", 4), RandomBatches.Labels<Scalar>("labels", 4, classes: 10), options);
        }
    }

    [Fact]
    public void ACheckpointSaysWhereTheTrainingStands()
    {
        var path = folder.File("checkpoint.safetensors");
        using (var trainer = TinySegmenter.Train(device, capacity: 1, seed: ulong.MaxValue))
        {
            trainer.IgnoreLabel = 255;
            trainer.Step(new(1), new(1), new(0.1f));
            trainer.SaveCheckpoint(path, epoch: 7, new(0.001f, 0.9f, 1e-4f), new Dictionary<string, string> { ["data"] = "synthetic", ["epoch"] = "mine" });
        }

        var checkpoint = Checkpoint.Read(path);
        using var loaded = TinySegmenter.Train(device, capacity: 1);
        loaded.LoadCheckpoint(path);

        Assert.Equal(("TinySegmenter", 7, 1, ulong.MaxValue, 255), (checkpoint.Network, checkpoint.Epoch, checkpoint.Step, checkpoint.Seed, checkpoint.IgnoreLabel));
        Assert.Equal(new SgdOptions(0.001f, 0.9f, 1e-4f), checkpoint.Options);
        Assert.Equal([new("data", "synthetic"), new("epoch", "mine")], checkpoint.Notes);
        Assert.Equal((1, ulong.MaxValue, 255), (loaded.StepCount, loaded.Seed, loaded.IgnoreLabel));
    }

    /// <summary>What loading would refuse is not written.</summary>
    [Fact]
    public void ACheckpointThatCouldNotBeLoadedIsNotWritten()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 5);

        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.SaveCheckpoint(folder.File("a"), epoch: -1, new(0.1f)));
        Assert.ThrowsAny<ArgumentException>(() => trainer.SaveCheckpoint(folder.File("a"), epoch: 1, new(float.NaN)));
        Assert.False(File.Exists(folder.File("a")));
    }

    [Fact]
    public void ACheckpointIsAWeightFileToo()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 5);
        trainer.Step(new(1), new(1), new(0.1f, 0.9f));
        trainer.SaveCheckpoint(folder.File("a"), epoch: 1, new(0.1f, 0.9f));
        using var predictor = TinySegmenter.Run(device, capacity: 1);

        predictor.LoadWeights(folder.File("a"));

        Assert.Equal(NetworkState.Weights(trainer), NetworkState.Weights(predictor));
    }

    [Fact]
    public void WhatIsNoCheckpointOfTheNetworkIsRefusedAndChangesNothing()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 5);
        trainer.Step(new(1), new(1), new(0.1f, 0.9f));
        trainer.SaveCheckpoint(folder.File("whole"), epoch: 1, new(0.1f, 0.9f));
        trainer.SaveWeights(folder.File("weights"));
        using (var classifier = TinyClassifier.Train(device, capacity: 1))
            classifier.SaveCheckpoint(folder.File("other"), epoch: 1, new(0.1f));
        var whole = File.ReadAllBytes(folder.File("whole"));
        File.WriteAllBytes(folder.File("cut"), whole[..^4]);
        File.WriteAllText(folder.File("edited"), "");
        File.WriteAllBytes(folder.File("edited"), Replaced(whole, "\"step\":\"1\"", "\"step\":\"x\""));
        File.WriteAllBytes(folder.File("renamed"), Replaced(whole, "optimizer/bn1.bias", "optimizer/bn2.bias"));
        var before = NetworkState.All(trainer);

        Refused("weights", "holds no checkpoint, at most weights");
        Refused("other", "a checkpoint of TinyClassifier, not of TinySegmenter");
        Refused("cut", "cut short: tensor ");
        Refused("edited", "the checkpoint's 'step' is 'x', which is no number that fits");
        Refused("renamed", "lacks 'optimizer/bn1.bias'");
        Refused("none", "cannot be read: there is no such file");
        Assert.Equal(before, NetworkState.All(trainer));

        void Refused(string name, string fault) =>
            Assert.StartsWith($"{folder.File(name)}: {fault}", Assert.Throws<WeightFileException>(() => trainer.LoadCheckpoint(folder.File(name))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MutatedCheckpointsLoadOrChangeNothing()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 5);
        trainer.Step(new(1), new(1), new(0.1f, 0.9f));
        trainer.SaveCheckpoint(folder.File("whole"), epoch: 1, new(0.1f, 0.9f));
        var whole = File.ReadAllBytes(folder.File("whole"));
        var random = new RandomStream(0, "mutated checkpoints");
        var state = NetworkState.All(trainer);
        var refused = 0;
        for (var number = 0; number < 500; number++)
        {
            File.WriteAllBytes(folder.File("mutated"), Mutation.Of(whole, random));
            if (Record.Exception(() => trainer.LoadCheckpoint(folder.File("mutated"))) is { } exception)
            {
                Assert.IsType<WeightFileException>(exception);
                Assert.Equal(state, NetworkState.All(trainer));
                refused++;
            }
            else
            {
                state = NetworkState.All(trainer);
            }
        }

        Assert.InRange(refused, 250, 499);
    }

    [Fact]
    public void AFaultWhileSavingLeavesTheOldCheckpoint()
    {
        var path = folder.File("checkpoint.safetensors");
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 5);
        trainer.SaveCheckpoint(path, epoch: 1, new(0.1f));
        Directory.CreateDirectory(path + ".tmp");

        var exception = Assert.Throws<WeightFileException>(() => trainer.SaveCheckpoint(path, epoch: 2, new(0.1f)));

        Assert.StartsWith($"{path}: cannot be written: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, Checkpoint.Read(path).Epoch);
    }

    private static byte[] Replaced(byte[] file, string old, string replacement)
    {
        var place = file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(old));
        Assert.NotEqual(-1, place);
        var edited = file.ToArray();
        System.Text.Encoding.UTF8.GetBytes(replacement).CopyTo(edited, place);
        return edited;
    }
}
