namespace ShapeNet.Runtime;

/// <summary>What a network's outputs come to against labels: <see cref="Predictor{TInput, TOutput}.TakeScores"/>.</summary>
public sealed class PredictionScores
{
    private readonly long[] counts;

    /// <summary>Scores.</summary>
    /// <param name="images">The images that were scored.</param>
    /// <param name="lossSum">The sum of their losses.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="counts">A row for each label, then one for the ignored label; a column for each predicted class.</param>
    internal PredictionScores(int images, double lossSum, int classes, long[] counts)
    {
        (Images, LossSum, Classes) = (images, lossSum, classes);
        this.counts = counts;
    }

    /// <summary>The images that were scored.</summary>
    public int Images { get; }

    /// <summary>The sum over images of the mean cross-entropy of the positions that count in the loss; an image where none counts adds 0.</summary>
    public double LossSum { get; }

    /// <summary>The mean loss of an image; not a number where there was none.</summary>
    public double Loss => LossSum / Images;

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>The confusion matrix: how many positions of a label were predicted as a class.</summary>
    /// <param name="label">The label: a class.</param>
    /// <param name="prediction">The class that was predicted: that of the largest logit; of equal ones, the first.</param>
    public long this[int label, int prediction]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(label);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, Classes);
            return Count(label, prediction);
        }
    }

    /// <summary>How many positions with the ignored label were predicted as a class.</summary>
    /// <param name="prediction">The class that was predicted.</param>
    public long Ignored(int prediction) => Count(Classes, prediction);

    /// <summary>How many counts there are.</summary>
    /// <param name="classes">How many classes there are.</param>
    internal static int Cells(int classes) => (classes + 1) * classes;

    private long Count(int row, int prediction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prediction);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(prediction, Classes);
        return counts[(row * Classes) + prediction];
    }
}
