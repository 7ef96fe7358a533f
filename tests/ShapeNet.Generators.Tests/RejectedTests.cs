using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>Each program under <c>Rejected/</c> is refused with exactly the message that lies beside it.</summary>
public sealed class RejectedTests
{
    /// <summary>Programs with two mistakes, and those of which the C# compiler itself has two things to say.</summary>
    private static readonly HashSet<string> SaySeveral =
        ["TwoMistakes", "UnknownAttribute", "RecordStructAsNetwork", "DuplicateParameter", "LayerNamedLikeItsNetwork", "LayerNamedToString", "LessAccessibleBlock", "FileLocalBlock"];

    public static TheoryData<string> Programs =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Rejected"), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Programs))]
    public Task Says_exactly_what_is_wrong(string program)
    {
        var complaints = GeneratorRun.Of([SourceFile.Read($"Rejected/{program}.cs"), .. Additional(program)]).Complaints;

        Assert.DoesNotContain(complaints, complaint => complaint.Id is "SN0901" or "CS8785");
        Assert.All(complaints, complaint => Assert.Equal($"{program}.cs", complaint.Location.SourceTree?.FilePath));
        if (!SaySeveral.Contains(program))
            Assert.Single(complaints);
        return Verify(Rendering.Render(complaints)).UseDirectory("Rejected").UseFileName(program);
    }

    /// <summary>The list of pretrained weights and the project that lie beside a program, if they do.</summary>
    private static IEnumerable<SourceFile> Additional(string program) =>
        new[] { $"Rejected/{program}.weights.txt", $"Rejected/{program}.props" }
            .Where(path => File.Exists(Path.Combine(AppContext.BaseDirectory, path))).Select(SourceFile.Read);
}
