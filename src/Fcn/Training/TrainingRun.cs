using System.Diagnostics;
using Fcn.Data;
using Fcn.Metrics;
using Fcn.Pictures;
using Fcn.Reports;
using ShapeNet;
using ShapeNet.Runtime;

namespace Fcn.Training;

/// <summary>
/// Trains a network: epochs of steps on random crops, an evaluation after each, checkpoints, log and pictures. What it
/// computes depends on the settings and the data only, not on where it was interrupted and taken up again.
/// </summary>
/// <typeparam name="TInput">The shape of a crop.</typeparam>
/// <typeparam name="TOutput">The shape of its logits.</typeparam>
/// <typeparam name="TLabels">The shape of its labels.</typeparam>
internal sealed class TrainingRun<TInput, TOutput, TLabels> : IDisposable
    where TInput : IShape
    where TOutput : IShape
    where TLabels : IShape
{
    private const int PicturedImages = 6;

    /// <summary>A GPU computes on while nobody asks what came of it.</summary>
    private const int StepsPerReportOnGpu = 10;
    private const int MeasuredSteps = 4;

    private readonly Trainer<TInput, TOutput, TLabels> trainer;
    private readonly Predictor<TInput, TOutput> predictor;
    private readonly TrainingData data;
    private readonly TrainingSettings settings;
    private readonly RunFolder folder;
    private readonly ITrainingProgress progress;
    private readonly BatchLoader<TInput, TLabels> loader;
    private readonly Evaluator<TInput, TOutput, TLabels> evaluator;
    private readonly TrainingLog log;
    private readonly RemainingTime remaining;
    private readonly TensorBoardFile events;
    private readonly LaunchProfile? profile;
    private readonly int stepsPerReport;
    private int epoch;
    private int unreported;
    private long unreportedSince;
    private int stepsHere;
    private bool isEvaluated;

    /// <summary>Prepares a run, or the rest of one.</summary>
    /// <param name="trainer">The network with its first weights, or as its checkpoint was loaded.</param>
    /// <param name="predictor">The same network, for evaluation.</param>
    /// <param name="data">The images.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="checkpoint">The checkpoint that was loaded, if one was.</param>
    /// <param name="progress">Shows the run.</param>
    public TrainingRun(
        Trainer<TInput, TOutput, TLabels> trainer,
        Predictor<TInput, TOutput> predictor,
        TrainingData data,
        TrainingSettings settings,
        RunFolder folder,
        Checkpoint? checkpoint,
        ITrainingProgress progress)
    {
        this.trainer = trainer;
        this.predictor = predictor;
        this.data = data;
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
        stepsPerReport = trainer.Device is CpuDevice ? 1 : StepsPerReportOnGpu;
        epoch = checkpoint?.Epoch ?? 0;
        trainer.IgnoreLabel = settings.Void == VoidHandling.Ignore ? VocPalette.Void : Trainer.NoLabel;
        log = checkpoint is null ? TrainingLog.Create(folder.Log) : TrainingLog.Continue(folder.Log, checkpoint.Epoch, checkpoint.Step);
        loader = new(data.Train, settings.Batches);
        evaluator = new(predictor, data.Val, settings.Void);
        remaining = new(loader.StepsPerEpoch, settings.Epochs);
        events = new(folder.Path, trainer.StepCount, DateTimeOffset.Now);
        var program = trainer.ReadPlan().Program;
        profile = program.Launches.IsEmpty ? null : new(program);
    }

    /// <summary>The images of a full batch: all there are, where those are fewer.</summary>
    private int LargestBatch => Math.Min(settings.BatchSize, loader.ImagesPerEpoch);

    private int StepInEpoch => (int)(trainer.StepCount - ((long)epoch * loader.StepsPerEpoch));

    /// <summary>Trains to the end, or until it is interrupted.</summary>
    /// <param name="interrupt">Stops after the step that is being done, with a checkpoint.</param>
    /// <returns>Whether it came to the end.</returns>
    public bool Run(CancellationToken interrupt)
    {
        var clock = Stopwatch.StartNew();
        var finished = false;
        var plan = new TrainingPlan(folder.Path, settings, loader.StepsPerEpoch, data.Train.Samples.Count, data.Val.Samples.Count, trainer.StepCount, Steps(), Epochs());
        progress.Run(plan, () => finished = Train(interrupt));
        if (!finished)
        {
            Report();
            SaveCheckpoint();
            progress.Interrupted(folder.Checkpoint, trainer.StepCount);
            return false;
        }

        progress.Finished(new(
            EpochOf(log.Rows.Last(row => row.Split == LogSplit.Val)),
            Speed(log.Rows.Where(row => row.Split == LogSplit.Train)),
            clock.Elapsed,
            [folder.Checkpoint, folder.Report, folder.Log, folder.Evaluation, folder.Curves, folder.Predictions, folder.Record]));
        return true;
    }

    public void Dispose()
    {
        loader.Dispose();
        evaluator.Dispose();
        log.Dispose();
        events.Dispose();
    }

    private bool Train(CancellationToken interrupt)
    {
        // A run that is killed before its first epoch ends is taken up again like any other.
        if (trainer.StepCount == 0)
            SaveCheckpoint();
        loader.Start(epoch, StepInEpoch, settings.Epochs);
        while (epoch < settings.Epochs)
        {
            while (StepInEpoch < loader.StepsPerEpoch)
            {
                if (interrupt.IsCancellationRequested)
                    return false;
                Step();
            }

            CopyWeights();
            if (!Evaluate(epoch + 1, interrupt))
                return false;
            epoch++;
            SaveCheckpoint();
        }

        // A run that was done when it was taken up again has only its evaluation and its pictures left to make.
        if (isEvaluated)
            return true;
        CopyWeights();
        return Evaluate(epoch, interrupt);
    }

    private void Step()
    {
        if (unreported == 0)
            unreportedSince = Stopwatch.GetTimestamp();
        if (!loader.TryNext(out var batch))
            throw new InvalidOperationException($"The batch loader ended in epoch {epoch + 1}.");
        Enqueue(batch, settings.SgdAt(trainer.StepCount, loader.StepsPerEpoch));
        unreported++;
        var savesCheckpoint = settings.CheckpointEvery > 0 && trainer.StepCount % settings.CheckpointEvery == 0;
        if (unreported == stepsPerReport || StepInEpoch == loader.StepsPerEpoch || savesCheckpoint)
            Report();
        if (savesCheckpoint)
            SaveCheckpoint();
    }

    /// <summary>Waits for the steps since the last time, and tells of them.</summary>
    private void Report()
    {
        if (unreported == 0)
            return;
        var result = trainer.TakeResults();
        if (!double.IsFinite(result.LossSum))
            throw new InputException($"--lr {settings.Sgd.LearningRate}: the loss of step {trainer.StepCount} is no number any more; train with a smaller learning rate");

        var elapsed = Stopwatch.GetElapsedTime(unreportedSince);
        for (var step = 0; step < unreported; step++)
            remaining.Stepped(elapsed / unreported);
        unreported = 0;
        log.Add(new(LogSplit.Train, epoch + 1, trainer.StepCount, result.Images, result.Counted, result.Loss, Scores.OfStep(result.Accuracy), elapsed.TotalSeconds));
        var speed = Speed(StepsOf(epoch + 1));
        var learningRate = settings.SgdAt(trainer.StepCount - 1, loader.StepsPerEpoch).LearningRate;
        events.Add(
            DateTimeOffset.Now, trainer.StepCount, ("train/loss", result.Loss), ("train/pixel_accuracy", result.Accuracy),
            ("train/learning_rate", learningRate), ("train/images_per_second", speed));
        progress.Stepped(new(
            epoch + 1, StepInEpoch, trainer.StepCount, result.Loss, result.Accuracy, learningRate,
            speed, remaining.Estimate(trainer.StepCount, epoch)));
    }

    /// <summary>A step; a few of full batches after the first one, which also compiles, are measured launch by launch.</summary>
    private void Enqueue(CropBatch<TInput, TLabels> batch, in SgdOptions options)
    {
        var isMeasured = stepsHere++ is > 0 and <= MeasuredSteps && batch.Count == LargestBatch;
        trainer.Profile = isMeasured ? profile : null;
        trainer.Enqueue(batch.Images, batch.Labels, options);
    }

    /// <summary>Evaluates after an epoch.</summary>
    /// <returns>Whether it was not interrupted.</returns>
    private bool Evaluate(int number, CancellationToken interrupt)
    {
        if (evaluator.Evaluate(interrupt) is not { } evaluation)
            return false;
        remaining.Evaluated(evaluation.Elapsed);
        isEvaluated = true;
        var isLogged = log.Rows.Any(row => row.Split == LogSplit.Val && row.Epoch == number);
        var row = new LogRow(
            LogSplit.Val, number, trainer.StepCount, evaluation.Images, evaluation.Confusion.Compute(settings.Void).Pixels, evaluation.Loss,
            Scores.Of(evaluation.Confusion, settings.Void), evaluation.Elapsed.TotalSeconds);
        if (!isLogged)
            log.Add(row);
        OutputFile.Write(folder.Evaluation, stream => stream.Write(EvaluationRecord.ToFile(data.Source, settings.Void, evaluation)));
        var done = EpochOf(row);
        events.Add(
            DateTimeOffset.Now, trainer.StepCount, ("test/loss", done.TestLoss), ("test/pixel_accuracy", done.Test.PixelAccuracy),
            ("test/mean_accuracy", done.Test.MeanAccuracy), ("test/mean_iou", done.Test.MeanIoU),
            ("test/frequency_weighted_iou", done.Test.FrequencyWeightedIoU));
        WritePictures(done, evaluation);
        progress.Evaluated(done);
        return true;
    }

    /// <summary>The predictor keeps folded weights of its own.</summary>
    private void CopyWeights() => predictor.CopyWeightsFrom(trainer);

    private void SaveCheckpoint() =>
        trainer.SaveCheckpoint(folder.Checkpoint, epoch, settings.Sgd, CheckpointNotes.From(settings, data.Source));

    private IEnumerable<LogRow> StepsOf(int number) => log.Rows.Reverse()
        .SkipWhile(row => row.Epoch > number)
        .TakeWhile(row => row.Epoch == number)
        .Where(row => row.Split == LogSplit.Train);

    private EpochProgress EpochOf(LogRow evaluated)
    {
        var steps = StepsOf(evaluated.Epoch).ToArray();
        return new(
            evaluated.Epoch,
            evaluated.Step,
            steps.Sum(row => row.Loss * row.Images) / steps.Sum(row => row.Images),
            steps.Where(row => row.Pixels > 0).Sum(row => row.Scores.PixelAccuracy * row.Pixels) / steps.Sum(row => row.Pixels),
            evaluated.Loss,
            evaluated.Scores,
            Speed(steps));
    }

    private static double Speed(IEnumerable<LogRow> steps)
    {
        var (images, seconds) = (0L, 0.0);
        foreach (var step in steps)
            (images, seconds) = (images + step.Images, seconds + step.Seconds);
        return images / seconds;
    }

    private void WritePictures(EpochProgress last, Evaluation evaluation)
    {
        var steps = Steps();
        EpochPoint[] epochs = [.. Epochs().Select(EpochPoint.Of)];
        Curves.Write(folder.Curves, steps, epochs);
        var predictions = PredictFirst();
        PredictionSheet.Write(folder.Predictions, predictions);
        var isMeasured = profile is not null && profile.Seconds(profile.Program.Launches.Length - 1).Count > 0;
        HtmlReport.Write(folder.Report, new TrainingStory(
            trainer.Definition, trainer.ReadPlan(), data.Source, settings, steps, epochs, last, evaluation, predictions,
            isMeasured ? LayerTime.Of(profile!, LargestBatch) : [],
            File.Exists(folder.Record) ? File.ReadAllText(folder.Record) : null));
    }

    /// <summary>The steps that the log knows.</summary>
    private StepPoint[] Steps() =>
    [
        .. log.Rows.Where(row => row.Split == LogSplit.Train)
            .Select(row => new StepPoint(row.Step / (double)loader.StepsPerEpoch, row.Loss, row.Scores.PixelAccuracy)),
    ];

    /// <summary>The epochs that the log knows.</summary>
    private EpochProgress[] Epochs() => [.. log.Rows.Where(row => row.Split == LogSplit.Val).Select(EpochOf)];

    private List<PredictionRow> PredictFirst()
    {
        var rows = new List<PredictionRow>();
        var (height, width) = (TLabels.Dimensions[0], TLabels.Dimensions[1]);
        evaluator.PredictFirst(PicturedImages, (colors, predicted, truth, sample) =>
        {
            var rgb = new byte[colors.Length];
            Normalization.Denormalize(colors, rgb);
            rows.Add(new(data.Val.Samples[sample].Name, width, height, rgb, predicted, truth));
        });
        return rows;
    }
}
