using Fcn.Metrics;
using Fcn.Tests.Commands;
using Fcn.Tests.Shapes;
using ShapeNet.Runtime;

namespace Fcn.Tests.Metrics;

public sealed class LayerTimeTests : IDisposable
{
    private readonly CpuDevice device = new(threads: 2);

    [Fact]
    public void Every_launch_of_a_training_step_is_timed_once_a_step()
    {
        using var trainer = TinyFcn.CreateTrainer(device, 2, seed: 1);
        var (images, labels) = (new Batch<S3x32x48>(2), new Labels<S32x48>(2));
        var profile = new LaunchProfile(TinyFcn.Definition.TrainingReport());
        trainer.Step(images, labels, new SgdOptions(0.1f));
        trainer.Profile = profile;
        for (var step = 0; step < 3; step++)
            trainer.Step(images, labels, new SgdOptions(0.1f));
        trainer.Profile = null;
        trainer.Step(images, labels, new SgdOptions(0.1f));

        var launches = profile.Program.Launches;
        for (var i = 0; i < launches.Length; i++)
        {
            Assert.Equal(3, profile.Seconds(i).Count);
            Assert.All(profile.Seconds(i), seconds => Assert.InRange(seconds, double.Epsilon, double.MaxValue));
        }

        Assert.Equal("Conv1", launches[0].Layer);
        Assert.Equal(LaunchPass.Loss, launches[profile.Program.ForwardLaunches].Pass);
        var times = LayerTime.Of(profile, batch: 2);
        Assert.Equal(["Conv1", "Bn1 + Relu", "Dropout", "FinalConv", "TransposeConv", "loss"], times.Select(time => time.Layer).Distinct());

        // Each pass does the multiply-accumulates of all layers, except that nobody wants the images' gradient.
        var all = 2.0 * 2 * TinyFcn.Definition.MultiplyAccumulates;
        var first = 2.0 * 2 * TinyFcn.Definition.Layers[0].MultiplyAccumulates;
        Assert.Equal((all, all - first, all), (Flops(LaunchPass.Forward), Flops(LaunchPass.DataGradient), Flops(LaunchPass.WeightGradient)));

        // FinalConv forward: 8 channels of 8×12 pixels in, 21 out, and the weights.
        var conv = times.Single(time => time is { Layer: "FinalConv", Pass: LaunchPass.Forward });
        Assert.Equal(4.0 * ((2 * (8 + 21) * 8 * 12) + (21 * 8) + 21), conv.Bytes);
        Assert.Equal(conv.Flops / conv.Seconds, conv.FlopsPerSecond);

        double Flops(LaunchPass pass) => times.Where(time => time.Pass == pass).Sum(time => time.Flops);
    }

    [Fact]
    public void A_profile_needs_a_program_whose_launches_are_known() =>
        Assert.Throws<ArgumentException>(() => new LaunchProfile(ProgramReport.Empty));

    [Fact]
    public void Limits_are_measured_and_bound_what_they_should()
    {
        var limits = device.MeasureLimits();

        Assert.InRange(limits.FlopsPerSecond, 1e8, 1e14);
        Assert.InRange(limits.BytesPerSecond, 1e7, 1e13);
        var round = new DeviceLimits(100, 10);
        Assert.Equal((2, 3), (round.ShortestSeconds(200, 10), round.ShortestSeconds(200, 30)));
    }

    [Theory]
    [InlineData("Conv1", "Conv1")]
    [InlineData("Bn1 + Relu", "Bn1 + Relu")]
    [InlineData("Layer1[0].Bn2 + Layer1[0].Sum + Layer1[0].Relu2", "Layer1[0].Bn2 + Sum + Relu2")]
    public void A_layers_name_is_shortened_to_one_mention_of_its_block(string layer, string expected) =>
        Assert.Equal(expected, new LayerTime(layer, LaunchPass.Forward, [], 1, 1, 1, 1).ShortLayer);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_lies_in_the_same_place_does_not_live_at_the_same_time(bool training)
    {
        var definition = Networks.Fcn8s.Definition;
        var report = training ? definition.TrainingReport() : definition.InferenceReport();
        var memory = training ? definition.TrainingMemory : definition.InferenceMemory;

        Assert.NotEmpty(report.Values);
        foreach (var value in report.Values)
        {
            Assert.InRange(value.Offset + value.Floats, 1, value.PerImage ? memory.FloatsPerImage : memory.FixedFloats);
            foreach (var other in report.Values.Where(other => other != value && other.PerImage == value.PerImage))
            {
                var shared = value.Offset < other.Offset + other.Floats && other.Offset < value.Offset + value.Floats;

                // A launch that works in place ends one value and begins the other.
                if (shared && value.First <= other.First)
                    Assert.True(value.Last <= other.First, $"{value} and {other}");
            }
        }
    }

    public void Dispose() => device.Dispose();
}
