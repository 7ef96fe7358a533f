namespace ShapeNet.Runtime;

/// <summary>What a training step saw before it changed the parameters.</summary>
/// <param name="Images">Images in the batch.</param>
/// <param name="LossSum">The sum over images of the mean cross-entropy of the counted positions.</param>
/// <param name="Correct">Counted positions that were classified rightly.</param>
/// <param name="Counted">Positions whose label is not the ignored one.</param>
public readonly record struct StepResult(int Images, double LossSum, long Correct, long Counted)
{
    /// <summary>The mean loss of an image.</summary>
    public double Loss => LossSum / Images;

    /// <summary>The result of several steps.</summary>
    /// <param name="left">The result of some.</param>
    /// <param name="right">The result of others.</param>
    public static StepResult operator +(StepResult left, StepResult right) => Add(left, right);

    /// <summary>The share of counted positions that were classified rightly; not a number where none counted.</summary>
    public double Accuracy => (double)Correct / Counted;

    /// <summary>The result of several steps.</summary>
    /// <param name="left">The result of some.</param>
    /// <param name="right">The result of others.</param>
    public static StepResult Add(StepResult left, StepResult right) =>
        new(left.Images + right.Images, left.LossSum + right.LossSum, left.Correct + right.Correct, left.Counted + right.Counted);
}
