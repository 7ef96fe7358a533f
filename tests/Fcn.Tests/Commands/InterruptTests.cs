using System.Diagnostics;
using System.Text.Json;
using Fcn.Commands;
using ShapeNet.Runtime;

namespace Fcn.Tests.Commands;

public sealed class InterruptTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_the_training_with_a_checkpoint_and_130(string signal)
    {
        using var folder = new TemporaryFolder();
        var (data, run) = (folder.PathOf("data"), folder.PathOf("run"));
        Assert.Equal(0, ProgramRun.Of("synth", "--out", data, "--train", "1", "--val", "1").ExitCode);
        using var program = Start("train", "--data", data, "--batch", "1", "--epochs", "1000000", "--out", run, "--json");

        // One line of JSON for each event, and nothing else.
        var signalled = false;
        string? last = null;
        while (await program.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            last = document.RootElement.GetProperty("event").GetString();
            if (last != "step" || signalled)
                continue;
            signalled = true;
            using var kill = Process.Start("kill", [$"-{signal}", $"{program.Id}"]);
            await kill.WaitForExitAsync();
        }

        await program.WaitForExitAsync();
        Assert.Equal(ExitCode.Interrupted, program.ExitCode);
        Assert.Equal("interrupted", last);
        Assert.InRange(Checkpoint.Read(Path.Combine(run, "checkpoint.safetensors")).Step, 1, long.MaxValue);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
        [typeof(CommandLine).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
    })!;
}
