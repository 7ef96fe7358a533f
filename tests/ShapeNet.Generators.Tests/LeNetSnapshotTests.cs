using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>A small network as every phase leaves it, the emitted source in full.</summary>
public sealed class LeNetSnapshotTests
{
    private static readonly GeneratorRun Run = GeneratorRun.Of(SourceFile.Read("Sources/Networks/LeNet.cs"));

    [Fact]
    public Task Graph() => Verify(Printer.Print(Run.Compiled("Networks.LeNet").Graph));

    [Fact]
    public Task Training_plan() => Verify(Printer.Print(Run.Compiled("Networks.LeNet").Cpu.Training.Plan));

    [Fact]
    public Task Inference_plan() => Verify(Printer.Print(Run.Compiled("Networks.LeNet").Cpu.Inference.Plan));

    [Theory]
    [InlineData("Host")]
    [InlineData("Report")]
    [InlineData("Cpu")]
    [InlineData("Ilgpu")]
    public Task Source(string part) => Verify(Run.MustSucceed().Source($"Networks.LeNet.{part}.g.cs"), "cs").UseParameters(part);

    [Fact]
    public Task Shapes() => Verify(Run.Source("ShapeNet.Shapes.g.cs"), "cs");

    [Fact]
    public Task Remarks() => Verify(Rendering.Render(Run.Remarks.OrderBy(remark => remark.Location.SourceSpan.Start)));
}
