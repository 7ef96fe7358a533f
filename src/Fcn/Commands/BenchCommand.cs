using System.CommandLine;
using System.Diagnostics;
using Fcn.Data;
using Fcn.Metrics;
using Fcn.Shapes;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary><c>fcn bench</c>: times training steps or inference on random images.</summary>
internal sealed class BenchCommand : FcnCommand
{
    private const ulong Seed = 0;

    private static readonly SgdOptions Sgd = new(0.001f, Momentum: 0, WeightDecay: 0.001f);

    private readonly Option<string> mode = CommonOptions.OneOf(
        "--mode", "What is timed: training steps (forward, loss, backward, update) or inference.", "train", "infer");

    private readonly Option<string> net = CommonOptions.Network();
    private readonly Option<int> batch = NumberOptions.WholeNumber("--batch", "Images in the batch.", minimum: 1, defaultValue: 4);
    private readonly Option<int> steps = NumberOptions.WholeNumber("--steps", "Timed repetitions.", minimum: 1, defaultValue: 5);
    private readonly Option<int> warmup = NumberOptions.WholeNumber("--warmup", "Repetitions before, which are not timed.", minimum: 0, defaultValue: 2);
    private readonly Option<string> device = CommonOptions.Device();
    private readonly Option<int?> threads = CommonOptions.Threads();

    private readonly Option<bool> perLayer = new("--per-layer")
    {
        Description = "Time every layer's kernels and hold them against what the device could do at most: a table, or --json.",
    };

    public BenchCommand(Terminal terminal)
        : base(terminal, "bench", "Time training steps or inference on random images. The result is JSON, with --per-layer a table unless --json is given.") =>
        AddOptions(mode, net, batch, steps, warmup, perLayer, device, threads);

    protected override int Run(ParseResult arguments)
    {
        var network = NetworkCatalog.Find(arguments.GetRequiredValue(net));
        var capacity = arguments.GetValue(batch);
        if (capacity > Array.MaxLength / S21x320x480.Elements)
            throw new InputException($"--batch {capacity}: at most {Array.MaxLength / S21x320x480.Elements} images of {S21x320x480.Text} fit into one tensor");
        using var opened = CommonOptions.OpenDevice(arguments.GetRequiredValue(device), arguments.GetValue(threads)).Device;
        var (images, labels) = RandomBatch(capacity);
        var trains = arguments.GetRequiredValue(mode) == "train";
        if (arguments.GetValue(perLayer))
        {
            WritePerLayer(network, opened, images, labels, trains, arguments);
            return ExitCode.Done;
        }

        var (times, arenaBytes) = trains
            ? TimeTraining(network, opened, images, labels, arguments)
            : TimeInference(network, opened, images, arguments);

        var median = times.Length % 2 == 1 ? times[times.Length / 2] : (times[(times.Length / 2) - 1] + times[times.Length / 2]) / 2;
        WriteJson(new
        {
            mode = arguments.GetRequiredValue(mode),
            device = opened.Description,
            network = network.Name,
            batch = capacity,
            medianSeconds = median,
            minSeconds = times[0],
            maxSeconds = times[^1],
            imagesPerSecond = capacity / median,
            peakBytes = opened is CpuDevice ? PeakBytes() : arenaBytes,
        });
        return ExitCode.Done;
    }

    private (double[] Times, long ArenaBytes) TimeTraining(NetworkEntry network, Device opened, Batch<S3x320x480> images, Labels<S320x480> labels, ParseResult arguments)
    {
        using var trainer = network.CreateTrainer(opened, images.Count, Seed);
        // As in training, a GPU computes on one batch while the next is copied: a step waits for the one of two before, and keeps its pace.
        // Where none was before, it is waited for itself.
        Action step = arguments.GetValue(warmup) >= 2 ? () => trainer.Enqueue(images, labels, Sgd) : () => trainer.Step(images, labels, Sgd);
        var times = Time(arguments, step);
        trainer.TakeResults();
        return (times, trainer.ArenaBytes);
    }

    private (double[] Times, long ArenaBytes) TimeInference(NetworkEntry network, Device opened, Batch<S3x320x480> images, ParseResult arguments)
    {
        using var predictor = network.CreatePredictor(opened, images.Count);
        predictor.Initialize(Seed);
        var logits = new Batch<S21x320x480>(images.Count);
        return (Time(arguments, () => predictor.Predict(images, logits)), predictor.ArenaBytes);
    }

    private void WritePerLayer(
        NetworkEntry network, Device opened, Batch<S3x320x480> images, Labels<S320x480> labels, bool trains, ParseResult arguments)
    {
        var limits = opened.MeasureLimits();
        LaunchProfile profile;
        if (trains)
        {
            using var trainer = network.CreateTrainer(opened, images.Count, Seed);
            profile = Measure(arguments, trainer, () => trainer.Step(images, labels, Sgd));
        }
        else
        {
            using var predictor = network.CreatePredictor(opened, images.Count);
            predictor.Initialize(Seed);
            var logits = new Batch<S21x320x480>(images.Count);
            profile = Measure(arguments, predictor, () => predictor.Predict(images, logits));
        }

        var times = LayerTime.Of(profile, images.Count);
        if (WantsJson(arguments))
            WriteJson(LayerTimeTable.ToData(arguments.GetRequiredValue(mode), network.Name, opened, images.Count, arguments.GetValue(steps), limits, times));
        else
            LayerTimeTable.Draw(Terminal.Console, network.Definition.Name, opened, images.Count, arguments.GetValue(steps), limits, times);
    }

    private LaunchProfile Measure(ParseResult arguments, NetworkOnDevice onDevice, Action work)
    {
        for (var i = 0; i < arguments.GetValue(warmup); i++)
            work();
        var profile = new LaunchProfile(onDevice.ReadPlan().Program);
        onDevice.Profile = profile;
        for (var i = 0; i < arguments.GetValue(steps); i++)
            work();
        onDevice.Profile = null;
        return profile;
    }

    /// <summary>Seconds of each timed repetition, the shortest first.</summary>
    private double[] Time(ParseResult arguments, Action work)
    {
        for (var i = 0; i < arguments.GetValue(warmup); i++)
            work();
        var times = new double[arguments.GetValue(steps)];
        foreach (ref var time in times.AsSpan())
        {
            var start = Stopwatch.GetTimestamp();
            work();
            time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(times);
        return times;
    }

    private static (Batch<S3x320x480> Images, Labels<S320x480> Labels) RandomBatch(int count)
    {
        var random = new RandomStream(Seed, "bench");
        var images = new Batch<S3x320x480>(count);
        foreach (ref var value in images.Values)
            value = (float)random.NextDouble();
        var labels = new Labels<S320x480>(count);
        foreach (ref var label in labels.Values)
            label = random.NextInt32(VocPalette.Classes);
        return (images, labels);
    }

    /// <summary>The program's own memory; on a GPU, what it reserves there counts instead.</summary>
    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
