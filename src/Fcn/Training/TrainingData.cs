using Fcn.Data;

namespace Fcn.Training;

/// <summary>The images of a training run.</summary>
/// <param name="Source">Where they come from, in the words of <c>--data</c>.</param>
/// <param name="Train">Those that are trained on.</param>
/// <param name="Val">Those that are held back.</param>
internal sealed record TrainingData(string Source, VocDataset Train, VocDataset Val);
