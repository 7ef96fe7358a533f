using ShapeNet.Generators.Ir;
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

    /// <summary>The source of the kernels stays a size that a person can review.</summary>
    [Fact]
    public void The_kernels_for_ILGPU_stay_below_6000_lines() =>
        Assert.InRange(Run.Source("Fcn.Networks.Fcn32s.Ilgpu.g.cs").Count(character => character == '\n'), 1000, 6000);
}
