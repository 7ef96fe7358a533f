using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Networks;

namespace ShapeNet.Runtime.Tests.Training;

/// <summary>Holds three steps and an evaluation against what PyTorch made of them in double precision (<c>record.py</c>).</summary>
public sealed class RecordedTrainingTests : IDisposable
{
    private readonly WeightFile recorded = WeightFile.Open(Path.Combine(AppContext.BaseDirectory, "Training", "recorded.safetensors"));

    public void Dispose() => recorded.Dispose();

    [Theory]
    [InlineData(1, VectorWidth.Scalar)]
    [InlineData(2, VectorWidth.Vector256)]
    [InlineData(3, VectorWidth.Vector512)]
    public void ThreeStepsGiveWhatPyTorchGives(int threads, VectorWidth vectors)
    {
        using var device = new CpuDevice(threads, vectors);
        using var trainer = TinySegmenter.Train(device, capacity: 3);
        trainer.IgnoreLabel = 255;
        foreach (var parameter in trainer.Definition.Parameters)
            trainer.WriteParameter(parameter.Name, Recorded($"before/{parameter.Name}"));

        for (var step = 0; step < 3; step++)
        {
            var (images, labels) = Batch(step);
            trainer.Forward(images);
            var logits = new Batch<S4x5x7>(3);
            trainer.CopyLogits(logits);
            var result = trainer.Backward(labels);
            trainer.Update(new(LearningRate: 0.1f, Momentum: 0.9f, WeightDecay: 0.01f));

            var channelsFirst = new float[logits.Values.Length];
            logits.CopyToChannelsFirst(channelsFirst);
            AssertClose($"logits/{step}", channelsFirst, 1e-5);
            Assert.Equal(Recorded($"loss/{step}")[0], result.LossSum, 1e-5 * result.LossSum);
            Assert.Equal(images.Count, result.Images);
            Assert.Equal(labels.Values.ToArray().Count(label => label != 255), result.Counted);
            Assert.Equal(Hits(logits, labels), result.Correct);
            foreach (var parameter in trainer.Definition.Parameters)
            {
                var gradient = new float[parameter.Elements];
                trainer.ReadGradient(parameter.Name, gradient);
                AssertClose($"grad/{step}/{parameter.Name}", gradient, 1e-5);
            }
        }

        Assert.Equal(3, trainer.StepCount);
        foreach (var parameter in trainer.Definition.Parameters)
        {
            var after = new float[parameter.Elements];
            trainer.ReadParameter(parameter.Name, after);
            AssertClose($"after/{parameter.Name}", after, 1e-5);
        }

        foreach (var buffer in trainer.Definition.Buffers)
        {
            var after = new float[buffer.Elements];
            trainer.ReadBuffer(buffer.Name, after);
            AssertClose($"after/{buffer.Name}", after, 1e-5);
        }

        using var predictor = TinySegmenter.Run(device, capacity: 3);
        predictor.CopyWeightsFrom(trainer);
        var output = new Batch<S4x5x7>(3);
        predictor.Predict(Batch(0).Images, output);
        var evaluated = new float[output.Values.Length];
        output.CopyToChannelsFirst(evaluated);
        AssertClose("evaluated", evaluated, 1e-5);
    }

    private (Batch<S3x5x7> Images, Labels<S5x7> Labels) Batch(int step)
    {
        var count = (int)recorded.Tensors[$"images/{step}"].Shape[0];
        var images = new Batch<S3x5x7>(3) { Count = count };
        images.CopyFromChannelsFirst(Recorded($"images/{step}"));
        var labels = new Labels<S5x7>(3) { Count = count };
        recorded.Read($"labels/{step}", labels.Values);
        return (images, labels);
    }

    private float[] Recorded(string name)
    {
        var values = new float[recorded.Tensors[name].Elements];
        recorded.Read(name, values);
        return values;
    }

    private void AssertClose(string name, float[] actual, double tolerance)
    {
        var expected = Recorded(name);
        var difference = Math.Sqrt(expected.Zip(actual, (a, b) => Math.Pow(a - (double)b, 2)).Sum());
        var norm = Math.Sqrt(expected.Sum(value => (double)value * value));
        Assert.True(difference <= tolerance * norm, $"{name}: relative error {difference / norm:E2}");
    }

    private static int Hits(Batch<S4x5x7> logits, Labels<S5x7> labels)
    {
        var hits = 0;
        for (var position = 0; position < labels.Values.Length; position++)
        {
            var classes = logits.Values.Slice(position * 4, 4).ToArray();
            if (labels.Values[position] != 255 && Array.IndexOf(classes, classes.Max()) == labels.Values[position])
                hits++;
        }

        return hits;
    }
}
