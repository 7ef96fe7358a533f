using Fcn.Tests.Commands;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Tests.Pretrained;

public sealed class BackboneTests : IDisposable
{
    private readonly CpuDevice device = new(threads: 1);
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_layer_of_another_shape_is_named_with_both_shapes()
    {
        using var trainer = TinyFcn.CreateTrainer(device, 1, seed: 1);
        var other = new SafetensorsWriter();
        foreach (var name in (string[])["bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"])
            other.Add(name, [8], new float[8]);
        other.Add("conv1.weight", [8, 3, 7, 7], new float[8 * 3 * 49]);
        other.Write(folder.PathOf("other.safetensors"));

        var fault = Assert.Throws<WeightFileException>(() => FirstWeights.LoadBackbone(trainer, folder.PathOf("other.safetensors")));

        Assert.EndsWith("other.safetensors: tensor 'conv1.weight' is 8×3×7×7, TinyFcn has it as 8×3×3×3", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        folder.Dispose();
        device.Dispose();
    }
}
