using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Ops;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>The flagship as each phase of the compiler leaves it.</summary>
public sealed class FcnSnapshotTests
{
    private static readonly GeneratorRun Run = GeneratorRun.Of(SourceFile.ReadAll("Sources/Fcn"));

    [Fact]
    public void It_compiles_and_is_cached() => Run.MustSucceed();

    [Theory]
    [InlineData("Fcn32s")]
    [InlineData("Fcn16s")]
    [InlineData("Fcn8s")]
    public Task Graph(string network) => Verify(Printer.Print(Run.Compiled($"Fcn.Networks.{network}").Graph)).UseParameters(network);

    [Fact]
    public Task Training_plan() => Verify(Printer.Print(Run.Compiled("Fcn.Networks.Fcn32s").Cpu.Training.Plan));

    [Fact]
    public Task Inference_plan() => Verify(Printer.Print(Run.Compiled("Fcn.Networks.Fcn32s").Cpu.Inference.Plan));

    [Fact]
    public Task Report() => Verify(Run.Source("Fcn.Networks.Fcn32s.Report.g.cs"), "cs");

    /// <summary>The report of one target's launches is the other's too.</summary>
    [Theory]
    [InlineData("Fcn32s")]
    [InlineData("Fcn16s")]
    [InlineData("Fcn8s")]
    public void Both_targets_train_with_the_same_launches_before_the_loss(string network)
    {
        var compiled = Run.Compiled($"Fcn.Networks.{network}");
        var output = compiled.Graph.Output.Path;

        var launches = Launches(compiled.Ilgpu.Training.Plan);
        Assert.InRange(launches.Length, 60, int.MaxValue);
        Assert.Equal(launches, Launches(compiled.Cpu.Training.Plan));

        // The CPU computes the last layer and the loss at once, where that pays.
        string[] Launches(KernelPlan plan) =>
        [
            .. plan.Launches.Where(launch => launch.Layer != SoftmaxCrossEntropy.Layer && launch.Layer.Split(' ')[0] != output)
                .Select(launch => $"{launch.Layer} {launch.Kernel}.{launch.Method} "
                    + string.Join(' ', launch.Operands.Where(operand => operand.Role != "scratch").Select(operand => $"{operand.Role} {operand.Value?.Name} {operand.Value?.Floats} {operand.Reads} {operand.Writes}"))),
        ];
    }

    /// <summary>The source of the kernels stays a size that a person can review.</summary>
    [Fact]
    public void The_kernels_for_ILGPU_stay_below_6000_lines() =>
        Assert.InRange(Run.Source("Fcn.Networks.Fcn32s.Ilgpu.g.cs").Count(character => character == '\n'), 1000, 6000);
}
