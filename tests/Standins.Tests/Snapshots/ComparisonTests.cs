namespace Standins.Tests.Snapshots;

public sealed class ComparisonTests : IDisposable
{
    private readonly SnapshotFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task The_committed_snapshot_passes() => Verify("conv1   3×480×640 → 64×240×320\nrelu    64×240×320\n");

    [Fact]
    public async Task Equal_text_passes_and_deletes_what_an_earlier_run_received()
    {
        folder.Write("T.verified.txt", "one\ntwo");
        folder.Write("T.received.txt", "stale");

        var result = await folder.Success(Verify("one\ntwo").UseFileName("T"));

        Assert.Equal(["T.verified.txt"], folder.FileNames);
        Assert.Equal([Path.Combine(folder.Path, "T.verified.txt")], result.Files);
    }

    [Fact]
    public async Task Text_without_a_snapshot_fails_and_is_left_as_received()
    {
        var message = await folder.Failure(Verify("one\r\ntwo").UseFileName("T"));

        Assert.Equal(["T.received.txt"], folder.FileNames);
        Assert.Equal("one\ntwo"u8.ToArray(), folder.Bytes("T.received.txt"));
        Assert.Contains("New: T.received.txt", message);
        Assert.Contains("one\ntwo", message);
    }

    [Fact]
    public async Task Different_text_fails_with_an_inline_diff_and_leaves_the_snapshot_alone()
    {
        var lines = Enumerable.Range(1, 30).Select(i => $"line {i}").ToArray();
        var verified = string.Join('\n', lines);
        folder.Write("T.verified.txt", verified);
        lines[19] = "changed";
        lines[28] = "also";

        var message = await folder.Failure(Verify(string.Join('\n', lines)).UseFileName("T"));

        Assert.Equal(verified, folder.Read("T.verified.txt"));
        Assert.Equal(string.Join('\n', lines), folder.Read("T.received.txt"));
        Assert.Contains(
            """
            - verified, + received
                  ...
               17   line 17
               18   line 18
               19   line 19
                  - line 20
               20 + changed
               21   line 21
               22   line 22
               23   line 23
                  ...
               26   line 26
            """.ReplaceLineEndings("\n"), message);
        Assert.DoesNotContain("line 16", message);
        Assert.DoesNotContain("line 25", message);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\nb\n")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("\uFEFFa\nb")]
    public async Task A_byte_order_mark_carriage_returns_and_one_final_line_feed_do_not_matter(string verified)
    {
        folder.Write("T.verified.txt", verified);

        await folder.Success(Verify("a\nb").UseFileName("T"));
    }

    [Theory]
    [InlineData("a\nb\n\n")]
    [InlineData("a\nb ")]
    [InlineData("A\nb")]
    [InlineData("a\nb\nc")]
    public async Task Everything_else_matters(string verified)
    {
        folder.Write("T.verified.txt", verified);

        Assert.Contains("NotEqual: T.received.txt", await folder.Failure(Verify("a\nb").UseFileName("T")));
    }

    [Fact]
    public async Task A_snapshot_that_the_test_no_longer_makes_fails_it()
    {
        folder.Write("T.verified.txt", "a");
        folder.Write("T#host.verified.cs", "b");

        Assert.Contains("Delete: T#host.verified.cs", await folder.Failure(Verify("a").UseFileName("T")));
    }

    [Fact]
    public async Task An_empty_text_is_refused_where_it_would_make_an_empty_file() =>
        Assert.Contains("T.verified.cs", await folder.Failure(Verify("", "cs").UseFileName("T")));

    [Fact]
    public void An_unknown_extension_is_refused() =>
        Assert.Contains("'ptx'", Assert.Throws<ArgumentException>(void () => Verify("text", "ptx")).Message);
}
