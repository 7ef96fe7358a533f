using System.CommandLine;
using Fcn.Data;
using Fcn.Pretrained;
using Fcn.Shapes;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary><c>fcn train</c>: trains a network, or goes on with a run that was interrupted.</summary>
internal sealed class TrainCommand : FcnCommand
{
    private readonly DataOptions data = new();
    private readonly Option<string> net = CommonOptions.Network();
    private readonly TrainOptions training = new();
    private readonly Option<string> device = CommonOptions.Device();
    private readonly Option<int?> threads = CommonOptions.Threads();

    private readonly Option<string?> pretrained = new("--pretrained")
    {
        Description = "Weights of the backbone: a .pth or .safetensors file with torchvision's names for ResNet-18, or the name of published ones, which are downloaded once.",
        HelpName = $"FILE|{string.Join('|', PretrainedWeights.Names)}",
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
        AddOptions([.. data.All, net, .. training.All, pretrained, initFrom, output, resume, device, threads]);

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
        var chosen = data.Open(arguments, Terminal);
        var settings = training.Read(arguments, chosen.Recipe);
        var (first, isBackbone) = FindFirstWeights(arguments);
        var images = OpenData(arguments, chosen, settings, progress);
        using var trainer = network.CreateTrainer(opened, Math.Min(settings.BatchSize, images.Train.Samples.Count), settings.Seed);
        if (first is not null)
            progress.Chosen("weights", first, isBackbone ? FirstWeights.LoadBackbone(trainer, first) : FirstWeights.LoadShared(trainer, first));
        if (settings.Head == HeadInitialization.Xavier)
            FirstWeights.InitializeHeadWithXavier(trainer);

        var folder = RunFolder.Create(arguments.GetValue(output), $"{network.Name}-{chosen.Name}");
        RunRecord.Write(folder, Typed(arguments), network.Definition.Name, chosen.Source, opened.Description, first, settings);
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
        var chosen = data.Reopen(arguments, CheckpointNotes.ReadData(checkpoint, folder.Checkpoint), Terminal);
        var images = OpenData(arguments, chosen with { Reason = "The run was begun with it." }, settings, progress);
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

    /// <summary>The file that the first weights are in, if one was asked for, and whether it is a backbone's.</summary>
    private (string? File, bool IsBackbone) FindFirstWeights(ParseResult arguments) =>
        arguments.GetValue(pretrained) is { } request
            ? (PretrainedWeights.Find(request, Terminal.CreateDownloader()), true)
            : (arguments.GetValue(initFrom), false);

    private TrainingData OpenData(ParseResult arguments, DataChoice chosen, TrainingSettings settings, ITrainingProgress progress)
    {
        var (height, width) = (S320x480.Dimensions[0], S320x480.Dimensions[1]);
        var pads = settings.SmallImages == SmallImages.Pad;
        var cache = data.Cache(arguments);
        var train = VocDataset.Open(chosen.Folder, VocSplit.Train, pads ? 1 : height, pads ? 1 : width, chosen.TrainList, cache);
        var val = VocDataset.Open(chosen.Folder, VocSplit.Val, height, width, cache: cache);
        if (settings.DropLast && train.Samples.Count < settings.BatchSize)
            throw new InputException($"--batch {settings.BatchSize}: {chosen.Folder} has fewer images to train on ({train.Samples.Count}); choose a smaller batch, or --drop-last false");
        progress.Chosen(
            "data", $"{chosen.Folder}: {train.Samples.Count} images to train on, {val.Samples.Count} to test on{Dropped(train.TooSmall + val.TooSmall)}{(train.HeldBack == 0 ? "" : $", {train.HeldBack} of VOC's validation list not trained on")}", chosen.Reason);
        return new(chosen.Source, train, val);
    }

    private static string Dropped(int images) => images == 0 ? "" : $", {images} smaller than a crop left out";

    private static IEnumerable<string> Typed(ParseResult arguments) => arguments.Tokens.Select(token => token.Value);
}
