using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Softmax cross-entropy of runs of 16 neighbouring pixels of an image, whose logits lie class by class: every vector holds pixels,
/// so that neither the largest logit nor the sum of exponentials is searched for across a vector.
/// </summary>
internal unsafe struct PixelLoss(int ignoreLabel, float counted, float* room)
{
    private const int Lanes = UpsampleLossPlan.Lanes;
    private const double LargeProduct = 1e200;

    private readonly float share = counted > 0 ? 1 / counted : 0;
    private readonly float* classes = room;
    private readonly float* shares = room + Lanes;
    private readonly float* largest = room + (2 * Lanes);
    private readonly float* labelValues = room + (3 * Lanes);
    private readonly float* sums = room + (4 * Lanes);
    private readonly float* hits = room + (5 * Lanes);
    private readonly float* scales = room + (6 * Lanes);

    // The sums of exponentials are multiplied up, so that most pixels need no logarithm; each is at least 1.
    private double loss;
    private double product = 1;

    /// <summary>How many counted pixels have their largest logit at the label.</summary>
    public int Hits { get; private set; }

    /// <summary>The sum of the counted pixels' cross-entropies.</summary>
    public readonly double Sum => loss + Math.Log(product);

    /// <summary>Adds the pixels' losses, and replaces their logits by the gradient (softmax − one-hot) / counted pixels of the image.</summary>
    /// <param name="logits">Classes × 16.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="labels">The pixels' labels; those outside first … last − 1 are not looked at.</param>
    /// <param name="first">The first pixel that lies in the image.</param>
    /// <param name="last">The first pixel behind it that does not.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(float* logits, int classCount, int* labels, int first, int last)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            var counts = lane >= first && lane < last && labels[lane] != ignoreLabel;
            classes[lane] = counts ? labels[lane] : -1;
            shares[lane] = counts ? share : 0;
        }

        for (var lane = 0; lane < Lanes; lane += TSimd.Lanes)
            Exponentials<TSimd, TVector>(logits + lane, classCount, lane);
        for (var lane = 0; lane < Lanes; lane++)
        {
            scales[lane] = shares[lane] / sums[lane];
            if (classes[lane] < 0)
                continue;
            loss += largest[lane] - labelValues[lane];
            product *= sums[lane];
            if (product > LargeProduct)
            {
                loss += Math.Log(product);
                product = 1;
            }

            if (hits[lane] > 0)
                Hits++;
        }

        for (var lane = 0; lane < Lanes; lane += TSimd.Lanes)
        {
            var (label, scale, pixelShare) = (TSimd.Load(classes + lane), TSimd.Load(scales + lane), TSimd.Load(shares + lane));
            var target = logits + lane;
            for (var i = 0; i < classCount; i++, target += Lanes)
            {
                var probability = TSimd.Multiply(TSimd.Load(target), scale);
                TSimd.Store(target, TSimd.Subtract(probability, TSimd.WhereEqual(label, TSimd.Broadcast(i), pixelShare)));
            }
        }
    }

    /// <summary>Replaces logits by e^(logit − largest), and says the largest, the label's, the sum, and whether the label has the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Exponentials<TSimd, TVector>(float* logits, int classCount, int lane)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var label = TSimd.Load(classes + lane);
        var best = TSimd.Load(logits);
        var bestClass = TSimd.Zero;
        var labelValue = TSimd.WhereEqual(label, TSimd.Zero, best);
        var value = logits;
        for (var i = 1; i < classCount; i++)
        {
            value += Lanes;
            var (candidate, number) = (TSimd.Load(value), TSimd.Broadcast(i));
            bestClass = TSimd.WhereGreaterOrNaN(candidate, best, number, bestClass);
            best = TSimd.Max(best, candidate);
            labelValue = TSimd.Add(labelValue, TSimd.WhereEqual(label, number, candidate));
        }

        var sum = TSimd.Zero;
        value = logits;
        for (var i = 0; i < classCount; i++, value += Lanes)
        {
            var power = Exponential.Of<TSimd, TVector>(TSimd.Subtract(TSimd.Load(value), best));
            TSimd.Store(value, power);
            sum = TSimd.Add(sum, power);
        }

        TSimd.Store(largest + lane, best);
        TSimd.Store(labelValues + lane, labelValue);
        TSimd.Store(sums + lane, sum);
        TSimd.Store(hits + lane, TSimd.WhereEqual(bestClass, label, TSimd.WhereEqual(labelValue, best, TSimd.Broadcast(1))));
    }
}
