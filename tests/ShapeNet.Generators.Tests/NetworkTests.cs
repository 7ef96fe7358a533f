using System.Reflection;
using ShapeNet.Generators.Tests.Harness;
using ShapeNet.Generators.Tests.PyTorch;
using ShapeNet.Runtime;

namespace ShapeNet.Generators.Tests;

/// <summary>The networks of tests/Networks, which the build compiled, against the same networks in PyTorch.</summary>
public sealed class NetworkTests
{
    private static readonly Lazy<GeneratorRun> Run = new(() => GeneratorRun.Of(SourceFile.ReadAll("Sources/Networks")));

    public static TheoryData<string> Names =>
    [
        "LeNet", "UNet", "CroppedUNet", "OddSizes", "Asymmetric", "Dilated", "Grouped", "Perceptron", "Nested", "ResNet18", "ResNet50", "ResNet152",
    ];

    [Fact]
    public void What_is_emitted_for_them_compiles_and_is_cached() => Run.Value.MustSucceed();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_layer_has_the_shape_that_PyTorch_gives_it(string name)
    {
        var expected = ExpectedShapes.Of(name);
        var layers = Definition(name).Layers.ToDictionary(layer => layer.Path, layer => layer.Output, StringComparer.Ordinal);
        foreach (var node in Run.Value.Compiled($"Networks.{name}").Graph.Nodes.Skip(1).Where(node => node.Op.HasWeights))
            layers.Add("weights:" + node.WeightPath, layers[node.Path]);

        Assert.Equal(
            expected.Shapes.Select(pair => $"{pair.Key} {pair.Value}"),
            expected.Shapes.Select(pair => $"{pair.Key} {layers.GetValueOrDefault(pair.Key, "is not there")}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void They_have_as_many_parameters_as_in_PyTorch(string name) => Assert.Equal(ExpectedShapes.Of(name).Parameters, Definition(name).ParameterCount);

    [Theory]
    [InlineData("ResNet18", "resnet18")]
    [InlineData("ResNet50", "resnet50")]
    [InlineData("ResNet152", "resnet152")]
    public void Tensors_have_the_names_shapes_and_order_of_torchvision(string name, string model)
    {
        var definition = Definition(name);

        Assert.Equal(
            ExpectedShapes.Tensors(model, "parameter"), definition.Parameters.Select(parameter => $"{parameter.Name} {string.Join('×', parameter.Shape)}"));
        Assert.Equal(ExpectedShapes.Tensors(model, "buffer"), definition.Buffers.Select(buffer => $"{buffer.Name} {string.Join('×', buffer.Shape)}"));
    }

    [Fact]
    public void A_networks_shapes_are_part_of_its_type() =>
        Assert.True(typeof(INetwork<global::Networks.Shapes.S3x224x224, global::Networks.Shapes.S1000>).IsAssignableFrom(typeof(global::Networks.ResNet18)));

    private static NetworkDefinition Definition(string name) =>
        (NetworkDefinition)typeof(global::Networks.LeNet).Assembly.GetType($"Networks.{name}", throwOnError: true)!
            .GetProperty("Definition", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
