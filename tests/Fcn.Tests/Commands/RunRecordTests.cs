using System.Text.Json;
using Fcn.Commands;
using Fcn.Data;
using Fcn.Training;

namespace Fcn.Tests.Commands;

public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Each_start_of_a_run_is_kept_with_the_settings_that_held()
    {
        Write("--epochs", "2");
        Write("--resume", "--out", "a folder");
        Write("--resume", "--epochs", "9");

        var last = Read();

        Assert.Equal("fcn train --resume --epochs 9", last.GetProperty("command").GetString());
        var earlier = last.GetProperty("earlier").EnumerateArray().ToArray();
        Assert.Equal(
            ["fcn train --epochs 2", "fcn train --resume --out 'a folder'"],
            earlier.Select(start => start.GetProperty("command").GetString()));
        Assert.All(earlier, start => Assert.False(start.TryGetProperty("earlier", out _)));
        var settings = last.GetProperty("settings");
        Assert.Equal("reference", settings.GetProperty("recipe").GetString());
        Assert.Equal("poly", settings.GetProperty("schedule").GetString());
        Assert.Equal(0.9f, settings.GetProperty("schedulePower").GetSingle());
        Assert.Equal((0.5f, 2f, true), (settings.GetProperty("minScale").GetSingle(), settings.GetProperty("maxScale").GetSingle(), settings.GetProperty("flip").GetBoolean()));
        Assert.StartsWith("0.", last.GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.True(last.GetProperty("revision").ValueKind is JsonValueKind.Null or JsonValueKind.String);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[1]")]
    [InlineData("null")]
    public void Another_file_is_refused_by_name_and_stays(string content)
    {
        var path = folder.PathOf("run.json");
        File.WriteAllText(path, content);

        var fault = Assert.Throws<InputException>(() => Write("--resume"));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void A_checkpoint_keeps_all_settings()
    {
        var settings = Recipes.Settings(Recipe.Reference) with { Epochs = 7, DropLast = false, SchedulePower = 0.8f, MinScale = 0.1f, Head = HeadInitialization.Xavier, Seed = 5 };
        var checkpoint = new ShapeNet.Runtime.Checkpoint("Net", 0, 0, settings.Seed, -1, settings.Sgd, CheckpointNotes.From(settings, "data"));

        Assert.Equal(settings, CheckpointNotes.ReadSettings(checkpoint, "file"));
    }

    [Theory]
    [InlineData("--min-scale", "train", "--min-scale", "0")]
    [InlineData("--max-scale", "train", "--min-scale", "2")]
    [InlineData("--init-from", "train", "--init-from", "a", "--pretrained", "b")]
    public void Options_that_contradict_each_other_fail_in_one_line(string option, params string[] arguments)
    {
        using var images = new TemporaryFolder();
        SyntheticVoc.Write(images.PathOf("set"), new SyntheticOptions { Train = 1, Val = 1 });

        var run = ProgramRun.Of([.. arguments, "--data", images.PathOf("set"), "--out", images.PathOf("run"), "--json"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(option, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(images.PathOf("run")));
    }

    [Fact]
    public void Fewer_images_than_a_batch_fail_in_one_line_and_train_when_a_batch_may_be_smaller()
    {
        using var images = new TemporaryFolder();
        SyntheticVoc.Write(images.PathOf("set"), new SyntheticOptions { Train = 1, Val = 1 });
        string[] arguments = ["train", "--data", images.PathOf("set"), "--batch", "2", "--epochs", "1", "--out", images.PathOf("run"), "--json"];

        var refused = ProgramRun.Of(arguments);

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(
            $"fcn: --batch 2: {images.PathOf("set")} has fewer images to train on (1); choose a smaller batch, or --drop-last false",
            Assert.Single(refused.ErrorLines));
        Assert.False(Directory.Exists(images.PathOf("run")));

        var trained = ProgramRun.Of([.. arguments, "--drop-last", "false"]);

        Assert.Equal(0, trained.ExitCode);
    }

    public void Dispose() => folder.Dispose();

    private void Write(params string[] arguments) => RunRecord.Write(
        new RunFolder(folder.Root), ["train", .. arguments], "Fcn32s", "synthetic", "CPU", weights: null, Recipes.Settings(Recipe.Reference));

    private JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(folder.PathOf("run.json")));
        return document.RootElement.Clone();
    }
}
