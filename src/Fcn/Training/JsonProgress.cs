using Fcn.Commands;
using ShapeNet.Runtime;

namespace Fcn.Training;

/// <summary>Shows a training run to another program: one JSON object per line.</summary>
internal sealed class JsonProgress(TextWriter output) : ITrainingProgress
{
    public void Chosen(string what, string choice, string reason) => Write(new { @event = "chosen", what, choice, reason });

    public void Network(NetworkDefinition definition) => Write(new
    {
        @event = "network",
        network = definition.Name,
        input = definition.InputShape,
        output = definition.OutputShape,
        parameters = definition.ParameterCount,
        tensors = definition.Parameters.Length,
        multiplyAccumulates = definition.MultiplyAccumulates,
    });

    public void Run(TrainingPlan plan, Action training)
    {
        var start = new Dictionary<string, object>
        {
            ["event"] = "start",
            ["folder"] = plan.Folder,
            ["stepsPerEpoch"] = plan.StepsPerEpoch,
            ["step"] = plan.FirstStep,
            ["trainImages"] = plan.TrainImages,
            ["valImages"] = plan.ValImages,
        };
        foreach (var (name, value) in plan.Settings.ToData())
            start.Add(name, value);
        Write(start);
        training();
    }

    public void Stepped(StepProgress step) => Write(new
    {
        @event = "step",
        epoch = step.Epoch,
        step = step.Step,
        stepInEpoch = step.StepInEpoch,
        loss = step.Loss,
        pixelAccuracy = FcnCommand.Finite(step.PixelAccuracy),
        learningRate = step.LearningRate,
        imagesPerSecond = step.ImagesPerSecond,
        secondsLeft = step.Remaining?.TotalSeconds,
    });

    public void Evaluated(EpochProgress epoch) => Write(Epoch("epoch", epoch));

    public void Interrupted(string checkpoint, long step) => Write(new { @event = "interrupted", checkpoint, step });

    public void Finished(TrainingSummary summary)
    {
        Write(Epoch("result", summary.Last with { ImagesPerSecond = summary.ImagesPerSecond }));
        Write(new { @event = "files", files = summary.Files, seconds = summary.Elapsed.TotalSeconds });
    }

    private static object Epoch(string name, EpochProgress epoch) => new
    {
        @event = name,
        epoch = epoch.Epoch,
        step = epoch.Step,
        trainLoss = FcnCommand.Finite(epoch.TrainLoss),
        trainPixelAccuracy = FcnCommand.Finite(epoch.TrainPixelAccuracy),
        testLoss = FcnCommand.Finite(epoch.TestLoss),
        testPixelAccuracy = FcnCommand.Finite(epoch.Test.PixelAccuracy),
        testPixelAccuracyVoidAsBackground = FcnCommand.Finite(epoch.Test.PixelAccuracyVoidAsBackground),
        testPixelAccuracyVoidIgnored = FcnCommand.Finite(epoch.Test.PixelAccuracyVoidIgnored),
        meanAccuracy = FcnCommand.Finite(epoch.Test.MeanAccuracy),
        meanIoU = FcnCommand.Finite(epoch.Test.MeanIoU),
        frequencyWeightedIoU = FcnCommand.Finite(epoch.Test.FrequencyWeightedIoU),
        imagesPerSecond = FcnCommand.Finite(epoch.ImagesPerSecond),
    };

    private void Write<T>(T value)
    {
        output.WriteLine(FcnCommand.ToJson(value));
        output.Flush();
    }
}
