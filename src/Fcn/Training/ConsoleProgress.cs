using System.Globalization;
using Fcn.Commands;
using ShapeNet.Runtime;
using Spectre.Console;

namespace Fcn.Training;

/// <summary>Shows a training run to a person.</summary>
internal abstract class ConsoleProgress(IAnsiConsole console) : ITrainingProgress
{
    /// <summary>Where it is shown.</summary>
    protected IAnsiConsole Console { get; } = console;

    public void Chosen(string what, string choice, string reason) =>
        Console.MarkupLineInterpolated($"{what,-8} [bold]{choice}[/]. {reason}");

    public void Network(NetworkDefinition definition)
    {
        Console.WriteLine();
        Console.Write(ShapeTable.Create(definition, maximumDepth: 0));
        Console.WriteLine();
        Console.WriteLine($"{definition.Name}: {ShapeTable.Totals(definition)}");
        Console.WriteLine();
    }

    public abstract void Run(TrainingPlan plan, Action training);

    public abstract void Stepped(StepProgress step);

    public abstract void Evaluated(EpochProgress epoch);

    public void Interrupted(string checkpoint, long step)
    {
        Console.WriteLine($"Interrupted after step {step}. --resume goes on from {checkpoint}.");
    }

    public void Finished(TrainingSummary summary)
    {
        var last = summary.Last;
        var table = new Table { Border = TableBorder.None };
        table.AddColumns(new TableColumn(""), new TableColumn("train").RightAligned(), new TableColumn("test").RightAligned());
        table.AddRow("loss", Number(last.TrainLoss), Number(last.TestLoss));
        table.AddRow("pixel accuracy", Number(last.TrainPixelAccuracy), Number(last.Test.PixelAccuracy));
        table.AddRow("  void as background", "", Number(last.Test.PixelAccuracyVoidAsBackground));
        table.AddRow("  void ignored", "", Number(last.Test.PixelAccuracyVoidIgnored));
        table.AddRow("mean class accuracy", "", Number(last.Test.MeanAccuracy));
        table.AddRow("mIoU", "", Number(last.Test.MeanIoU));
        table.AddRow("frequency-weighted IoU", "", Number(last.Test.FrequencyWeightedIoU));
        table.AddRow("images/s", Speed(summary.ImagesPerSecond), "");
        Console.WriteLine();
        Console.Write(table);
        Console.WriteLine();
        foreach (var file in summary.Files)
            Console.WriteLine(file);
        Console.WriteLine($"{Duration(summary.Elapsed)} in all.");
    }

    /// <summary>A loss or a share.</summary>
    protected static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000");

    /// <summary>Images per second.</summary>
    protected static string Speed(double value) => value.ToString("0.00");

    /// <summary>Minutes and seconds, or hours and minutes.</summary>
    protected static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours} h {time.Minutes:00} min"
        : $"{time.Minutes} min {time.Seconds:00} s";

    /// <summary>How long the rest will take.</summary>
    protected static string Left(TimeSpan? remaining) => remaining is { } time ? $"{Duration(time)} left" : "time left unknown";
}
