using System.CommandLine;
using Fcn.Data;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>The options of <c>fcn train</c> that say how to train. What is not given follows from the data, or from the checkpoint.</summary>
internal sealed class TrainOptions
{
    private readonly Option<int?> epochs = NumberOptions.WholeNumber("--epochs", Told("How often every image is seen.", settings => settings.Epochs), minimum: 1);
    private readonly Option<int?> batch = NumberOptions.WholeNumber("--batch", Told("Images in a step.", settings => settings.BatchSize), minimum: 1);
    private readonly Option<float?> learningRate = NumberOptions.RealNumber("--lr", Told("Learning rate, for the gradient of the loss summed over the batch.", settings => settings.Sgd.LearningRate));
    private readonly Option<LearningRateSchedule?> schedule = CommonOptions.Choice<LearningRateSchedule>("--schedule", Told("Whether the learning rate stays, or falls in a line to 0.", settings => settings.Schedule));
    private readonly Option<float?> weightDecay = NumberOptions.RealNumber("--weight-decay", Told("Weight decay.", settings => settings.Sgd.WeightDecay));
    private readonly Option<float?> momentum = NumberOptions.RealNumber("--momentum", Told("Momentum.", settings => settings.Sgd.Momentum));
    private readonly Option<VoidHandling?> voidHandling = CommonOptions.Choice<VoidHandling>("--void", Told("What pixels of no class count as.", settings => settings.Void));
    private readonly Option<HeadInitialization?> head = CommonOptions.Choice<HeadInitialization>("--head-init", Told("First values of the last transposed convolution.", settings => settings.Head));
    private readonly Option<ulong?> seed = NumberOptions.Seed(Told("What first values, order and crops follow from.", settings => settings.Seed));
    private readonly Option<int?> checkpointEvery = NumberOptions.WholeNumber("--checkpoint-every", "Steps between checkpoints; besides, one is written after every epoch.", minimum: 1);

    /// <summary>The options, in the order in which the help lists them.</summary>
    public Option[] All => [epochs, batch, learningRate, schedule, weightDecay, momentum, voidHandling, head, seed, checkpointEvery];

    /// <summary>The settings of a new run.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="defaults">What holds where nothing was.</param>
    public TrainingSettings Read(ParseResult arguments, TrainingSettings defaults) => defaults with
    {
        Epochs = arguments.GetValue(epochs) ?? defaults.Epochs,
        BatchSize = arguments.GetValue(batch) ?? defaults.BatchSize,
        Sgd = new SgdOptions(
            arguments.GetValue(learningRate) ?? defaults.Sgd.LearningRate,
            arguments.GetValue(momentum) ?? defaults.Sgd.Momentum,
            arguments.GetValue(weightDecay) ?? defaults.Sgd.WeightDecay),
        Schedule = arguments.GetValue(schedule) ?? defaults.Schedule,
        Void = arguments.GetValue(voidHandling) ?? defaults.Void,
        Head = arguments.GetValue(head) ?? defaults.Head,
        Seed = arguments.GetValue(seed) ?? defaults.Seed,
        CheckpointEvery = arguments.GetValue(checkpointEvery) ?? defaults.CheckpointEvery,
    };

    /// <summary>The settings of a run that is taken up again: the checkpoint's, with what may change in the middle of a run.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="checkpoint">The settings of the checkpoint.</param>
    /// <exception cref="InputException">An option contradicts the checkpoint.</exception>
    public TrainingSettings Continue(ParseResult arguments, TrainingSettings checkpoint)
    {
        var settings = Read(arguments, checkpoint);
        ThrowUnlessSame(batch, settings.BatchSize, checkpoint.BatchSize);
        ThrowUnlessSame(voidHandling, settings.Void, checkpoint.Void);
        ThrowUnlessSame(head, settings.Head, checkpoint.Head);
        ThrowUnlessSame(seed, settings.Seed, checkpoint.Seed);
        return settings;
    }

    /// <summary>Refuses to go on with something else than the run began with.</summary>
    /// <param name="option">The option that says so.</param>
    /// <param name="value">Its value.</param>
    /// <param name="begun">What the run began with.</param>
    public static void ThrowUnlessSame<T>(Option option, T value, T begun)
    {
        if (!EqualityComparer<T>.Default.Equals(value, begun))
            throw new InputException($"{option.Name} {value}: the run was begun with {begun}; --resume goes on as it began");
    }

    private static string Told<T>(string description, Func<TrainingSettings, T> value)
    {
        var (voc, synthetic) = (Text(value(new())), Text(value(TrainingSettings.ForSyntheticData)));
        return voc == synthetic ? $"{description} [default: {voc}]" : $"{description} [default: {voc}; on the synthetic set {synthetic}]";
    }

    private static string Text<T>(T value) => FormattableString.Invariant($"{value}").ToLowerInvariant();
}
