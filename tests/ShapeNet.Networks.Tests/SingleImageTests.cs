using ShapeNet.Networks.Tests.Networks;
using ShapeNet.Networks.Tests.Shapes;
using ShapeNet.Runtime;
using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Networks.Tests;

/// <summary>Batches of one image, where a channel's only value has no variance to be divided by.</summary>
public sealed class SingleImageTests
{
    [Fact]
    public void ALayerThatCannotNormaliseOneImageIsNamed()
    {
        using var device = new CpuDevice(threads: 1);
        using var trainer = PooledNorm.CreateTrainer(device, capacity: 2);
        var labels = new Labels<S1x1>(1);

        AssertRefused(() => trainer.Forward(new Batch<S3x6x7>(1)));
        AssertRefused(() => trainer.Step(new Batch<S3x6x7>(1), labels, new(LearningRate: 0.1f)));
        AssertRefused(() => trainer.Enqueue(new Batch<S3x6x7>(1), labels, new(LearningRate: 0.1f)));
        Assert.Equal(0, trainer.StepCount);

        static void AssertRefused(Action action) => Assert.StartsWith(
            "The batch has 1 image: Norm2 gets one value of each channel from an image, and cannot normalise it; training needs 2 images or more.",
            Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoImagesTrainAndOneIsPredicted()
    {
        using var device = new CpuDevice(threads: 1);
        using var trainer = PooledNorm.CreateTrainer(device, capacity: 2);
        using var predictor = PooledNorm.CreatePredictor(device, capacity: 1);

        trainer.Step(new Batch<S3x6x7>(2), new Labels<S1x1>(2), new(LearningRate: 0.1f));
        predictor.CopyWeightsFrom(trainer);
        predictor.Predict(new Batch<S3x6x7>(1), new Batch<S4x1x1>(1));

        Assert.Equal(1, trainer.StepCount);
        Assert.Null(Norms.Definition.LayerNeedingTwoImages);
    }
}
