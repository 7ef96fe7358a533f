using Fcn.Data;
using Fcn.Metrics;
using Fcn.Training;

namespace Fcn.Tests.Commands;

public sealed class TrainingLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.PathOf("log.csv");

    [Fact]
    public void Rows_are_in_the_file_at_once_and_come_back_as_they_were()
    {
        var rows = new[]
        {
            new LogRow(LogSplit.Train, 1, 1, 4, 600_000, 3.0441918, Scores.OfStep(1 / 3.0), 0.5),
            new LogRow(LogSplit.Val, 1, 1, 2, 300_000, 2.5, new Scores(0.75, 0.5, 0.0625, 0.6, 0.7, 0.75), 0.25),
        };
        using var log = TrainingLog.Create(Path);
        foreach (var row in rows)
            log.Add(row);

        using var again = TrainingLog.Continue(Path, epochs: 1, step: 1);

        Assert.Equal(rows, again.Rows);
    }

    [Fact]
    public void What_a_checkpoint_does_not_know_is_left_out()
    {
        using (var log = TrainingLog.Create(Path))
        {
            log.Add(Row(LogSplit.Train, epoch: 1, step: 1));
            log.Add(Row(LogSplit.Train, epoch: 1, step: 2));
            log.Add(Row(LogSplit.Val, epoch: 1, step: 2));
        }

        using var known = TrainingLog.Continue(Path, epochs: 0, step: 1);

        Assert.Equal([Row(LogSplit.Train, epoch: 1, step: 1)], known.Rows);
        Assert.Equal(2, File.ReadAllLines(Path).Length);
    }

    [Theory]
    [InlineData("something else\n")]
    [InlineData("split,epoch,step,images,pixels,loss,pixel_accuracy,mean_accuracy,mean_iou,frequency_weighted_iou,pixel_accuracy_void_background,pixel_accuracy_void_ignored,seconds\ntrain,x\ntrain,y\n")]
    public void Another_file_is_refused_by_name(string content)
    {
        File.WriteAllText(Path, content);

        var fault = Assert.Throws<InputException>(() => TrainingLog.Continue(Path, 1, 1));

        Assert.Contains(Path, fault.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Path));
    }

    public void Dispose() => folder.Dispose();

    private static LogRow Row(LogSplit split, int epoch, long step) => new(split, epoch, step, 4, 100, 1, Scores.OfStep(0.5), 1);
}
