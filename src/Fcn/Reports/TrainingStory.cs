using Fcn.Metrics;
using Fcn.Pictures;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Reports;

/// <summary>What a report tells of a training run.</summary>
/// <param name="Definition">The network.</param>
/// <param name="Plan">What a training step takes on the device that it runs on.</param>
/// <param name="Data">Where the images are from, in the words of <c>--data</c>.</param>
/// <param name="Settings">How it is trained.</param>
/// <param name="Steps">The steps so far.</param>
/// <param name="Epochs">The epochs so far.</param>
/// <param name="Last">The last epoch.</param>
/// <param name="Evaluation">What the network does after it.</param>
/// <param name="Predictions">Crops beside what is predicted and what is true.</param>
/// <param name="LayerTimes">How long layers take; none where the device does not tell.</param>
/// <param name="Record">What <c>run.json</c> tells, if there is one.</param>
internal sealed record TrainingStory(
    NetworkDefinition Definition,
    ProgramPlan Plan,
    string Data,
    TrainingSettings Settings,
    IReadOnlyList<StepPoint> Steps,
    IReadOnlyList<EpochPoint> Epochs,
    EpochProgress Last,
    Evaluation Evaluation,
    IReadOnlyList<PredictionRow> Predictions,
    IReadOnlyList<LayerTime> LayerTimes,
    string? Record);
