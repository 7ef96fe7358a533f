using Fcn.Metrics;
using Fcn.Pictures;

namespace Fcn.Training;

/// <summary>What a run will do.</summary>
/// <param name="Folder">Where it writes.</param>
/// <param name="Settings">How it trains.</param>
/// <param name="StepsPerEpoch">Steps in an epoch.</param>
/// <param name="TrainImages">Training images.</param>
/// <param name="ValImages">Validation images.</param>
/// <param name="FirstStep">Steps done before.</param>
/// <param name="Steps">Those steps, where the run's log knows them.</param>
/// <param name="Finished">The epochs that were finished before.</param>
internal sealed record TrainingPlan(
    string Folder, TrainingSettings Settings, int StepsPerEpoch, int TrainImages, int ValImages, long FirstStep,
    IReadOnlyList<StepPoint> Steps, IReadOnlyList<EpochProgress> Finished);

/// <summary>A step that was done.</summary>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="StepInEpoch">Its place in the epoch, from 1.</param>
/// <param name="Step">Steps done in all.</param>
/// <param name="Loss">The batch's mean loss of an image.</param>
/// <param name="PixelAccuracy">The share of the batch's counted pixels that were right.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="ImagesPerSecond">Speed over the epoch so far.</param>
/// <param name="Remaining">How long the rest will take; nothing until it can be told.</param>
internal sealed record StepProgress(
    int Epoch, int StepInEpoch, long Step, double Loss, double PixelAccuracy, float LearningRate, double ImagesPerSecond, TimeSpan? Remaining);

/// <summary>An epoch that was trained and evaluated.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Step">Steps done in all.</param>
/// <param name="TrainLoss">The mean training loss of an image.</param>
/// <param name="TrainPixelAccuracy">The training pixel accuracy.</param>
/// <param name="TestLoss">The loss on the validation images.</param>
/// <param name="Test">How right the predictions on them were.</param>
/// <param name="ImagesPerSecond">The speed of training.</param>
internal sealed record EpochProgress(
    int Epoch, long Step, double TrainLoss, double TrainPixelAccuracy, double TestLoss, Scores Test, double ImagesPerSecond);

/// <summary>How a run ended.</summary>
/// <param name="Last">Its last epoch.</param>
/// <param name="ImagesPerSecond">The speed of training, over all epochs.</param>
/// <param name="Elapsed">How long this process took for it.</param>
/// <param name="Files">What it wrote.</param>
internal sealed record TrainingSummary(EpochProgress Last, double ImagesPerSecond, TimeSpan Elapsed, IReadOnlyList<string> Files);
