namespace Fcn.Training;

/// <summary>A set of defaults for training; every one of them has an option of its own.</summary>
internal enum Recipe
{
    /// <summary>The D2L chapter's "Fully Convolutional Networks".</summary>
    Chapter,

    /// <summary>What the field's reference trainers do: momentum, a falling learning rate, scaled and mirrored crops, void left out.</summary>
    Reference,

    /// <summary>What training the networks from nothing on the synthetic set takes.</summary>
    Synthetic,
}

/// <summary>The settings of the recipes.</summary>
internal static class Recipes
{
    private const float ReferenceBatch = 16;

    /// <summary>A recipe's settings.</summary>
    public static TrainingSettings Settings(Recipe recipe) => recipe switch
    {
        Recipe.Chapter => new(),
        Recipe.Reference => Reference,
        Recipe.Synthetic => Synthetic,
        _ => throw new ArgumentOutOfRangeException(nameof(recipe)),
    };

    /// <summary>
    /// Torchvision's and the FCN papers' way. The learning rate is 0.01 for the gradient of the batch's mean loss; the one
    /// here is for its sum over images.
    /// </summary>
    private static TrainingSettings Reference { get; } = new()
    {
        Recipe = Recipe.Reference,
        Epochs = 30,
        BatchSize = (int)ReferenceBatch,
        Sgd = new(0.01f / ReferenceBatch, Momentum: 0.9f, WeightDecay: 1e-4f),
        Schedule = LearningRateSchedule.Poly,
        MinScale = 0.5f,
        MaxScale = 2,
        Flip = true,
        SmallImages = SmallImages.Pad,
        Void = Data.VoidHandling.Ignore,
    };

    /// <summary>
    /// Many short steps with momentum, on a learning rate that falls in a straight line to nothing. Void borders lie
    /// around every object, so counting them as background would teach wrong edges.
    /// </summary>
    private static TrainingSettings Synthetic { get; } = new()
    {
        Recipe = Recipe.Synthetic,
        Epochs = 5,
        BatchSize = 2,
        DropLast = false,
        Sgd = new(0.005f, Momentum: 0.9f, WeightDecay: 0.0005f),
        Schedule = LearningRateSchedule.Poly,
        SchedulePower = 1,
        Void = Data.VoidHandling.Ignore,
    };
}
