using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>Each program under <c>Rejected/</c> is refused with exactly the message that lies beside it.</summary>
public sealed class RejectedTests
{
    public static TheoryData<string> Programs =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Rejected"), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Programs))]
    public Task Says_exactly_what_is_wrong(string program)
    {
        var complaints = GeneratorRun.Of(SourceFile.Read($"Rejected/{program}.cs")).Complaints;

        Assert.DoesNotContain(complaints, complaint => complaint.Id is "SN0901" or "CS8785");
        return Verify(Rendering.Render(complaints)).UseDirectory("Rejected").UseFileName(program);
    }
}
