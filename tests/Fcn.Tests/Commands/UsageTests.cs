namespace Fcn.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--batch", "describe", "--batch", "0")]
    [InlineData("--batch", "describe", "--batch", "many")]
    [InlineData("--net", "describe", "--net", "fcn64s")]
    [InlineData("--lr", "train", "--lr", "-1")]
    [InlineData("--lr", "train", "--lr", "NaN")]
    [InlineData("--momentum", "train", "--momentum", "fast")]
    [InlineData("--void", "train", "--void", "border")]
    [InlineData("--head-init", "train", "--head-init", "zeros")]
    [InlineData("--seed", "train", "--seed", "-3")]
    [InlineData("--recipe", "train", "--recipe", "secret")]
    [InlineData("--lr-schedule", "train", "--lr-schedule", "linear")]
    [InlineData("--small-images", "train", "--small-images", "grow")]
    [InlineData("--epochs", "--epochs", "none")]
    [InlineData("--weights", "eval")]
    [InlineData("--batch-file", "step", "--weights", "w", "--out", "o")]
    [InlineData("--mode", "bench", "--mode", "both")]
    [InlineData("--device", "bench", "--device", "tpu")]
    [InlineData("--device", "train", "--device", "cuda:one")]
    [InlineData("--device", "bench", "--device", "opencl:")]
    [InlineData("--out", "synth")]
    [InlineData("manifest", "manifest")]
    [InlineData("--cache-mib", "train", "--cache-mib", "-1")]
    [InlineData("--colour", "describe", "--colour")]
    [InlineData("--overlap", "predict", "i.png", "--weights", "w", "--out", "o", "--overlap", "1")]
    [InlineData("--blend", "eval", "--weights", "w", "--blend", "hard")]
    [InlineData("IMAGE", "predict", "--weights", "w", "--out", "o")]
    [InlineData("--out", "synth", "--out", "")]
    [InlineData("--weights", "eval", "--weights", "")]
    [InlineData("empty", "manifest", "")]
    [InlineData("--threads", "bench", "--threads", "100000")]
    public void Wrong_usage_exits_with_2_and_names_the_option(string option, params string[] arguments)
    {
        var run = ProgramRun.Of(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(option, run.ErrorLines[0], StringComparison.Ordinal);
    }

    /// <summary>What a command reads it does not write over.</summary>
    [Fact]
    public void An_input_is_not_written_over()
    {
        using var folder = new TemporaryFolder();
        var (photo, overlay, weights) = (folder.PathOf("photo.png"), folder.PathOf("photo.overlay.png"), folder.PathOf("w.safetensors"));
        Fcn.Pictures.MaskFile.Write(photo, new byte[12], 4, 3);
        File.Copy(photo, overlay);
        File.WriteAllText(weights, "weights");
        File.CreateSymbolicLink(folder.PathOf("link.png"), photo);

        AssertKept(photo, photo, "predict", photo, "--weights", weights, "--out", folder.Root);
        AssertKept(overlay, overlay, "predict", overlay, "--weights", weights, "--out", folder.Root);
        AssertKept(weights, weights, "manifest", weights, "--out", weights);
        AssertKept(photo, photo, "upsample", photo, "--out", photo);
        AssertKept(photo, folder.PathOf("link.png"), "upsample", photo, "--out", folder.PathOf("link.png"));
    }

    [Theory]
    [InlineData("--out up.jpg: a PNG file is written", "upsample", "a.png", "--out", "up.jpg")]
    [InlineData("--batch 5000: at most", "bench", "--batch", "5000")]
    public void What_cannot_be_done_fails_in_one_line_that_names_the_option(string problem, params string[] arguments)
    {
        var run = ProgramRun.Of(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"fcn: {problem}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_command_is_wrong_usage()
    {
        var run = ProgramRun.Of("segment");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("segment", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eval", "--data", "synthetic-that-is-not-there", "--weights", "w")]
    [InlineData("train", "--data", "synthetic-that-is-not-there")]
    public void A_missing_folder_fails_in_one_line_that_names_it(params string[] arguments)
    {
        var run = ProgramRun.Of(arguments);

        Assert.Equal(1, run.ExitCode);
        var line = Assert.Single(run.ErrorLines);
        Assert.Contains("synthetic-that-is-not-there", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_file_that_is_none_fails_in_one_line_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var weights = folder.PathOf("weights.safetensors");
        File.WriteAllText(weights, "no weights");

        var run = ProgramRun.Of("step", "--weights", weights, "--batch-file", weights, "--out", folder.PathOf("out.safetensors"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(weights, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("out.safetensors")));
    }

    [Fact]
    public void The_stack_trace_is_shown_when_it_is_wanted()
    {
        var run = ProgramRun.Of("eval", "--data", "no-such-folder", "--weights", "w", "--verbose");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Resuming_where_no_run_is_fails_in_one_line_that_names_the_option()
    {
        using var folder = new TemporaryFolder();

        var run = ProgramRun.Of("train", "--resume", "--out", folder.Root);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--resume", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("eval")]
    [InlineData("predict")]
    [InlineData("describe")]
    [InlineData("bench")]
    [InlineData("step")]
    [InlineData("synth")]
    [InlineData("manifest")]
    [InlineData("upsample")]
    public void Every_command_has_help(string command)
    {
        var run = ProgramRun.Of(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--json", run.Output, StringComparison.Ordinal);
    }

    private static void AssertKept(string file, string named, params string[] arguments)
    {
        var before = File.ReadAllBytes(file);

        var run = ProgramRun.Of(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"fcn: {named}: would be written over", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));
    }
}
