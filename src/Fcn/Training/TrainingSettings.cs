using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Training;

/// <summary>How the learning rate goes from step to step.</summary>
internal enum LearningRateSchedule
{
    /// <summary>It stays what it is.</summary>
    Constant,

    /// <summary>It falls to nothing after the last step: (1 − step / steps) to a power, in every step anew.</summary>
    Poly,
}

/// <summary>What becomes of training images that are smaller than a crop.</summary>
internal enum SmallImages
{
    /// <summary>They are left out, as in the D2L chapter.</summary>
    Drop,

    /// <summary>They are filled up to the crop's size with the mean colour, and the labels with void.</summary>
    Pad,
}

/// <summary>The first values of the transposed convolution that enlarges the scores to the image's size.</summary>
internal enum HeadInitialization
{
    /// <summary>Bilinear interpolation (Long et al. 2015): what the networks declare.</summary>
    Bilinear,

    /// <summary>Xavier (Glorot and Bengio 2010).</summary>
    Xavier,
}

/// <summary>How a network is trained. The defaults are those of the D2L chapter "Fully Convolutional Networks".</summary>
internal sealed record TrainingSettings
{
    /// <summary>The recipe that the values come from that nobody chose one by one.</summary>
    public Recipe Recipe { get; init; } = Recipe.Chapter;

    /// <summary>How often the images are gone through.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Images in a step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether the images that an epoch has left over for no full batch are left out, or make a last step of fewer images.</summary>
    public bool DropLast { get; init; } = true;

    /// <summary>The optimiser's options; the learning rate is the first step's.</summary>
    public SgdOptions Sgd { get; init; } = new(0.001f, Momentum: 0, WeightDecay: 0.001f);

    /// <summary>How the learning rate goes on from there.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>The power of <see cref="LearningRateSchedule.Poly"/>; with 1 the learning rate falls in a straight line.</summary>
    public float SchedulePower { get; init; } = 0.9f;

    /// <summary>The smallest factor by which training images are resized before they are cropped.</summary>
    public float MinScale { get; init; } = 1;

    /// <summary>The largest factor by which training images are resized before they are cropped.</summary>
    public float MaxScale { get; init; } = 1;

    /// <summary>Whether half of the training crops are mirrored.</summary>
    public bool Flip { get; init; }

    /// <summary>What becomes of training images that are smaller than a crop.</summary>
    public SmallImages SmallImages { get; init; } = SmallImages.Drop;

    /// <summary>What first values, dropout, order and crops follow from.</summary>
    public ulong Seed { get; init; }

    /// <summary>What pixels of no class count as, in the loss and in the metrics.</summary>
    public VoidHandling Void { get; init; } = VoidHandling.Background;

    /// <summary>The head's first values.</summary>
    public HeadInitialization Head { get; init; } = HeadInitialization.Bilinear;

    /// <summary>After how many steps a checkpoint is written, besides those at the ends of epochs; 0 for none.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>How training images become batches.</summary>
    public BatchOptions Batches => new()
    {
        BatchSize = BatchSize,
        DropLast = DropLast,
        Seed = Seed,
        Void = Void,
        MinScale = MinScale,
        MaxScale = MaxScale,
        Flip = Flip,
    };

    /// <summary>The optimiser's options of a step.</summary>
    /// <param name="step">How many steps came before.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    public SgdOptions SgdAt(long step, int stepsPerEpoch) => Schedule switch
    {
        LearningRateSchedule.Constant => Sgd,
        LearningRateSchedule.Poly => Sgd with
        {
            LearningRate = (float)(Sgd.LearningRate * Math.Pow(1 - (step / ((double)Epochs * stepsPerEpoch)), SchedulePower)),
        },
        _ => throw new InvalidOperationException($"There is no schedule {Schedule}."),
    };

    /// <summary>All settings by their names in records: what <c>run.json</c>, the start event and the report tell.</summary>
    public IReadOnlyDictionary<string, object> ToData() => new Dictionary<string, object>
    {
        ["recipe"] = Name(Recipe),
        ["epochs"] = Epochs,
        ["batch"] = BatchSize,
        ["dropLast"] = DropLast,
        ["learningRate"] = Sgd.LearningRate,
        ["momentum"] = Sgd.Momentum,
        ["weightDecay"] = Sgd.WeightDecay,
        ["schedule"] = Name(Schedule),
        ["schedulePower"] = SchedulePower,
        ["minScale"] = MinScale,
        ["maxScale"] = MaxScale,
        ["flip"] = Flip,
        ["smallImages"] = Name(SmallImages),
        ["void"] = Name(Void),
        ["head"] = Name(Head),
        ["seed"] = Seed,
    };

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
