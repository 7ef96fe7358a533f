using Fcn.Data;
using Fcn.Tests.Shapes;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Tests.Commands;

/// <summary>Trains <see cref="TinyFcn"/> on a few synthetic images, the way <c>fcn train</c> trains its networks.</summary>
internal sealed class TinyTraining : IDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly CpuDevice device = new(threads: 2);

    public TinyTraining() => SyntheticVoc.Write(data.PathOf("set"), new SyntheticOptions { Train = 5, Val = 2 });

    /// <summary>Five images in batches of two: three steps an epoch, the last one short.</summary>
    public static TrainingSettings Settings { get; } = new()
    {
        Epochs = 3,
        BatchSize = 2,
        DropLast = false,
        Sgd = new(0.05f, Momentum: 0.9f, WeightDecay: 0.001f),
        Schedule = LearningRateSchedule.Poly,
        SchedulePower = 1,
        MinScale = 0.75f,
        MaxScale = 1.5f,
        Flip = true,
        Seed = 7,
        Void = VoidHandling.Ignore,
    };

    /// <summary>Steps in an epoch.</summary>
    public const int StepsPerEpoch = 3;

    /// <summary>Trains to the end or until it is interrupted; goes on from the folder's checkpoint if there is one.</summary>
    /// <param name="folder">Where it writes.</param>
    /// <param name="progress">Watches, and interrupts.</param>
    /// <param name="checkpointEvery">Steps between checkpoints.</param>
    /// <returns>Whether it came to the end.</returns>
    public bool Train(string folder, RecordingProgress progress, int checkpointEvery = 0)
    {
        var run = new RunFolder(folder);
        var images = new TrainingData(data.PathOf("set"), Open(VocSplit.Train), Open(VocSplit.Val));
        Directory.CreateDirectory(folder);
        using var trainer = TinyFcn.CreateTrainer(device, Settings.BatchSize, Settings.Seed);
        var checkpoint = File.Exists(run.Checkpoint) ? trainer.LoadCheckpoint(run.Checkpoint) : null;
        using var predictor = TinyFcn.CreatePredictor(device, 2);
        using var training = new TrainingRun<S3x32x48, S21x32x48, S32x48>(
            trainer, predictor, images, Settings with { CheckpointEvery = checkpointEvery }, run, checkpoint, progress);
        return training.Run(progress.Interrupt);
    }

    public void Dispose()
    {
        device.Dispose();
        data.Dispose();
    }

    private VocDataset Open(VocSplit split) => VocDataset.Open(data.PathOf("set"), split, S32x48.Dimensions[0], S32x48.Dimensions[1]);
}
