using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Tests.Harness;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace ShapeNet.Generators.Tests;

/// <summary>What an edit makes the generator do again.</summary>
public sealed class IncrementalityTests
{
    private const string Block = """
        using ShapeNet;

        [Block]
        partial record Basic(
            int Channels,
            [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv,
            ReLU Relu);
        """;

    private const string First = """
        using ShapeNet;

        // The first network.
        [Network, Input(3, 32, 32)]
        partial record First(
            [With(8)] Basic Body,
            [Conv2d(4)] Conv2d Head);
        """;

    private const string Second = """
        using ShapeNet;

        [Network, Input(1, 16, 16)]
        partial record Second(
            [Conv2d(4)] Conv2d Head);
        """;

    private const string Other = """
        class Other
        {
            public int Number => 1;
        }
        """;

    private static GeneratorRun Start() =>
        GeneratorRun.Of(new("Block.cs", Block), new("First.cs", First), new("Second.cs", Second), new("Other.cs", Other)).MustSucceed();

    [Fact]
    public void An_edit_of_another_file_finds_everything_in_the_cache() =>
        Steps.AllCached(Start().Edit("Other.cs", text => text.Replace("1", "2", StringComparison.Ordinal)));

    [Fact]
    public void A_new_file_finds_everything_in_the_cache() => Steps.AllCached(Start().Add(new("New.cs", "class New;")));

    [Theory]
    [InlineData("// The first network.", "// The first network, with a longer comment.\n\n")]
    [InlineData("    [With(8)] Basic Body,", "    [With( 8 )]   Basic Body, // eight")]
    [InlineData("partial record First(", "class InTheWay;\n\npartial record First(")]
    [InlineData("[Conv2d(4)]", "[Conv2dAttribute(outChannels: 2 + 2)]")]
    [InlineData("[Network, Input(3, 32, 32)]", "[Network]\n[Input(3, 32, 32)]")]
    public void Code_that_moves_or_means_the_same_compiles_nothing(string before, string after)
    {
        // The class in the way would take the attributes, so the attributes stay with the record.
        var text = before.StartsWith("partial", StringComparison.Ordinal) ? First.Replace("[Network, Input(3, 32, 32)]\n", "", StringComparison.Ordinal)
            .Replace(before, after.Replace("partial", "[Network, Input(3, 32, 32)]\npartial", StringComparison.Ordinal), StringComparison.Ordinal)
            : First.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(First, text);

        var run = Start().Edit("First.cs", _ => text);

        Assert.Empty(run.Complaints);
        Assert.Contains(Modified, Steps.Reasons(run, TrackingNames.Parse));
        Assert.All(Steps.Reasons(run, TrackingNames.Spec), reason => Assert.Contains(reason, (IncrementalStepRunReason[])[Unchanged, Cached]));
        foreach (var step in new[] { TrackingNames.Compile, TrackingNames.Assembly, TrackingNames.Sources })
            Assert.All(Steps.Reasons(run, step), reason => Assert.Equal(Cached, reason));
    }

    [Fact]
    public void An_edit_of_a_block_in_another_file_compiles_the_networks_that_use_it()
    {
        var start = Start();
        var run = start.Edit("Block.cs", text => text.Replace("Kernel = 3, Padding = 1", "Kernel = 5, Padding = 2", StringComparison.Ordinal));

        Assert.Equal([Modified, Cached], Steps.Reasons(run, TrackingNames.Compile).Order());
        Assert.NotEqual(start.Source("First.Cpu.g.cs"), run.Source("First.Cpu.g.cs"));
        Assert.Equal(start.Source("Second.Cpu.g.cs"), run.Source("Second.Cpu.g.cs"));
    }

    [Fact]
    public void An_error_follows_the_code_that_moves_without_compiling_it_again()
    {
        var start = GeneratorRun.Of(new SourceFile("First.cs", First.Replace("[With(8)] Basic Body", "[Conv2d(0)] Conv2d Body", StringComparison.Ordinal)));
        var run = start.Edit("First.cs", text => "\n\n" + text);

        Assert.Equal(Cached, Assert.Single(Steps.Reasons(run, TrackingNames.Compile)));
        Assert.Equal(Line(start) + 2, Line(run));

        static int Line(GeneratorRun run) => Assert.Single(run.Complaints).Location.GetLineSpan().StartLinePosition.Line;
    }

    [Fact]
    public void What_is_cached_holds_no_symbol_syntax_compilation_or_location()
    {
        var tracked = Start().Result.TrackedSteps;
        foreach (var step in new[] { TrackingNames.Spec, TrackingNames.Compile, TrackingNames.Assembly, TrackingNames.Sources })
        {
            foreach (var (value, _) in tracked[step].SelectMany(execution => execution.Outputs))
                Walk(value, step, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    [Fact]
    public void A_manifest_that_changes_checks_its_networks_again_and_compiles_nothing()
    {
        var manifest = new SourceFile("net.weights.txt", "head.weight 4x1x1x1\nhead.bias 4\n");
        var network = new SourceFile("Second.cs", Second.Replace("Input(1, 16, 16)", "Input(1, 16, 16), Pretrained(\"net.weights.txt\")", StringComparison.Ordinal));
        var start = GeneratorRun.Of(network, manifest, new SourceFile("Other.cs", Other)).MustSucceed();
        Steps.AllCached(start.Edit("Other.cs", text => text.Replace("1", "2", StringComparison.Ordinal)));

        var commented = start.Replace(manifest, manifest with { Text = "# A comment.\n" + manifest.Text });
        var changed = start.Replace(manifest, manifest with { Text = manifest.Text.Replace("4x1x1x1", "4x1x3x3", StringComparison.Ordinal) });

        Assert.Equal([Unchanged], Steps.Reasons(commented, TrackingNames.Manifests));
        Assert.Equal([Cached], Steps.Reasons(commented, TrackingNames.ManifestChecks));
        Assert.Equal([Modified], Steps.Reasons(changed, TrackingNames.ManifestChecks));
        Assert.Equal([Cached], Steps.Reasons(changed, TrackingNames.Compile));
        Assert.Equal("SN0501", Assert.Single(changed.Complaints).Id);
        foreach (var step in new[] { TrackingNames.Manifests, TrackingNames.ManifestChecks })
            Assert.All(changed.Result.TrackedSteps[step].SelectMany(execution => execution.Outputs), output => Walk(output.Value, step, new HashSet<object>(ReferenceEqualityComparer.Instance)));
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(value))
            return;
        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SemanticModel, $"{path} holds a {value.GetType().Name}");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                Walk(item, path, seen);
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
    }
}
