using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>After any edit the generator says and writes what it would from nothing; what an edit cannot change is not bound again.</summary>
public sealed class DeclarationCacheTests
{
    private static readonly SourceFile Declarations = new("Network.cs", """
        using ShapeNet;
        using Lab.Sizes;

        namespace Lab.Networks;

        [Network, Input(3, 32, 32)]
        partial record Net(
            [With(Widths.First)] Body Body,
            [Conv2d(Widths.Twice, Kernel = 3)] Conv2d Head,
            [From(nameof(Head)), Conv2d(4)] Conv2d Side);
        """);

    private static readonly SourceFile Block = new("Block.cs", """
        using ShapeNet;

        namespace Lab.Networks;

        [Block]
        partial record Body(int Channels, [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv, ReLU Relu);
        """);

    private static readonly SourceFile Sizes = new("Sizes.cs", """
        namespace Lab.Sizes;

        static class Widths
        {
            public const int First = 8;
            public const int Twice = 2 * Base.Unit;
        }
        """);

    private static readonly SourceFile Unit = new("Unit.cs", "namespace Lab.Sizes { static class Base { public const int Unit = 6; } }");

    private static readonly SourceFile Other = new("Other.cs", """
        namespace Lab.Data;

        class Reader
        {
            public int Channels => 1;

            public int Count() => 2;
        }
        """);

    private static readonly SourceFile[] Program = [Declarations, Block, Sizes, Unit, Other];

    /// <summary>A file and what becomes of it: null is its end, a file that is not there is added.</summary>
    public static TheoryData<string, string?> EditsThatMatter => new()
    {
        { "Unit.cs", Unit.Text.Replace("6", "7", StringComparison.Ordinal) },
        { "Unit.cs", "namespace Lab.Sizes { static class Base : Root; class Root { public const int Unit = 9; } }" },
        { "Unit.cs", null },
        { "Sizes.cs", Sizes.Text.Replace("First = 8", "First = 16", StringComparison.Ordinal) },
        { "Sizes.cs", null },
        { "Block.cs", Block.Text.Replace("Kernel = 3", "Kernel = 5", StringComparison.Ordinal) },
        { "Block.cs", Block.Text.Replace("[Block]", "", StringComparison.Ordinal) },
        { "New.cs", "namespace Lab.Networks; static class Widths { public const int First = 5; public const int Twice = 11; }" },
        { "New.cs", "namespace Lab.Networks; class Conv2dAttribute(int n) : System.Attribute { public int Kernel { get; set; } = n; }" },
        { "New.cs", "namespace Lab.Networks; class Conv2d;" },
        { "New.cs", "namespace Lab.Networks.Conv2d { class Anything; }" },
        { "New.cs", "namespace Lab.Networks { partial record Net { public int CreateTrainer => 1; } }" },
        { "New.cs", "global using Conv2d = Lab.Data.Reader;" },
        { "New.cs", "class Program;" },
        { "New.cs", "using ShapeNet; [Network, Input(1, 8, 8)] partial record Second([Conv2d(2)] Conv2d Conv);" },
        { "New.cs", "using ShapeNet; using N = ShapeNet.NetworkAttribute; [N, Input(1, 8, 8)] partial record Second([Conv2d(2)] Conv2d Conv);" },
        { "New.cs", "using ShapeNet; [Network] [Input(1, 8, 8)] partial record net([Conv2d(2)] Conv2d Conv);" },
        { "Other.cs", "using ShapeNet; [Block] partial record Loose(Conv2d Conv, [Input(1)] string Text);" },
    };

    public static TheoryData<string, string?> EditsElsewhere => new()
    {
        { "Other.cs", Other.Text.Replace("2", "3", StringComparison.Ordinal) },
        { "Other.cs", Other.Text.Replace("Reader", "Writer", StringComparison.Ordinal) },
        { "Other.cs", Other.Text.Replace("class", "/* a remark */ [System.Serializable] class", StringComparison.Ordinal) },
        { "Other.cs", null },
        { "New.cs", "namespace Lab.Networks; class Unrelated { public const int First = 3; int Body, Head, Conv2d; }" },
        { "New.cs", "namespace Lab.Sizes.Tables; enum Table { First, Unit }" },
    };

    [Theory]
    [MemberData(nameof(EditsThatMatter))]
    [MemberData(nameof(EditsElsewhere))]
    public void After_an_edit_everything_is_as_from_nothing(string path, string? text)
    {
        var files = Program.Where(file => file.Path != path).ToArray();
        var edited = text is null ? files : [.. files, new SourceFile(path, text)];

        Assert.Equal(Everything(GeneratorRun.Of(edited)), Everything(Edit(GeneratorRun.Of(Program).MustSucceed(), path, text)));
    }

    [Theory]
    [MemberData(nameof(EditsThatMatter))]
    public void Every_edit_that_is_tried_as_one_that_matters_does(string path, string? text)
    {
        var start = GeneratorRun.Of(Program);

        Assert.NotSame(Parsed(start), Parsed(Edit(start, path, text)));
    }

    [Theory]
    [MemberData(nameof(EditsElsewhere))]
    public void What_an_edit_cannot_change_is_not_bound_again(string path, string? text)
    {
        var start = GeneratorRun.Of(Program);

        Assert.Same(Parsed(start), Parsed(Edit(start, path, text)));
    }

    [Fact]
    public void Edits_that_follow_each_other_are_each_seen()
    {
        var run = GeneratorRun.Of(Program);
        for (var unit = 3; unit < 9; unit++)
        {
            run = run.Edit("Other.cs", text => text + "\n// one more line");
            run = run.Edit("Unit.cs", _ => Unit.Text.Replace("6", $"{unit}", StringComparison.Ordinal));
            Assert.Contains($"{2 * unit}×30×30", run.Source("Lab.Networks.Net.Report.g.cs"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Other_references_are_seen()
    {
        var library = GeneratorRun.Of(new SourceFile("Widths.cs", "namespace Lab.Sizes; public static class Widths { public const int First = 4; public const int Twice = 6; }")).ToReference();
        var without = GeneratorRun.Of(Declarations, Block);

        Assert.NotEmpty(without.Complaints);
        without.Edit(program => program.AddReferences(library)).MustSucceed();
    }

    private static GeneratorRun Edit(GeneratorRun start, string path, string? text) =>
        text is null ? start.Edit(program => program.RemoveSyntaxTrees(program.SyntaxTrees.Single(tree => tree.FilePath == path)))
        : Program.Any(file => file.Path == path) ? start.Edit(path, _ => text)
        : start.Add(new SourceFile(path, text));

    private static object Parsed(GeneratorRun run) => Assert.Single(Assert.Single(run.Result.TrackedSteps[TrackingNames.Parse]).Outputs).Value;

    /// <summary>Files and diagnostics, by name and position: an edited program's files may stand in another order.</summary>
    private static string Everything(GeneratorRun run) => string.Join(
        "\n",
        run.Result.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal).Select(source => $"{source.HintName}\n{source.SourceText}")
            .Concat(run.Remarks.Select(remark => $"{remark}").Order(StringComparer.Ordinal)));
}
