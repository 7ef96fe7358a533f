using Fcn.Data;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Tests.Commands;

public sealed class FirstWeightsTests : IDisposable
{
    private const string Head = "transpose_conv.weight";

    private readonly CpuDevice device = new(threads: 1);
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Xavier_fills_the_head_within_its_bound_and_by_the_seed()
    {
        var values = Xavier(seed: 1);

        // √(6 / (fan-in + fan-out)) with 21 channels of 8×8 on both sides.
        var bound = Math.Sqrt(6.0 / (2 * 21 * 8 * 8));
        Assert.InRange(values.Max(), 0.99 * bound, bound);
        Assert.InRange(values.Min(), -bound, -0.99 * bound);
        Assert.InRange(Math.Sqrt(values.Average(value => (double)value * value)), 0.99 * bound / Math.Sqrt(3), 1.01 * bound / Math.Sqrt(3));
        Assert.Equal(values, Xavier(seed: 1));
        Assert.NotEqual(values, Xavier(seed: 2));
    }

    [Fact]
    public void A_backbone_is_taken_and_the_head_stays()
    {
        using var source = TinyFcn.CreateTrainer(device, 1, seed: 1);
        using var target = TinyFcn.CreateTrainer(device, 1, seed: 2);
        var writer = new SafetensorsWriter();
        foreach (var name in (string[])["conv1.weight", "bn1.weight", "bn1.bias"])
            writer.Add(name, source.Definition.Parameters.Single(parameter => parameter.Name == name).Shape.AsSpan(), Parameter(source, name));
        writer.Add("bn1.running_mean", [8], new float[8]);
        writer.Add("bn1.running_var", [8], Enumerable.Repeat(4f, 8).ToArray());
        writer.Add("fc.weight", [1000, 512], new float[512_000]);
        writer.Write(folder.PathOf("resnet.safetensors"));
        var head = Parameter(target, "final_conv.weight");

        var told = FirstWeights.LoadBackbone(target, folder.PathOf("resnet.safetensors"));

        Assert.Equal("5 tensors were read; not in the file, begun as declared: final_conv, transpose_conv; in the file, not used: fc.", told);
        Assert.Equal(Parameter(source, "conv1.weight"), Parameter(target, "conv1.weight"));
        Assert.Equal(head, Parameter(target, "final_conv.weight"));
        var variance = new float[8];
        target.ReadBuffer("bn1.running_var", variance);
        Assert.All(variance, value => Assert.Equal(4, value));
    }

    [Fact]
    public void A_file_without_the_backbone_is_refused_and_names_what_it_lacks()
    {
        using var trainer = TinyFcn.CreateTrainer(device, 1, seed: 1);
        var before = Parameter(trainer, "conv1.weight");
        var writer = new SafetensorsWriter();
        writer.Add("conv1.weight", [8, 3, 3, 3], new float[216]);
        writer.Write(folder.PathOf("part.safetensors"));

        var fault = Assert.Throws<InputException>(() => FirstWeights.LoadBackbone(trainer, folder.PathOf("part.safetensors")));

        Assert.Contains("part.safetensors", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'bn1.weight'", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Parameter(trainer, "conv1.weight"));
    }

    [Fact]
    public void A_finer_network_takes_what_it_shares_with_a_coarser_one_and_tells_how_the_rest_begins()
    {
        using var source = TinyFcn.CreateTrainer(device, 1, seed: 1);
        using var target = TinySkipFcn.CreateTrainer(device, 1, seed: 2);
        source.Step(new(1), new(1), new(0.1f));
        source.WriteBuffer("bn1.running_mean", Enumerable.Repeat(3f, 8).ToArray());
        source.SaveWeights(folder.PathOf("coarse.safetensors"));
        var head = Parameter(target, Head);

        var told = FirstWeights.LoadShared(target, folder.PathOf("coarse.safetensors"));

        Assert.Equal(
            "9 tensors were read; as declared begin enlarge.weight, transpose_conv.weight (bilinear), enlarge.bias, skip.bias (PyTorch's default), skip.weight (zero).",
            told);
        foreach (var name in (string[])["conv1.weight", "bn1.weight", "bn1.bias", "final_conv.weight", "final_conv.bias"])
            Assert.Equal(Parameter(source, name), Parameter(target, name));
        Assert.Equal(head, Parameter(target, Head));
        var mean = new float[8];
        target.ReadBuffer("bn1.running_mean", mean);
        Assert.All(mean, value => Assert.Equal(3, value));
        target.SaveWeights(folder.PathOf("fine.safetensors"));
        using var fine = WeightFile.Open(folder.PathOf("fine.safetensors"));
        Assert.Equal(1, fine.ReadInt64("bn1.num_batches_tracked"));
    }

    [Fact]
    public void A_file_that_shares_nothing_is_refused()
    {
        using var trainer = TinyFcn.CreateTrainer(device, 1, seed: 1);
        var writer = new SafetensorsWriter();
        writer.Add("other.weight", [8], new float[8]);
        writer.Write(folder.PathOf("other.safetensors"));

        var fault = Assert.Throws<InputException>(() => FirstWeights.LoadShared(trainer, folder.PathOf("other.safetensors")));

        Assert.Contains("other.safetensors", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        folder.Dispose();
        device.Dispose();
    }

    private float[] Xavier(ulong seed)
    {
        using var trainer = TinyFcn.CreateTrainer(device, 1, seed);
        FirstWeights.InitializeHeadWithXavier(trainer);
        return Parameter(trainer, Head);
    }

    private static float[] Parameter(Trainer trainer, string name)
    {
        var values = new float[trainer.Definition.Parameters.Single(parameter => parameter.Name == name).Elements];
        trainer.ReadParameter(name, values);
        return values;
    }
}
