using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Diagnostics;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>Descriptors, the pages under docs/diagnostics/ and the rejected programs, held against each other.</summary>
public sealed partial class PageTests
{
    private const string HelpRoot = "https://github.com/shapenet/shapenet/blob/main/docs/diagnostics/";

    /// <summary>A remark, which rejects nothing, and the generator's own fault, to which no declaration leads.</summary>
    private static readonly string[] WithoutExample = ["SN0001", "SN0901"];

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    public static TheoryData<string> IdsWithExample => [.. Rejecting];

    private static IEnumerable<string> Rejecting => Descriptors.All.Select(descriptor => descriptor.Id).Except(WithoutExample);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page_with_its_title_and_links_to_it(string id)
    {
        var descriptor = Descriptors.Get(id);

        Assert.Equal($"{HelpRoot}{id}.md", descriptor.HelpLinkUri);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n", Page(id), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_belongs_to_a_diagnostic() => Assert.Equal(
        Descriptors.All.Select(descriptor => descriptor.Id + ".md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_index_lists_every_diagnostic() => Assert.Equal(
        Descriptors.All.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal).Select(Row),
        Page("README").Split('\n').Where(line => line.StartsWith("| [SN", StringComparison.Ordinal)));

    [Fact]
    public void Every_diagnostic_has_a_rejected_program()
    {
        var said = string.Concat(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Rejected"), "*.verified.txt").Select(File.ReadAllText));

        Assert.Equal(Rejecting, Rejecting.Where(id => said.Contains($" {id}: ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(IdsWithExample))]
    public void The_invalid_example_says_exactly_what_the_page_shows(string id)
    {
        var page = Page(id);
        var complaints = Program(page, "Invalid").Complaints;
        var text = Rendering.Render(complaints).Replace("\n\n", "\n", StringComparison.Ordinal);

        Assert.True(text == Example(page, "Invalid", "text"), $"The page of {id} must show:\n<<<{id}\n{text}>>>");
        Assert.Equal(id, Assert.Single(complaints).Id);
    }

    [Theory]
    [MemberData(nameof(IdsWithExample))]
    public void The_fixed_example_compiles(string id) => Program(Page(id), "Fixed").MustSucceed();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Pages");

    private static string Page(string name) => File.ReadAllText(Path.Combine(Folder, name + ".md")).ReplaceLineEndings("\n");

#pragma warning disable CA1308 // The table writes severities in lower case.
    private static string Row(DiagnosticDescriptor descriptor) =>
        $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.DefaultSeverity.ToString().ToLowerInvariant()} | {descriptor.Title} |";
#pragma warning restore CA1308

    /// <summary>The program of a section; a page on pretrained weights shows their list at its top, one on the version of C# has the project in each section.</summary>
    private static GeneratorRun Program(string page, string section)
    {
        var files = new List<SourceFile> { new("Network.cs", Example(page, section, "csharp")) };
        if (page.Contains("```weights\n", StringComparison.Ordinal))
            files.Add(new SourceFile("net.weights.txt", CodeBlock().Matches(page).First(block => block.Groups["language"].Value == "weights").Groups["code"].Value));
        if (page.Contains("<LangVersion>", StringComparison.Ordinal))
            files.Add(new SourceFile("Project.props", Example(page, section, "xml")));
        return GeneratorRun.Of([.. files]);
    }

    /// <summary>The first code block of a language in a section.</summary>
    private static string Example(string page, string section, string language)
    {
        var text = page[page.IndexOf($"\n## {section}\n", StringComparison.Ordinal)..];
        return CodeBlock().Matches(text).First(block => block.Groups["language"].Value == language).Groups["code"].Value;
    }

    [GeneratedRegex("```(?<language>\\w+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
