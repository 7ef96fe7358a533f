using Fcn.Training;

namespace Fcn.Tests.Commands;

public sealed class ResumeTests : IDisposable
{
    private readonly TinyTraining training = new();
    private readonly TemporaryFolder runs = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(TinyTraining.StepsPerEpoch)] // stops in the evaluation
    [InlineData(TinyTraining.StepsPerEpoch + 1)]
    [InlineData(3 * TinyTraining.StepsPerEpoch)] // stops in the last evaluation
    public void An_interrupted_run_ends_with_the_bits_of_one_that_was_not(int interruptAfterStep)
    {
        var expected = TrainToTheEnd("whole");
        using (var first = new RecordingProgress(interruptAfterStep))
        {
            Assert.False(training.Train(runs.PathOf("parts"), first));
            Assert.Equal(interruptAfterStep, first.InterruptedAt);
            Assert.Equal(interruptAfterStep, first.Steps.Count);
        }

        using var second = new RecordingProgress();
        Assert.True(training.Train(runs.PathOf("parts"), second));

        Assert.Equal(expected.StepCount - interruptAfterStep, second.Steps.Count);
        AssertSameRun(expected, "parts");
    }

    [Fact]
    public void A_run_that_was_killed_goes_on_from_its_last_checkpoint()
    {
        var expected = TrainToTheEnd("whole");

        // What the disk holds at the moment of the kill: a checkpoint after step 4, a log that knows step 5 and breaks off in a row.
        Directory.CreateDirectory(runs.PathOf("killed"));
        using (var first = new RecordingProgress { OnStep = step => CopyAt(step.Step, 5, "first", "killed") })
            training.Train(runs.PathOf("first"), first, checkpointEvery: 2);
        File.AppendAllText(runs.PathOf("killed", "log.csv"), "train,2,6,1,15");

        using var second = new RecordingProgress();
        Assert.True(training.Train(runs.PathOf("killed"), second));

        Assert.Equal(expected.StepCount - 4, second.Steps.Count);
        AssertSameRun(expected, "killed");
    }

    [Fact]
    public void A_run_that_was_killed_before_its_first_step_goes_on()
    {
        var expected = TrainToTheEnd("whole");
        Directory.CreateDirectory(runs.PathOf("killed"));
        using (var first = new RecordingProgress { OnStep = step => CopyAt(step.Step, 1, "first", "killed") })
            training.Train(runs.PathOf("first"), first);

        using var second = new RecordingProgress();
        Assert.True(training.Train(runs.PathOf("killed"), second));

        Assert.Equal(expected.StepCount, second.Steps.Count);
        AssertSameRun(expected, "killed");
    }

    [Fact]
    public void A_run_that_is_done_has_nothing_left_to_train()
    {
        var expected = TrainToTheEnd("whole");

        using var again = new RecordingProgress();
        Assert.True(training.Train(runs.PathOf("whole"), again));

        Assert.Empty(again.Steps);
        Assert.Equal(expected.Checkpoint, File.ReadAllBytes(runs.PathOf("whole", "checkpoint.safetensors")));
        Assert.Equal(TinyTraining.Settings.Epochs, again.Summary!.Last.Epoch);
    }

    [Fact]
    public void A_run_writes_its_files()
    {
        TrainToTheEnd("whole");

        foreach (var file in (string[])["checkpoint.safetensors", "log.csv", "curves.png", "predictions.png", "report.html", "evaluation.json"])
            Assert.True(File.Exists(runs.PathOf("whole", file)), file);
    }

    public void Dispose()
    {
        runs.Dispose();
        training.Dispose();
    }

    private (byte[] Checkpoint, string[] Log, int StepCount) TrainToTheEnd(string name)
    {
        using var progress = new RecordingProgress();
        Assert.True(training.Train(runs.PathOf(name), progress));
        Assert.Equal(TinyTraining.Settings.Epochs, progress.Epochs.Count);
        Assert.NotNull(progress.Summary);
        return (File.ReadAllBytes(runs.PathOf(name, "checkpoint.safetensors")), Log(name), progress.Steps.Count);
    }

    private void AssertSameRun((byte[] Checkpoint, string[] Log, int StepCount) expected, string name)
    {
        Assert.Equal(expected.Checkpoint, File.ReadAllBytes(runs.PathOf(name, "checkpoint.safetensors")));
        Assert.Equal(expected.Log, Log(name));
    }

    /// <summary>The log's rows without the seconds, which no two runs share.</summary>
    private string[] Log(string name) =>
        Array.ConvertAll(File.ReadAllLines(runs.PathOf(name, "log.csv")), row => row[..row.LastIndexOf(',')]);

    private void CopyAt(long step, long wanted, string from, string to)
    {
        if (step != wanted)
            return;
        File.Copy(new RunFolder(runs.PathOf(from)).Checkpoint, new RunFolder(runs.PathOf(to)).Checkpoint);
        File.Copy(new RunFolder(runs.PathOf(from)).Log, new RunFolder(runs.PathOf(to)).Log);
    }
}
