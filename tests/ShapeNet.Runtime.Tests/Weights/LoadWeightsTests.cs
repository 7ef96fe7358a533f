using ShapeNet.Runtime.Tests.Networks;

namespace ShapeNet.Runtime.Tests.Weights;

public sealed class LoadWeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CpuDevice device = new(threads: 1);

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void WeightsGoToAFileAndBack()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 2, seed: 8);
        trainer.Step(RandomBatches.Images<S3x5x7>("images", 2), RandomBatches.Labels<S5x7>("labels", 2, classes: 4), new(0.1f));
        trainer.SaveWeights(folder.File("a"));
        using var predictor = TinySegmenter.Run(device, capacity: 1);

        var loaded = predictor.LoadWeights(folder.File("a"));
        predictor.SaveWeights(folder.File("b"));

        Assert.Equal(NetworkState.Weights(trainer), NetworkState.Weights(predictor));
        Assert.Equal(8, loaded.Loaded.Length);
        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    [Fact]
    public void FilesHoldPyTorchsNamesAndBatchCounters()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1);
        for (var step = 0; step < 3; step++)
            trainer.Step(new(1), new(1), new(0.1f));
        trainer.SaveWeights(folder.File("a"));

        using var file = WeightFile.Open(folder.File("a"));

        Assert.Equal(
            ["bn1.bias", "bn1.num_batches_tracked", "bn1.running_mean", "bn1.running_var", "bn1.weight", "conv1.weight", "head.bias", "head.weight"],
            file.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, file.ReadInt64("bn1.num_batches_tracked"));
        Assert.Empty(file.Tensors["bn1.num_batches_tracked"].Shape);
        Assert.Equal<long>([6, 3, 3, 3], file.Tensors["conv1.weight"].Shape);
    }

    [Fact]
    public void FilesThatDoNotFitAreRefusedAndChangeNothing()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 8);
        var before = NetworkState.All(trainer);

        Refused("lacks 'head.bias' of TinySegmenter", weights => weights.Remove("head.bias"));
        Refused("lacks 'conv1.weight', 'bn1.weight', 'bn1.bias', 'head.weight' and 3 more of TinySegmenter and has 'fc.weight' instead", weights =>
        {
            weights.Clear();
            weights["fc.weight"] = ([1], new float[1]);
        });
        Refused("has 'fc.bias', 'fc.weight', which TinySegmenter has not", weights => weights["fc.weight"] = weights["fc.bias"] = ([1], new float[1]));
        Refused("tensor 'conv1.weight' is 6×3×5×5, TinySegmenter has it as 6×3×3×3", weights => weights["conv1.weight"] = ([6, 3, 5, 5], new float[6 * 3 * 25]));
        Refused("tensor 'head.bias' holds whole numbers (I32), TinySegmenter wants real ones", weights => weights["head.bias"] = ([4], new int[4]));
        Refused("tensor 'bn1.num_batches_tracked' is no single whole number", weights => weights["bn1.num_batches_tracked"] = ([2], new float[2]));
        Assert.Equal(before, NetworkState.All(trainer));

        void Refused(string fault, Action<Dictionary<string, (int[] Shape, Array Values)>> change)
        {
            var path = Written(change);
            Assert.Equal($"{path}: {fault}", Assert.Throws<WeightFileException>(() => trainer.LoadWeights(path)).Message);
        }
    }

    [Fact]
    public void ABackboneLoadsWithoutItsHead()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 8);
        var before = NetworkState.Weights(trainer);
        var path = Written(weights =>
        {
            weights.Remove("head.weight");
            weights.Remove("head.bias");
            weights.Remove("bn1.num_batches_tracked");
            weights["fc.weight"] = ([1], new float[1]);
        });

        Assert.Throws<WeightFileException>(() => trainer.LoadWeights(path, WeightMatch.AllowMissing));
        Assert.Throws<WeightFileException>(() => trainer.LoadWeights(path, WeightMatch.AllowUnexpected));
        var loaded = trainer.LoadWeights(path, WeightMatch.AllowMissing | WeightMatch.AllowUnexpected);

        Assert.Equal<string>(["conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"], loaded.Loaded);
        Assert.Equal<string>(["head.weight", "head.bias"], loaded.Missing);
        Assert.Equal<string>(["fc.weight"], loaded.Unexpected);
        var after = NetworkState.Weights(trainer);
        Assert.Equal(before["head.weight"], after["head.weight"]);
        Assert.All(after["conv1.weight"], bits => Assert.Equal(0, bits));
    }

    [Fact]
    public void TensorsOfOtherShapesCanBePassedOverAndCountersGoWithTheirStatistics()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 8);
        var before = NetworkState.Weights(trainer);
        const WeightMatch shared = WeightMatch.AllowMissing | WeightMatch.AllowUnexpected | WeightMatch.AllowOtherShapes;
        var path = Written(weights =>
        {
            weights["bn1.running_mean"] = ([7], new float[7]);
            weights["bn1.num_batches_tracked"] = ([], new int[] { 41 });
        });

        Assert.Throws<WeightFileException>(() => trainer.LoadWeights(path, WeightMatch.AllowMissing | WeightMatch.AllowUnexpected));
        var loaded = trainer.LoadWeights(path, shared);

        Assert.Equal<string>(["bn1.running_mean"], loaded.Missing);
        Assert.Equal<string>(["bn1.num_batches_tracked", "bn1.running_mean"], loaded.Unexpected);
        Assert.Equal(before["bn1.running_mean"], NetworkState.Weights(trainer)["bn1.running_mean"]);
        Assert.All(NetworkState.Weights(trainer)["conv1.weight"], bits => Assert.Equal(0, bits));
        Assert.Equal(0, BatchesCounted());

        trainer.LoadWeights(Written(weights => weights["bn1.num_batches_tracked"] = ([], new int[] { 41 })), shared);

        Assert.Equal(41, BatchesCounted());

        long BatchesCounted()
        {
            trainer.SaveWeights(folder.File("saved"));
            using var saved = WeightFile.Open(folder.File("saved"));
            return saved.ReadInt64("bn1.num_batches_tracked");
        }
    }

    [Fact]
    public void APredictorWithoutWeightsSaysSo()
    {
        using var predictor = TinySegmenter.Run(device, capacity: 1);
        predictor.WriteParameter("conv1.weight", new float[162]);

        var exception = Assert.Throws<InvalidOperationException>(() => predictor.Predict(new(1), new(1)));

        Assert.Equal("TinySegmenter has no weights: load some first (parameter 'bn1.weight' has no value).", exception.Message);
        using var untouched = TinySegmenter.Run(device, capacity: 1);
        Assert.Throws<InvalidOperationException>(() => untouched.Predict(new(1), new(1)));
    }

    [Fact]
    public void AnUntrainedPredictorHasATrainersFirstWeights()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1, seed: 8);
        using var predictor = TinySegmenter.Run(device, capacity: 1);

        predictor.Initialize(8);

        Assert.Equal(NetworkState.Weights(trainer), NetworkState.Weights(predictor));
    }

    [Fact]
    public void APredictorFollowsChangedWeights()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 2, seed: 8);
        using var predictor = TinySegmenter.Run(device, capacity: 2);
        var images = RandomBatches.Images<S3x5x7>("images", 2);
        var output = new Batch<S4x5x7>(2);
        predictor.CopyWeightsFrom(trainer);
        predictor.Predict(images, output);
        var before = output.Values.ToArray();

        var variance = Enumerable.Repeat(4f, 6).ToArray();
        predictor.WriteBuffer("bn1.running_var", variance);
        predictor.Predict(images, output);

        Assert.NotEqual(before, output.Values.ToArray());
    }

    [Fact]
    public void WeightsOfAnotherNetworkAreNotCopied()
    {
        using var trainer = TinySegmenter.Train(device, capacity: 1);
        using var predictor = TinyClassifier.Run(device, capacity: 1);

        Assert.Throws<ArgumentException>(() => predictor.CopyWeightsFrom(trainer));
    }

    /// <summary>A weight file of the segmenter, all zero but for what is changed.</summary>
    private string Written(Action<Dictionary<string, (int[] Shape, Array Values)>> change)
    {
        var definition = TinySegmenter.Definition;
        var weights = new Dictionary<string, (int[] Shape, Array Values)>(StringComparer.Ordinal);
        foreach (var parameter in definition.Parameters)
            weights.Add(parameter.Name, ([.. parameter.Shape], new float[parameter.Elements]));
        foreach (var buffer in definition.Buffers)
            weights.Add(buffer.Name, ([.. buffer.Shape], new float[buffer.Elements]));
        change(weights);

        var writer = new SafetensorsWriter();
        foreach (var (name, (shape, values)) in weights)
        {
            if (values is float[] floats)
                writer.Add(name, shape, floats);
            else
                writer.Add(name, shape, (int[])values);
        }

        var path = folder.File("changed.safetensors");
        writer.Write(path);
        return path;
    }
}
