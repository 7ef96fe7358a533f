using Fcn.Pictures;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fcn.Training;

/// <summary>The curves of a run that goes on, drawn with characters: loss to the left, accuracies to the right.</summary>
/// <param name="plan">What the run will do, and what it has done.</param>
internal sealed class LiveCurves(TrainingPlan plan)
{
    private const int Height = 8;
    private const int LargestWidth = 64;
    private const int LabelWidth = 6;
    private const int Frame = 4;
    private const int BetweenPanels = 2;

    private static readonly string[] Colors = ["grey", "blue", "darkorange", "green"];

    private readonly List<StepPoint> steps = [.. plan.Steps];
    private readonly List<EpochPoint> evaluated = [.. plan.Finished.Select(EpochPoint.Of)];

    public void Add(StepProgress step) =>
        steps.Add(new(step.Step / (double)plan.StepsPerEpoch, step.Loss, step.PixelAccuracy));

    public void Add(EpochProgress epoch) => evaluated.Add(EpochPoint.Of(epoch));

    /// <summary>The two panels side by side; nothing until there is a step to draw.</summary>
    /// <param name="width">Characters that are free.</param>
    public IRenderable Draw(int width)
    {
        var columns = Math.Min(LargestWidth, ((width - BetweenPanels) / 2) - LabelWidth - Frame);
        if (steps.Count == 0 || columns < 10)
            return new Text("");
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true }).AddColumn(new GridColumn { NoWrap = true });
        var (loss, accuracy) = Curves.Plots(steps, evaluated, plan.Settings.Epochs);
        return grid.AddRow(Draw(loss, columns), Draw(accuracy, columns));
    }

    private static Panel Draw(Plot plot, int columns)
    {
        var canvas = new BraillePlot(columns, Height);
        var lines = plot.Lines.OrderByDescending(line => line.Faint).ToArray();
        for (var i = 0; i < lines.Length; i++)
            canvas.Draw(Color(lines[i]), lines[i].Points, plot.X, plot.Y);
        var rows = Enumerable.Range(0, Height).Select(row =>
            $"[grey]{Label(plot, row),LabelWidth - 1}[/] " + string.Concat(canvas.Row(row).Select(run => run.Line is { } line ? $"[{Colors[line]}]{run.Text}[/]" : run.Text)));
        var legend = string.Join("  ", lines.Select(line => $"[{Colors[Color(line)]}]━[/] {Name(line)}"));
        return new Panel(new Markup(string.Join('\n', rows) + "\n" + legend)) 
        {
            Header = new PanelHeader($" {plot.Title} "),
            Border = BoxBorder.Rounded,
            Width = columns + LabelWidth + Frame,
        };
    }

    /// <summary>The axis is labelled at its ends.</summary>
    private static string Label(Plot plot, int row) => row switch
    {
        0 => plot.Y.Label(plot.Y.High),
        Height - 1 => plot.Y.Label(plot.Y.Low),
        _ => "",
    };

    /// <summary>The panel's title tells what accuracies are of.</summary>
    private static string Name(PlotLine line) => line.Name?.Replace(" pixel accuracy", "").Replace("test mIoU", "mIoU") ?? "steps";

    private static int Color(PlotLine line) => line.Faint ? 0 : 1 + Array.IndexOf([Ink.Blue, Ink.Orange, Ink.Green], line.Color);
}
