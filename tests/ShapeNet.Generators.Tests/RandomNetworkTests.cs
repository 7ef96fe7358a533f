using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Tests.Harness;
using ShapeNet.Generators.Tests.PyTorch;

namespace ShapeNet.Generators.Tests;

/// <summary>Networks that nobody thought of are sized as PyTorch sizes them, and refused where PyTorch refuses them.</summary>
public sealed class RandomNetworkTests
{
    private static readonly Lazy<GeneratorRun> Run = new(() => GeneratorRun.Of(
        [.. RandomNetwork.All.Where(network => network.RejectedAt is null).Select(network => new SourceFile(network.Name + ".cs", network.Source))]));

    public static TheoryData<string> Accepted => [.. RandomNetwork.All.Where(network => network.RejectedAt is null).Select(network => network.Name)];

    public static TheoryData<string> Rejected => [.. RandomNetwork.All.Where(network => network.RejectedAt is not null).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Every_layer_has_the_shape_that_PyTorch_gives_it(string name)
    {
        var expected = RandomNetwork.All.Single(network => network.Name == name);
        var compiled = Run.Value.Compiled($"{name}.Net");

        Assert.Equal(
            expected.Shapes.Select(layer => $"{layer.Path} {layer.Shape}"),
            compiled.Graph.Nodes.Skip(1).Select(node => $"{node.Path} {node.KnownShape}"));
        Assert.Equal(expected.Parameters, compiled.Report.Parameters);
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void What_PyTorch_refuses_is_an_error_that_names_the_layer(string name)
    {
        var network = RandomNetwork.All.Single(network => network.Name == name);
        var rejectedAt = network.RejectedAt!;
        var errors = GeneratorRun.Of(network.Source).Complaints.Where(complaint => complaint.Severity == DiagnosticSeverity.Error).ToArray();

        Assert.StartsWith(rejectedAt, errors[0].GetMessage(), StringComparison.Ordinal);
        // PyTorch stops at the first layer of a block; another one that reads something else may not fit either.
        var use = rejectedAt[..(rejectedAt.LastIndexOf('.') + 1)];
        if (use.Length == 0)
            Assert.Single(errors);
        Assert.Equal(errors.Length, errors.Select(error => error.Location).Distinct().Count());
        Assert.All(errors, error => Assert.StartsWith("SN01", error.Id, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.StartsWith(use, error.GetMessage(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_emitted_for_them_compiles() => Run.Value.MustSucceed("SN0151", "SN0152", "SN0304");
}
