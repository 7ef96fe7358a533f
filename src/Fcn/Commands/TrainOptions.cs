using System.CommandLine;
using Fcn.Data;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>
/// The options of <c>fcn train</c> that say how to train. What is not given follows from the recipe, the recipe from the
/// data; a run that is taken up again goes by its checkpoint.
/// </summary>
internal sealed class TrainOptions
{
    private readonly Option<Recipe?> recipe = CommonOptions.Choice<Recipe>("--recipe", "Where values come from that no option gives. [default: chapter; on the synthetic set synthetic]");
    private readonly Option<int?> epochs = NumberOptions.WholeNumber("--epochs", Told("How often the images are gone through.", settings => settings.Epochs), minimum: 1);
    private readonly Option<int?> batch = NumberOptions.WholeNumber("--batch", Told("Images in a step.", settings => settings.BatchSize), minimum: 1);
    private readonly Option<bool?> dropLast = CommonOptions.Switch("--drop-last", Told("Whether an epoch's images that fill no batch are left out, or make a smaller one.", settings => settings.DropLast));
    private readonly Option<float?> learningRate = NumberOptions.RealNumber("--lr", Told("Learning rate, for the gradient of the loss summed over the batch.", settings => settings.Sgd.LearningRate));
    private readonly Option<LearningRateSchedule?> schedule = CommonOptions.Choice<LearningRateSchedule>("--lr-schedule", Told("Whether the learning rate stays, or falls to 0 as (1 − step/steps) to a power.", settings => settings.Schedule));
    private readonly Option<float?> power = NumberOptions.RealNumber("--lr-power", Told("The power of --lr-schedule poly.", settings => settings.SchedulePower));
    private readonly Option<float?> weightDecay = NumberOptions.RealNumber("--weight-decay", Told("Weight decay.", settings => settings.Sgd.WeightDecay));
    private readonly Option<float?> momentum = NumberOptions.RealNumber("--momentum", Told("Momentum.", settings => settings.Sgd.Momentum));
    private readonly Option<float?> minScale = NumberOptions.RealNumber("--min-scale", Told("The smallest factor by which images are resized before they are cropped.", settings => settings.MinScale));
    private readonly Option<float?> maxScale = NumberOptions.RealNumber("--max-scale", Told("The largest factor.", settings => settings.MaxScale));
    private readonly Option<bool?> flip = CommonOptions.Switch("--flip", Told("Whether half of the crops are mirrored.", settings => settings.Flip));
    private readonly Option<SmallImages?> smallImages = CommonOptions.Choice<SmallImages>("--small-images", Told("Whether images smaller than a crop are left out, or filled up with mean colour and void.", settings => settings.SmallImages));
    private readonly Option<VoidHandling?> voidHandling = CommonOptions.Choice<VoidHandling>("--void", Told("What pixels of no class count as.", settings => settings.Void));
    private readonly Option<HeadInitialization?> head = CommonOptions.Choice<HeadInitialization>("--head-init", Told("First values of the last transposed convolution.", settings => settings.Head));
    private readonly Option<ulong?> seed = NumberOptions.Seed(Told("What first values, order and crops follow from.", settings => settings.Seed));
    private readonly Option<int?> checkpointEvery = NumberOptions.WholeNumber("--checkpoint-every", "Steps between checkpoints; besides, one is written after every epoch.", minimum: 1);

    /// <summary>The options, in the order in which the help lists them.</summary>
    public Option[] All =>
    [
        recipe, epochs, batch, dropLast, learningRate, schedule, power, weightDecay, momentum, minScale, maxScale, flip, smallImages,
        voidHandling, head, seed, checkpointEvery,
    ];

    /// <summary>The settings of a new run.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="recipeOfData">The data's recipe, for when none was chosen.</param>
    /// <exception cref="InputException">Two options contradict each other.</exception>
    public TrainingSettings Read(ParseResult arguments, Recipe recipeOfData) =>
        ReadOver(arguments, Recipes.Settings(arguments.GetValue(recipe) ?? recipeOfData));

