namespace Standins.Tests.Snapshots;

public sealed class NamingTests : IDisposable
{
    private readonly SnapshotFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Class_and_method_name_the_snapshot()
    {
        await folder.Failure(Verify("text"));

        Assert.Equal(["NamingTests.Class_and_method_name_the_snapshot.received.txt"], folder.FileNames);
    }

    public static TheoryData<object?, string> ParameterValues => new()
    {
        { null, "null" },
        { 3, "3" },
        { -1.5, "-1.5" },
        { true, "True" },
        { DayOfWeek.Monday, "Monday" },
        { "plain text", "plain text" },
        { "a/b\\c:d?e*f\"g<h>i|j\n", "a-b-c-d-e-f-g-h-i-j-" },
        { new[] { 1, 2, 3 }, "1,2,3" },
        { Array.Empty<int>(), "[]" },
        { new object[] { new[] { 1, 2 }, "x" }, "[1,2],x" },
    };

    [Theory]
    [MemberData(nameof(ParameterValues))]
    public async Task Parameters_follow_the_method(object? value, string expected)
    {
        await folder.Failure(Verify("text").UseMethodName("M").UseParameters(value, 1));

        Assert.Equal([$"NamingTests.M_value={expected}_expected=1.received.txt"], folder.FileNames);
    }

    [Theory]
    [InlineData(7)]
    public async Task A_single_parameter_and_an_array_are_one_value_each(int size)
    {
        await folder.Failure(Verify("text").UseMethodName("One").UseParameters(size));
        await folder.Failure(Verify("text").UseMethodName("Many").UseParameters(new[] { size, size }));

        Assert.Equal(["NamingTests.Many_size=7,7.received.txt", "NamingTests.One_size=7.received.txt"], folder.FileNames);
    }

    [Fact]
    public async Task More_values_than_parameters_are_refused() =>
        Assert.Contains("1 values", await folder.Failure(Verify("text").UseParameters(1)));

    [Fact]
    public async Task Every_part_of_the_name_can_be_given()
    {
        await folder.Failure(Verify("text").UseTypeName("Fcn32s").UseMethodName("Graph").UseTextForParameters("batch 4"));
        await folder.Failure(Verify("text", "cs").UseFileName("Fcn32s.Host"));

        Assert.Equal(["Fcn32s.Graph_batch 4.received.txt", "Fcn32s.Host.received.cs"], folder.FileNames);
    }

    [Fact]
    public async Task Targets_are_told_apart_by_name_extension_and_index()
    {
        await folder.Failure(Verify([new("txt", "a"), new("txt", "b"), new("cs", "c"), new("cs", "d", "Host"), new("cs", "e", "Cpu"), new("cs", "f", "Cpu")])
            .UseFileName("T"));

        Assert.Equal(
            ["T#00.received.txt", "T#01.received.txt", "T#Cpu.00.received.cs", "T#Cpu.01.received.cs", "T#Host.received.cs", "T.received.cs"],
            folder.FileNames);
        Assert.Equal("f", folder.Read("T#Cpu.01.received.cs"));
    }

    [Fact]
    public async Task Null_and_the_empty_string_have_a_spelling_of_their_own()
    {
        await folder.Failure(Verify((string?)null).UseFileName("Null"));
        await folder.Failure(Verify("").UseFileName("Empty"));

        Assert.Equal("null", folder.Read("Null.received.txt"));
        Assert.Equal("emptyString", folder.Read("Empty.received.txt"));
    }

    [Fact]
    public async Task A_name_is_used_once()
    {
        folder.Write("T.verified.txt", "a");
        await folder.Success(Verify("a").UseFileName("T"));

        Assert.Contains("already been used", await folder.Failure(Verify("a").UseFileName("T")));
        await folder.Success(Verify("a").UseFileName("T").DisableRequireUniquePrefix());
    }

    [Fact]
    public async Task An_awaited_verification_cannot_be_changed()
    {
        var verification = Verify("text").UseFileName("T");
        await folder.Failure(verification);

        Assert.Contains("awaited", Assert.ThrowsAny<Exception>(void () => verification.UseFileName("U")).Message);
    }

    [Fact]
    public void A_file_name_excludes_the_other_names()
    {
        Assert.Contains(nameof(VerifySettings.UseMethodName), Incompatible(settings => settings.UseMethodName("M")));
        Assert.Contains(nameof(VerifySettings.UseTypeName), Incompatible(settings => settings.UseTypeName("T")));
        Assert.Contains(nameof(VerifySettings.UseParameters), Incompatible(settings => settings.UseParameters(1)));
    }

    private static string Incompatible(Action<VerifySettings> use)
    {
        var settings = new VerifySettings();
        settings.UseFileName("T");
        return Assert.ThrowsAny<Exception>(() => use(settings)).Message;
    }
}
