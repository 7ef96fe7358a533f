using System.CommandLine;
using Fcn.Data;
using Fcn.Shapes;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary><c>fcn train</c>: trains a network, or goes on with a run that was interrupted.</summary>
internal sealed class TrainCommand : FcnCommand
{
    private readonly Option<string?> data = CommonOptions.Data();
    private readonly Option<string> net = CommonOptions.Network();
    private readonly TrainOptions training = new();
    private readonly Option<string> device = CommonOptions.Device();
    private readonly Option<int?> threads = CommonOptions.Threads();

    private readonly Option<string?> pretrained = new("--pretrained")
    {
        Description = "Weights of the backbone: a .safetensors file with torchvision's names for ResNet-18.",
        HelpName = "FILE",
    };

    private readonly Option<string?> initFrom = new("--init-from")
    {
        Description = "Weights to begin with, of any of the networks: what has the same name and shape is taken, such as a coarser network's backbone and scores.",
        HelpName = "FILE",
    };

    private readonly Option<string?> output = new("--out")
    {
        Description = $"The run's folder. Unless said: ./{RunFolder.Parent}/NET-DATA-NUMBER.",
        HelpName = "DIR",
    };

    private readonly Option<bool> resume = new("--resume")
    {
        Description = $"Go on with the run in --out, or with the latest one in ./{RunFolder.Parent}, from its checkpoint.",
    };

    public TrainCommand(Terminal terminal)
        : base(terminal, "train", "Train a network. Ctrl-C writes a checkpoint first.") =>
        AddOptions([data, net, .. training.All, pretrained, initFrom, output, resume, device, threads]);

    protected override int Run(ParseResult arguments)
    {
        var begun = arguments.GetValue(resume) ? RunFolder.Find(arguments.GetValue(output)) : null;
        return begun is null ? Begin(arguments) : Continue(arguments, begun);
    }

    private int Begin(ParseResult arguments)
    {
        RunFolder.ThrowIfTaken(arguments.GetValue(output));
        if (arguments.GetValue(pretrained) is not null && arguments.GetValue(initFrom) is { } second)
            throw new InputException($"--init-from {second}: --pretrained gives the first weights; only one of the two can");
        var progress = CreateProgress(arguments);
        var network = NetworkCatalog.Find(arguments.GetRequiredValue(net));
        using var opened = OpenDevice(arguments, progress);
        var chosen = DataChoice.Open(arguments.GetValue(data));
        var settings = training.Read(arguments, chosen.Recipe);
        var images = OpenData(chosen, settings, progress);
        using var trainer = network.CreateTrainer(opened, Math.Min(settings.BatchSize, images.Train.Samples.Count), settings.Seed);
        var weights = LoadFirstWeights(arguments, trainer, progress);
        if (settings.Head == HeadInitialization.Xavier)
            FirstWeights.InitializeHeadWithXavier(trainer);

        var folder = RunFolder.Create(arguments.GetValue(output), $"{network.Name}-{chosen.Name}");
        RunRecord.Write(folder, Typed(arguments), network.Definition.Name, chosen.Source, opened.Description, weights, settings);
        return Train(network, opened, trainer, images, settings, folder, checkpoint: null, progress);
    }

