using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Diagnostics;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>Corners of the language that must work.</summary>
public sealed class LanguageTests
{
    [Fact]
    public void Names_may_be_keywords_and_of_any_script() => GeneratorRun.Of("""
        using ShapeNet;

        namespace @event.@in;

        [Block]
        partial record @class(
            int @int,
            [Conv2d(nameof(@int))] Conv2d @this,
            ReLU @base);

        [Network, Input(3, 32, 32)]
        partial record @struct(
            [With(8)] @class @params,
            [Conv2d(8), Name("size")] Conv2d Größe,
            [Add(nameof(@params), "params.this")] Add 合計);
        """).MustSucceed();

    [Theory]
    [InlineData("Program")]
    [InlineData("Shapes")]
    [InlineData("ShapeNet")]
    public void A_network_may_have_the_name_of_its_assembly(string name) => GeneratorRun.Of($"""
        using ShapeNet;

        [Network, Input(3, 32, 32)]
        partial record {name}([Conv2d(4)] Conv2d Head);
        """.Replace("using ShapeNet;", name == "ShapeNet" ? "using ShapeNet;\n\nnamespace Inner;" : "using ShapeNet;", StringComparison.Ordinal)).MustSucceed();

    [Theory]
    [InlineData("ToString")]
    [InlineData("Equals")]
    [InlineData("GetHashCode")]
    [InlineData("GetType")]
    [InlineData("MemberwiseClone")]
    [InlineData("ReferenceEquals")]
    [InlineData("Deconstruct")]
    [InlineData("PrintMembers")]
    [InlineData("EqualityContract")]
    [InlineData("Clone")]
    public void A_layer_with_the_name_of_a_records_member_is_refused_where_it_stands(string name)
    {
        var complaints = GeneratorRun.Of($"""
            using ShapeNet;

            [Network, Input(3, 32, 32)]
            partial record Net([Conv2d(4)] Conv2d {name});
            """).Complaints;

        Assert.Contains(complaints, complaint => complaint.Severity == DiagnosticSeverity.Error);
        Assert.All(complaints, complaint => Assert.Equal("Network.cs", complaint.Location.SourceTree!.FilePath));
    }

    [Fact]
    public void A_block_of_another_assembly_is_used_like_ones_own()
    {
        var library = GeneratorRun.Of("""
            using ShapeNet;

            namespace Library;

            [Block]
            public partial record Basic(
                int Channels,
                double Rate,
                [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv,
                [Dropout(nameof(Rate))] Dropout Dropout,
                [Add(Layer.Input)] Add Sum);
            """).MustSucceed();
        const string Network = """
            using ShapeNet;

            [Network, Input(8, 32, 32)]
            partial record Net([With(8, 0.25), Repeat(2)] Library.Basic Body);
            """;

        var run = GeneratorRun.With([library.ToReference()], new SourceFile("Net.cs", Network)).MustSucceed();
        Assert.Equal("Body[1].Sum", run.Compiled("Net").Graph.Output.Path);

        var wrong = GeneratorRun.With([library.ToReference()], new SourceFile("Net.cs", Network.Replace("With(8", "With(9", StringComparison.Ordinal)));
        var error = Assert.Single(wrong.Complaints);
        Assert.Equal(("SN0102", "Net.cs"), (error.Id, error.Location.SourceTree?.FilePath));
    }

    [Fact]
    public void A_warning_can_be_disabled_where_it_stands() => Assert.Empty(GeneratorRun.Of("""
        using ShapeNet;

        [Network, Input(3, 32, 33)]
        partial record Net(
        #pragma warning disable SN0151
            [MaxPool2d(2)] MaxPool2d Pool,
        #pragma warning restore SN0151
            [Conv2d(8)] Conv2d Conv);
        """).Complaints);

    [Fact]
    public void Parts_of_a_network_may_stand_in_several_files() => GeneratorRun.Of(
        new("Parameters.cs", "using ShapeNet;\n\npartial record Net([Conv2d(8)] Conv2d Conv);"),
        new("Attributes.cs", "using ShapeNet;\n\n[Network]\npartial record Net;"),
        new("Input.cs", "using ShapeNet;\n\n[Input(3, 32, 32)]\npartial record Net { public int Own => 1; }")).MustSucceed();

    [Fact]
    public void The_names_of_the_initialisers_are_those_of_the_language()
    {
        Assert.Equal(Enum.GetNames<Initializer>(), Initializers.OfWeight);
        Assert.Equal(Enum.GetNames<FanMode>(), Initializers.Modes);
        Assert.Subset(Initializers.OfWeight.ToHashSet(), Initializers.OfBias.ToHashSet());
    }

    [Fact]
    public void The_layers_are_those_of_the_language()
    {
        var language = typeof(Conv2d).Assembly.GetTypes().Where(type => type is { IsPublic: true, IsSealed: true, IsAbstract: false, IsClass: true } && type.BaseType == typeof(object));

        Assert.Equal(language.Select(type => type.Name).Order(StringComparer.Ordinal), OpTable.All.Select(layer => layer.LayerType).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_fault_of_the_generator_is_an_error_that_names_the_layer()
    {
        // No declaration leads here: the spec names a block that it does not have.
        var layer = new ParameterSpec("Net", 0, "Stem", ParameterRole.Layer, "ReLU", []);
        var lost = new ParameterSpec("Net", 1, "Body", ParameterRole.Block, "Lost", []);
        var input = new AttributeSpec("Input", [new("Channels", new IntValue(3)), new("Height", new IntValue(8)), new("Width", new IntValue(8))], HasErrors: false);
        var output = NetworkCompiler.Compile(new NetworkSpec("Shapes", "", new RecordSpec("Net", "Net", [input], [layer, lost], IsBroken: false), []));

        var problem = Assert.Single(output.Problems);
        Assert.Equal("SN0901", problem.Id);
        var message = Diagnostic.Create(Descriptors.Get(problem.Id), Location.None, [.. problem.Arguments]).GetMessage();
        Assert.StartsWith("Net: the generator failed at Body — please report this: KeyNotFoundException: ", message, StringComparison.Ordinal);
        Assert.Empty(output.Files);
    }
}