    /// <summary>The settings of a run that is taken up again: the checkpoint's, with what may change in the middle of a run.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="checkpoint">The settings of the checkpoint.</param>
    /// <exception cref="InputException">An option contradicts the checkpoint.</exception>
    public TrainingSettings Continue(ParseResult arguments, TrainingSettings checkpoint)
    {
        var settings = ReadOver(arguments, checkpoint);
        ThrowUnlessSame(recipe, arguments.GetValue(recipe) ?? checkpoint.Recipe, checkpoint.Recipe);
        ThrowUnlessSame(batch, settings.BatchSize, checkpoint.BatchSize);
        ThrowUnlessSame(dropLast, settings.DropLast, checkpoint.DropLast);
        ThrowUnlessSame(minScale, settings.MinScale, checkpoint.MinScale);
        ThrowUnlessSame(maxScale, settings.MaxScale, checkpoint.MaxScale);
        ThrowUnlessSame(flip, settings.Flip, checkpoint.Flip);
        ThrowUnlessSame(smallImages, settings.SmallImages, checkpoint.SmallImages);
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
            throw new InputException($"{option.Name} {Text(value)}: the run was begun with {Text(begun)}; --resume goes on as it began");
    }

    private TrainingSettings ReadOver(ParseResult arguments, TrainingSettings defaults)
    {
        var settings = defaults with
        {
            Epochs = arguments.GetValue(epochs) ?? defaults.Epochs,
            BatchSize = arguments.GetValue(batch) ?? defaults.BatchSize,
            DropLast = arguments.GetValue(dropLast) ?? defaults.DropLast,
            Sgd = new SgdOptions(
                arguments.GetValue(learningRate) ?? defaults.Sgd.LearningRate,
                arguments.GetValue(momentum) ?? defaults.Sgd.Momentum,
                arguments.GetValue(weightDecay) ?? defaults.Sgd.WeightDecay),
            Schedule = arguments.GetValue(schedule) ?? defaults.Schedule,
            SchedulePower = arguments.GetValue(power) ?? defaults.SchedulePower,
            MinScale = arguments.GetValue(minScale) ?? defaults.MinScale,
            MaxScale = arguments.GetValue(maxScale) ?? defaults.MaxScale,
            Flip = arguments.GetValue(flip) ?? defaults.Flip,
            SmallImages = arguments.GetValue(smallImages) ?? defaults.SmallImages,
            Void = arguments.GetValue(voidHandling) ?? defaults.Void,
            Head = arguments.GetValue(head) ?? defaults.Head,
            Seed = arguments.GetValue(seed) ?? defaults.Seed,
            CheckpointEvery = arguments.GetValue(checkpointEvery) ?? defaults.CheckpointEvery,
        };
        if (settings.MinScale <= 0)
            throw new InputException($"--min-scale {Text(settings.MinScale)}: images can only be resized by more than 0");
        return settings.MinScale <= settings.MaxScale
            ? settings
            : throw new InputException($"--min-scale {Text(settings.MinScale)}: larger than --max-scale {Text(settings.MaxScale)}");
    }

    /// <summary>A description with each recipe's value, or with one where all agree.</summary>
    private static string Told<T>(string description, Func<TrainingSettings, T> value)
    {
        var values = Enum.GetValues<Recipe>().Select(recipe => (Recipe: Text(recipe), Value: Text(value(Recipes.Settings(recipe))))).ToArray();
        return values.DistinctBy(pair => pair.Value).Count() == 1
            ? $"{description} [default: {values[0].Value}]"
            : $"{description} [{string.Join(", ", values.Select(pair => $"{pair.Recipe}: {pair.Value}"))}]";
    }

    private static string Text<T>(T value) => FormattableString.Invariant($"{value}").ToLowerInvariant();
}
