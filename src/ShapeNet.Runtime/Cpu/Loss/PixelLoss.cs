using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Softmax cross-entropy of runs of 16 neighbouring pixels of an image, whose logits lie class by class: every vector holds pixels,
/// so that neither the largest logit nor the sum of exponentials is searched for across a vector.
/// </summary>
internal unsafe struct PixelLoss
{
    /// <summary>The memory that it needs.</summary>
    public const int RoomFloats = 5 * Lanes;

    private const int Lanes = UpsampleLossPlan.Lanes;

    /// <summary>Sums of exponentials are multiplied up, so that few pixels need a logarithm: of up to 2¹⁵ classes, eight fit a float.</summary>
    private const int FactorsAtOnce = 8;

    private readonly int ignoreLabel;
    private readonly float share;

    // For each of the 16 pixels of a run: the label, or −1 where it does not count; its share of the loss; and what was added up.
    private readonly float* classes;
    private readonly float* shares;
    private readonly float* distances;
    private readonly float* factors;
    private readonly float* hits;
    private int runs;
    private double logarithms;

    /// <param name="ignoreLabel">Pixels with this label do not count; −1 for none.</param>
    /// <param name="counted">How many pixels of the image count.</param>
    /// <param name="room">Memory of <see cref="RoomFloats"/> values.</param>
    public PixelLoss(int ignoreLabel, float counted, float* room)
    {
        this.ignoreLabel = ignoreLabel;
        share = counted > 0 ? 1 / counted : 0;
        classes = room;
        shares = room + Lanes;
        distances = room + (2 * Lanes);
        factors = room + (3 * Lanes);
        hits = room + (4 * Lanes);
        new Span<float>(distances, Lanes).Clear();
        new Span<float>(factors, Lanes).Fill(1);
        new Span<float>(hits, Lanes).Clear();
    }

    /// <summary>How many counted pixels have their largest logit at the label (the first among equals).</summary>
    public readonly int Hits => (int)Total(hits);

    /// <summary>The sum of the counted pixels' cross-entropies.</summary>
    public double Sum()
    {
        TakeLogarithms();
        return Total(distances) + logarithms;
    }

    /// <summary>Adds the pixels' losses, and replaces their logits by the gradient (softmax − one-hot) / counted pixels of the image.</summary>
    /// <param name="logits">Classes × 16.</param>
    /// <param name="count">How many classes there are.</param>
    /// <param name="labels">The pixels' labels; those outside first … last − 1 are not looked at.</param>
    /// <param name="first">The first pixel that lies in the image.</param>
    /// <param name="last">The first pixel behind it that does not.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(float* logits, int count, int* labels, int first, int last)
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
            Run<TSimd, TVector>(logits + lane, count, lane);
        if (++runs % FactorsAtOnce == 0)
            TakeLogarithms();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Run<TSimd, TVector>(float* logits, int count, int lane)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var (label, zero, one) = (TSimd.Load(classes + lane), TSimd.Zero, TSimd.Broadcast(1));
        var largest = TSimd.Load(logits);
        var (best, number) = (zero, zero);
        var labelValue = TSimd.WhereEqual(label, zero, largest);
        var value = logits;
        for (var i = 1; i < count; i++)
        {
            value += Lanes;
            number = TSimd.Add(number, one);
            var logit = TSimd.Load(value);
            best = TSimd.WhereGreaterOrNaN(logit, largest, number, best);
            largest = TSimd.Max(largest, logit);
            labelValue = TSimd.Add(labelValue, TSimd.WhereEqual(label, number, logit));
        }

        var sum = zero;
        value = logits;
        for (var i = 0; i < count; i++, value += Lanes)
        {
            var power = Exponential.Of<TSimd, TVector>(TSimd.Subtract(TSimd.Load(value), largest));
            TSimd.Store(value, power);
            sum = TSimd.Add(sum, power);
        }

        // Pixels that do not count have a share of zero: they add nothing, and their factor is 1.
        var pixelShare = TSimd.Load(shares + lane);
        var counts = TSimd.WherePositive(pixelShare, one);
        TSimd.Store(distances + lane, TSimd.MultiplyAdd(counts, TSimd.Subtract(largest, labelValue), TSimd.Load(distances + lane)));
        TSimd.Store(factors + lane, TSimd.Multiply(TSimd.Load(factors + lane), TSimd.MultiplyAdd(counts, TSimd.Subtract(sum, one), one)));
        // Where the largest is no number, equality is false.
        TSimd.Store(hits + lane, TSimd.Add(TSimd.Load(hits + lane), TSimd.WhereEqual(best, label, TSimd.WhereEqual(labelValue, largest, one))));

        var scale = TSimd.Divide(pixelShare, sum);
        value = logits;
        number = zero;
        for (var i = 0; i < count; i++, value += Lanes)
        {
            TSimd.Store(value, TSimd.Subtract(TSimd.Multiply(TSimd.Load(value), scale), TSimd.WhereEqual(label, number, pixelShare)));
            number = TSimd.Add(number, one);
        }
    }

    private void TakeLogarithms()
    {
        // Half of the lanes: 2¹²⁰ to the power of 8 is within a double's range.
        for (var lane = 0; lane < Lanes; lane += FactorsAtOnce)
        {
            var product = 1.0;
            for (var i = 0; i < FactorsAtOnce; i++)
                product *= factors[lane + i];
            logarithms += Math.Log(product);
        }

        new Span<float>(factors, Lanes).Fill(1);
    }

    private static double Total(float* lanes)
    {
        var total = 0.0;
        for (var lane = 0; lane < Lanes; lane++)
            total += lanes[lane];
        return total;
    }
}
