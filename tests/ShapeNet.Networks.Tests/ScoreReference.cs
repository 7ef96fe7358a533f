using ShapeNet.Runtime;

namespace ShapeNet.Networks.Tests;

/// <summary>A confusion matrix and a loss, counted plainly from logits in double precision.</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="ignoreLabel">The label that is counted apart.</param>
/// <param name="ignoredLossClass">What it is in the loss, or −1.</param>
internal sealed class ScoreReference(int classes, int ignoreLabel, int ignoredLossClass = Trainer.NoLabel)
{
    private readonly long[] counts = new long[(classes + 1) * classes];
    private int images;
    private double lossSum;

    public void Add<TOutput, TLabels>(Batch<TOutput> logits, Labels<TLabels> labels)
        where TOutput : IShape
        where TLabels : IShape
    {
        for (var image = 0; image < labels.Count; image++)
        {
            var losses = new List<double>();
            for (var position = 0; position < TLabels.Elements; position++)
            {
                var values = logits.Image(image).Slice(position * classes, classes).ToArray();
                var label = labels.Image(image)[position];
                var row = label == ignoreLabel ? classes : label;
                counts[(row * classes) + Array.IndexOf(values, values.Max())]++;
                var lossClass = label == ignoreLabel ? ignoredLossClass : label;
                if (lossClass != Trainer.NoLabel)
                    losses.Add(Math.Log(values.Sum(value => Math.Exp((double)value - values[lossClass]))));
            }

            lossSum += losses.Count == 0 ? 0 : losses.Average();
            images++;
        }
    }

    /// <summary>Counts must be these, the loss nearly.</summary>
    public void AssertIs(PredictionScores scores)
    {
        Assert.Equal(images, scores.Images);
        Assert.Equal(classes, scores.Classes);
        Assert.Equal(counts, Counts(scores));
        Assert.Equal(lossSum, scores.LossSum, 2e-6 * (lossSum + images));
    }

    /// <summary>All counts, row by row.</summary>
    public static long[] Counts(PredictionScores scores) =>
    [
        .. from row in Enumerable.Range(0, scores.Classes + 1)
           from prediction in Enumerable.Range(0, scores.Classes)
           select row == scores.Classes ? scores.Ignored(prediction) : scores[row, prediction],
    ];
}
