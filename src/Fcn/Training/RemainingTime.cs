namespace Fcn.Training;

/// <summary>Tells from the steps and evaluations so far how long the rest will take.</summary>
/// <param name="stepsPerEpoch">Steps in an epoch.</param>
/// <param name="epochs">Epochs in all.</param>
internal sealed class RemainingTime(int stepsPerEpoch, int epochs)
{
    // The first step also compiles the kernels: it says nothing about the others.
    private bool warm;
    private int steps;
    private TimeSpan stepTime;
    private TimeSpan evaluationTime;

    /// <summary>A step took this long.</summary>
    public void Stepped(TimeSpan elapsed)
    {
        if (warm)
            (steps, stepTime) = (steps + 1, stepTime + elapsed);
        warm = true;
    }

    /// <summary>An evaluation took this long.</summary>
    public void Evaluated(TimeSpan elapsed) => evaluationTime = elapsed;

    /// <summary>How long the rest will take; nothing until the second step is done.</summary>
    /// <param name="stepsDone">Steps done in all.</param>
    /// <param name="epochsDone">Epochs trained and evaluated.</param>
    public TimeSpan? Estimate(long stepsDone, int epochsDone) => steps == 0
        ? null
        : (stepTime / steps * (((long)stepsPerEpoch * epochs) - stepsDone)) + (evaluationTime * (epochs - epochsDone));
}