    private int Continue(ParseResult arguments, RunFolder folder)
    {
        var progress = CreateProgress(arguments);
        var checkpoint = Checkpoint.Read(folder.Checkpoint);
        var network = NetworkCatalog.FindDefinition(checkpoint.Network)
            ?? throw new InputException($"{folder.Checkpoint}: a checkpoint of {checkpoint.Network}, which this program does not train");
        if (arguments.GetResult(net) is { Implicit: false })
            TrainOptions.ThrowUnlessSame(net, arguments.GetRequiredValue(net), network.Name);
        foreach (var option in (ReadOnlySpan<Option<string?>>)[pretrained, initFrom])
        {
            if (arguments.GetValue(option) is { } file)
                throw new InputException($"{option.Name} {file}: --resume takes all weights from the checkpoint");
        }

        var settings = training.Continue(arguments, CheckpointNotes.ReadSettings(checkpoint, folder.Checkpoint));
        using var opened = OpenDevice(arguments, progress);
        var chosen = DataChoice.Open(CheckpointNotes.ReadData(checkpoint, folder.Checkpoint));
        if (arguments.GetValue(data) is { } request)
            TrainOptions.ThrowUnlessSame(data, DataChoice.Open(request).Source, chosen.Source);
        var images = OpenData(chosen with { Reason = "The run was begun with it." }, settings, progress);
        using var trainer = network.CreateTrainer(opened, Math.Min(settings.BatchSize, images.Train.Samples.Count), settings.Seed);
        trainer.LoadCheckpoint(folder.Checkpoint);
        progress.Chosen("weights", folder.Checkpoint, $"The run goes on after epoch {checkpoint.Epoch}, step {checkpoint.Step}.");
        RunRecord.Write(folder, Typed(arguments), network.Definition.Name, chosen.Source, opened.Description, folder.Checkpoint, settings);
        return Train(network, opened, trainer, images, settings, folder, checkpoint, progress);
    }

    private static int Train(
        NetworkEntry network,
        Device opened,
        Trainer<S3x320x480, S21x320x480, S320x480> trainer,
        TrainingData images,
        TrainingSettings settings,
        RunFolder folder,
        Checkpoint? checkpoint,
        ITrainingProgress progress)
    {
        progress.Network(network.Definition);
        using var predictor = network.CreatePredictor(opened, Math.Min(trainer.Capacity, images.Val.Samples.Count));
        using var run = new TrainingRun<S3x320x480, S21x320x480, S320x480>(
            trainer, predictor, images, settings, folder, checkpoint, progress);
        using var interrupt = new Interrupt();
        return run.Run(interrupt.Token) ? ExitCode.Done : ExitCode.Interrupted;
    }

    private ITrainingProgress CreateProgress(ParseResult arguments) =>
        WantsJson(arguments) ? new JsonProgress(Terminal.Output)
        : Terminal.IsInteractive && Terminal.Console.Profile.Capabilities.Ansi ? new LiveProgress(Terminal.Console)
        : new PlainProgress(Terminal.Console);

    private Device OpenDevice(ParseResult arguments, ITrainingProgress progress)
    {
        var (opened, reason) = CommonOptions.OpenDevice(arguments.GetRequiredValue(device), arguments.GetValue(threads));
        progress.Chosen("device", opened.Description, reason);
        return opened;
    }

    /// <summary>Takes the first weights from a file, if one was given.</summary>
    /// <returns>The file.</returns>
    private string? LoadFirstWeights(ParseResult arguments, Trainer trainer, ITrainingProgress progress)
    {
        if (arguments.GetValue(pretrained) is { } backbone)
        {
            progress.Chosen("weights", backbone, FirstWeights.LoadBackbone(trainer, backbone));
            return backbone;
        }

        if (arguments.GetValue(initFrom) is not { } file)
            return null;
        progress.Chosen("weights", file, FirstWeights.LoadShared(trainer, file));
        return file;
    }

    private static TrainingData OpenData(DataChoice chosen, TrainingSettings settings, ITrainingProgress progress)
    {
        var (height, width) = (S320x480.Dimensions[0], S320x480.Dimensions[1]);
        var pads = settings.SmallImages == SmallImages.Pad;
        var train = VocDataset.Open(chosen.Folder, VocSplit.Train, pads ? 1 : height, pads ? 1 : width);
        var val = VocDataset.Open(chosen.Folder, VocSplit.Val, height, width);
        progress.Chosen(
            "data", $"{chosen.Folder}: {train.Samples.Count} images to train on, {val.Samples.Count} to test on{Dropped(train.TooSmall + val.TooSmall)}", chosen.Reason);
        return new(chosen.Source, train, val);
    }

    private static string Dropped(int images) => images == 0 ? "" : $", {images} smaller than a crop left out";

    private static IEnumerable<string> Typed(ParseResult arguments) => arguments.Tokens.Select(token => token.Value);
}
