using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Tests.Commands;

/// <summary>Remembers what a training run reported, and interrupts it when a step is reached.</summary>
internal sealed class RecordingProgress(long interruptAfterStep = long.MaxValue) : ITrainingProgress, IDisposable
{
    private readonly CancellationTokenSource interrupt = new();

    public CancellationToken Interrupt => interrupt.Token;

    public List<StepProgress> Steps { get; } = [];

    public List<EpochProgress> Epochs { get; } = [];

    public TrainingSummary? Summary { get; private set; }

    public long? InterruptedAt { get; private set; }

    /// <summary>Called after each step.</summary>
    public Action<StepProgress>? OnStep { get; init; }

    public void Chosen(string what, string choice, string reason)
    {
    }

    public void Network(NetworkDefinition definition)
    {
    }

    public void Run(TrainingPlan plan, Action training) => training();

    public void Stepped(StepProgress step)
    {
        Steps.Add(step);
        OnStep?.Invoke(step);
        if (step.Step == interruptAfterStep)
            interrupt.Cancel();
    }

    public void Evaluated(EpochProgress epoch) => Epochs.Add(epoch);

    public void Interrupted(string checkpoint, long step) => InterruptedAt = step;

    public void Finished(TrainingSummary summary) => Summary = summary;

    public void Dispose() => interrupt.Dispose();
}
