using ShapeNet.Networks.Tests.Networks;
using ShapeNet.Networks.Tests.Shapes;
using ShapeNet.Runtime;
using ShapeNet.Runtime.Cpu;
using Xunit.Abstractions;

namespace ShapeNet.Networks.Tests;

/// <summary>Tensors that are too large to be copied to a GPU, or from it, at once.</summary>
public sealed class TransferTests(ITestOutputHelper output)
{
    private const string Weight = "fc.weight";

    [Fact]
    public void LargeTensorsArriveWhole()
    {
        using var device = TestDevices.Open(TestDevices.Ilgpu, output);
        using var cpu = new CpuDevice(threads: 2);
        using var actual = Large.CreatePredictor(device, capacity: 1);
        using var expected = Large.CreatePredictor(cpu, capacity: 1);
        expected.Initialize(seed: 3);
        actual.CopyWeightsFrom(expected);
        var (sent, received) = (new float[120 * 20_000], new float[120 * 20_000]);
        expected.ReadParameter(Weight, sent);
        actual.ReadParameter(Weight, received);
        Assert.Equal(sent, received);

        var (image, logits, wanted) = (new Batch<S1x1200x1000>(1), new Batch<S20000>(1), new Batch<S20000>(1));
        for (var turn = 0; turn < 3; turn++)
        {
            // Each piece of each image has values of its own.
            for (var i = 0; i < image.Values.Length; i++)
                image.Values[i] = (i >> 14) - (10 * turn);
            actual.Predict(image, logits);
            expected.Predict(image, wanted);
            for (var i = 0; i < wanted.Values.Length; i++)
                Assert.Equal(wanted.Values[i], logits.Values[i], 1e-3f);
        }
    }
}
