using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fcn.Training;

/// <summary>Shows a training run on a terminal: a table that grows by a row with each epoch, its curves, and a bar below.</summary>
internal sealed class LiveProgress(IAnsiConsole console) : ConsoleProgress(console)
{
    private const int BarWidth = 40;

    // What is taller than the terminal cannot be redrawn: older epochs leave the table, the curves still show them.
    private const int OtherLines = 20;
    private const int FewestRows = 3;

    private readonly List<EpochProgress> finished = [];
    private TrainingPlan? plan;
    private LiveDisplayContext? display;
    private StepProgress? current;
    private LiveCurves? curves;

    public override void Run(TrainingPlan plan, Action training)
    {
        this.plan = plan;
        curves = new(plan);
        finished.AddRange(plan.Finished);
        Console.Live(Draw(plan)).Start(context =>
        {
            display = context;
            training();
        });
        display = null;
    }

    public override void Stepped(StepProgress step)
    {
        current = step;
        curves!.Add(step);
        Redraw();
    }

    public override void Evaluated(EpochProgress epoch)
    {
        finished.Add(epoch);
        curves!.Add(epoch);
        Redraw();
    }

    private void Redraw() => display!.UpdateTarget(Draw(plan!));

    private Rows Draw(TrainingPlan plan)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("epoch");
        foreach (var heading in (ReadOnlySpan<string>)["loss", "pixel accuracy", "test loss", "test accuracy", "mIoU", "images/s"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var epoch in finished.TakeLast(Math.Max(FewestRows, Console.Profile.Height - OtherLines)))
        {
            table.AddRow(
                Text(epoch.Epoch), Number(epoch.TrainLoss), Number(epoch.TrainPixelAccuracy),
                Number(epoch.TestLoss), Number(epoch.Test.PixelAccuracy), $"[bold]{Number(epoch.Test.MeanIoU)}[/]", Speed(epoch.ImagesPerSecond));
        }

        // The step that runs has a row of its own until its epoch is evaluated.
        if (current is { } step && step.Epoch > (finished.Count == 0 ? 0 : finished[^1].Epoch))
            table.AddRow(Text(step.Epoch), Number(step.Loss), Number(step.PixelAccuracy), "", "", "", Speed(step.ImagesPerSecond));
        return new Rows(table, curves!.Draw(Console.Profile.Width), Bar(plan));
    }

    private IRenderable Bar(TrainingPlan plan)
    {
        var total = (long)plan.Settings.Epochs * plan.StepsPerEpoch;
        var done = current?.Step ?? plan.FirstStep;
        var filled = (int)(BarWidth * done / total);
        var where = current is { } step
            ? $"epoch {step.Epoch}/{plan.Settings.Epochs}, step {step.StepInEpoch}/{plan.StepsPerEpoch} · {Left(step.Remaining)}"
            : "compiling the kernels";
        return new Markup($"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/] {where}");
    }

    private static string Text(int number) => number.ToString();
}
