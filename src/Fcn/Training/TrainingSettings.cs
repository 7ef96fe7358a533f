using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Training;

/// <summary>How the learning rate goes from step to step.</summary>
internal enum LearningRateSchedule
{
    /// <summary>It stays what it is.</summary>
    Constant,

    /// <summary>It falls in a straight line, to nothing after the last step.</summary>
    Linear,
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
    /// <summary>How often every image is seen.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Images in a step; the last step of an epoch may have fewer.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The optimiser's options; the learning rate is the first step's.</summary>
    public SgdOptions Sgd { get; init; } = new(0.001f, Momentum: 0, WeightDecay: 0.001f);

    /// <summary>How the learning rate goes on from there.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>What first values, dropout, order and crops follow from.</summary>
    public ulong Seed { get; init; }

    /// <summary>What pixels of no class count as, in the loss and in the metrics.</summary>
    public VoidHandling Void { get; init; } = VoidHandling.Background;

    /// <summary>The head's first values.</summary>
    public HeadInitialization Head { get; init; } = HeadInitialization.Bilinear;

    /// <summary>After how many steps a checkpoint is written, besides those at the ends of epochs; 0 for none.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>
    /// What training the networks from nothing on the synthetic set takes: many short steps with momentum, on a learning
    /// rate that falls to nothing. Void borders lie around every object, so counting them as background would teach wrong edges.
    /// </summary>
    public static TrainingSettings ForSyntheticData { get; } = new()
    {
        Epochs = 5,
        BatchSize = 2,
        Sgd = new(0.005f, Momentum: 0.9f, WeightDecay: 0.0005f),
        Schedule = LearningRateSchedule.Linear,
        Void = VoidHandling.Ignore,
    };

    /// <summary>The optimiser's options of a step.</summary>
    /// <param name="step">How many steps came before.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    public SgdOptions SgdAt(long step, int stepsPerEpoch) => Schedule switch
    {
        LearningRateSchedule.Constant => Sgd,
        LearningRateSchedule.Linear => Sgd with { LearningRate = (float)(Sgd.LearningRate * (1 - (step / ((double)Epochs * stepsPerEpoch)))) },
        _ => throw new InvalidOperationException($"There is no schedule {Schedule}."),
    };
}
