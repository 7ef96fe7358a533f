using Spectre.Console;

namespace Fcn.Training;

/// <summary>Shows a training run as lines, for files and pipes.</summary>
internal sealed class PlainProgress(IAnsiConsole console) : ConsoleProgress(console)
{
    private const int LinesPerEpoch = 10;

    private int stepsPerEpoch;
    private int epochs;

    public override void Run(TrainingPlan plan, Action training)
    {
        (stepsPerEpoch, epochs) = (plan.StepsPerEpoch, plan.Settings.Epochs);
        training();
    }

    public override void Stepped(StepProgress step)
    {
        var interval = (stepsPerEpoch + LinesPerEpoch - 1) / LinesPerEpoch;
        if (step.StepInEpoch % interval == 0 || step.StepInEpoch == stepsPerEpoch)
            Console.WriteLine($"epoch {step.Epoch}/{epochs}, step {step.StepInEpoch}/{stepsPerEpoch}: loss {Number(step.Loss)}, pixel accuracy {Number(step.PixelAccuracy)}, {Speed(step.ImagesPerSecond)} images/s, {Left(step.Remaining)}");
    }

    public override void Evaluated(EpochProgress epoch) => Console.WriteLine(
        $"epoch {epoch.Epoch}/{epochs} done: train loss {Number(epoch.TrainLoss)}, train pixel accuracy {Number(epoch.TrainPixelAccuracy)}, test loss {Number(epoch.TestLoss)}, test pixel accuracy {Number(epoch.Test.PixelAccuracy)}, mean class accuracy {Number(epoch.Test.MeanAccuracy)}, mIoU {Number(epoch.Test.MeanIoU)}, {Speed(epoch.ImagesPerSecond)} images/s");
}
