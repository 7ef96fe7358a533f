using System.CommandLine;
using System.Globalization;
using Fcn.Data;
using Fcn.Inference;
using Fcn.Metrics;
using Fcn.Shapes;
using Fcn.Training;
using ShapeNet.Runtime;
using Spectre.Console;

namespace Fcn.Commands;

/// <summary><c>fcn eval</c>: loss, pixel accuracy and intersection over union on the validation images.</summary>
internal sealed class EvalCommand : FcnCommand
{
    private readonly Option<string> weights = CommonOptions.Weights();
    private readonly Option<string?> data = CommonOptions.Data();
    private readonly Option<string> net = CommonOptions.Network();
    private readonly Option<int> batch = NumberOptions.WholeNumber("--batch", "Images in a batch.", minimum: 1, defaultValue: 4);
    private readonly Option<VoidHandling?> voidHandling = CommonOptions.Void();
    private readonly WindowOptions windows = new();
    private readonly Option<string> device = CommonOptions.Device();

    private readonly Option<bool> full = new("--full")
    {
        Description = "Evaluate every pixel of every image, in windows that cover it, instead of one crop of each image that is large enough.",
    };

    private readonly Option<int?> threads = CommonOptions.Threads();

    public EvalCommand(Terminal terminal)
        : base(terminal, "eval", "Evaluate a network on the validation images. --void decides for loss and IoU; pixel accuracy is told both ways.") =>
        AddOptions([weights, data, net, batch, voidHandling, full, .. windows.All, device, threads]);

    protected override int Run(ParseResult arguments)
    {
        var network = NetworkCatalog.Find(arguments.GetRequiredValue(net));
        var chosen = DataChoice.Open(arguments.GetValue(data), Terminal.CreateDownloader());
        var handling = arguments.GetValue(voidHandling) ?? Recipes.Settings(chosen.Recipe).Void;
        var isFull = arguments.GetValue(full);
        var dataset = VocDataset.Open(chosen.Folder, VocSplit.Val, isFull ? 1 : S320x480.Dimensions[0], isFull ? 1 : S320x480.Dimensions[1]);
        using var opened = CommonOptions.OpenDevice(arguments.GetRequiredValue(device), arguments.GetValue(threads)).Device;
        using var predictor = network.CreatePredictor(opened, Math.Min(arguments.GetValue(batch), dataset.Samples.Count));
        predictor.LoadWeights(arguments.GetRequiredValue(weights));
        using var interrupt = new Interrupt();
        var measured = isFull
            ? new FullImageEvaluator<S3x320x480, S21x320x480>(windows.Create(arguments, predictor), dataset, handling).Evaluate(interrupt.Token)
            : EvaluateCrops(predictor, dataset, handling, interrupt.Token);
        if (measured is not { } evaluation)
            return ExitCode.Interrupted;

        if (WantsJson(arguments))
            WriteJson(EvaluationRecord.ToData(chosen.Source, handling, evaluation));
        else
            Draw(chosen, handling, evaluation);
        return ExitCode.Done;
    }

    private static Evaluation? EvaluateCrops(
        Predictor<S3x320x480, S21x320x480> predictor, VocDataset dataset, VoidHandling handling, CancellationToken interrupt)
    {
        using var evaluator = new Evaluator<S3x320x480, S21x320x480, S320x480>(predictor, dataset, handling);
        return evaluator.Evaluate(interrupt);
    }

    private void Draw(DataChoice chosen, VoidHandling handling, Evaluation evaluation)
    {
        var console = Terminal.Console;
        var metrics = evaluation.Confusion.Compute(handling);
        var scores = Scores.Of(evaluation.Confusion, handling);
        console.WriteLine($"{chosen.Folder}: {evaluation.Images} validation images. {chosen.Reason}");
        var classes = new Table { Border = TableBorder.None };
        classes.AddColumns(new TableColumn("class"), new TableColumn("IoU").RightAligned(), new TableColumn("accuracy").RightAligned());
        for (var i = 0; i < VocPalette.Classes; i++)
            classes.AddRow(VocPalette.Names[i], Number(metrics.IoU[i]), Number(metrics.Accuracy[i]));
        console.Write(classes);

        var totals = new Table { Border = TableBorder.None, ShowHeaders = false };
        totals.AddColumns(new TableColumn(""), new TableColumn("").RightAligned());
        totals.AddRow($"loss, void {Words(handling)}", Number(evaluation.Loss));
        totals.AddRow("pixel accuracy, void as background", Number(scores.PixelAccuracyVoidAsBackground));
        totals.AddRow("pixel accuracy, void ignored", Number(scores.PixelAccuracyVoidIgnored));
        totals.AddRow($"mean class accuracy, void {Words(handling)}", Number(scores.MeanAccuracy));
        totals.AddRow($"mIoU, void {Words(handling)}", Number(scores.MeanIoU));
        totals.AddRow($"frequency-weighted IoU, void {Words(handling)}", Number(scores.FrequencyWeightedIoU));
        console.Write(totals);
    }

    private static string Words(VoidHandling handling) => handling == VoidHandling.Background ? "as background" : "ignored";

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.0000");
}
