using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Losses, hits and gradients of a chunk of an image's pixels.</summary>
internal readonly unsafe struct SoftmaxCrossEntropyWork<TShape>(
    float* logits, int* labels, int ignoreLabel, float* gradient, float* counted, float* sums) : IVectorWork
    where TShape : struct, IChannelShape
{
    private const int ChunkPixels = 1024;

    public static int ChunksPerImage => (ChannelShape.Pixels<TShape>() + ChunkPixels - 1) / ChunkPixels;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var image = item / ChunksPerImage;
        var first = item % ChunksPerImage * ChunkPixels;
        var last = Math.Min(ChannelShape.Pixels<TShape>(), first + ChunkPixels);
        var share = counted[image] > 0 ? 1 / counted[image] : 0;

        // Lanes beyond the last channel hold −∞: they change neither the maximum nor the sum.
        var padded = (TShape.Channels + TSimd.Lanes - 1) / TSimd.Lanes * TSimd.Lanes;
        var exponentials = stackalloc float[padded];
        new Span<float>(exponentials, padded).Fill(float.NegativeInfinity);
        double loss = 0;
        var hits = 0;
        for (var pixel = ((long)image * ChannelShape.Pixels<TShape>()) + first;
            pixel < ((long)image * ChannelShape.Pixels<TShape>()) + last;
            pixel++)
        {
            var values = logits + (pixel * TShape.Channels);
            var target = gradient is null ? null : gradient + (pixel * TShape.Channels);
            var label = labels[pixel];
            if (label == ignoreLabel)
            {
                if (target is not null)
                    new Span<float>(target, TShape.Channels).Clear();
                continue;
            }

            var largest = Largest<TSimd, TVector>(values, exponentials);
            var sum = Exponentials<TSimd, TVector>(values, exponentials, largest);
            loss += largest + MathF.Log(sum) - values[label];
            if (values[label] == largest && IsFirst(values, label))
                hits++;
            if (target is not null)
            {
                StoreScaled<TSimd, TVector>(exponentials, share / sum, target);
                target[label] -= share;
            }
        }

        sums[2L * item] = (float)loss;
        sums[(2L * item) + 1] = hits;
    }

    private static bool IsFirst(float* values, int label)
    {
        for (var channel = 0; channel < label; channel++)
        {
            if (values[channel] == values[label])
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Largest<TSimd, TVector>(float* values, float* tail)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var largest = TSimd.Broadcast(float.NegativeInfinity);
        var channel = 0;
        for (; channel + TSimd.Lanes <= TShape.Channels; channel += TSimd.Lanes)
            largest = TSimd.Max(largest, TSimd.Load(values + channel));
        if (channel < TShape.Channels)
        {
            FillTail(values, tail, channel, TSimd.Lanes);
            largest = TSimd.Max(largest, TSimd.Load(tail + channel));
        }

        return TSimd.LargestLane(largest);
    }

    /// <summary>Writes e^(value − largest) and returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Exponentials<TSimd, TVector>(float* values, float* exponentials, float largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var offset = TSimd.Broadcast(largest);
        var sum = TSimd.Zero;
        var channel = 0;
        for (; channel + TSimd.Lanes <= TShape.Channels; channel += TSimd.Lanes)
        {
            var power = Exponential.Of<TSimd, TVector>(TSimd.Subtract(TSimd.Load(values + channel), offset));
            TSimd.Store(exponentials + channel, power);
            sum = TSimd.Add(sum, power);
        }

        if (channel < TShape.Channels)
        {
            var power = Exponential.Of<TSimd, TVector>(TSimd.Subtract(TSimd.Load(exponentials + channel), offset));
            TSimd.Store(exponentials + channel, power);
            sum = TSimd.Add(sum, power);
        }

        return TSimd.SumOfLanes(sum);
    }

    /// <summary>Copies the last channels and puts −∞ behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillTail(float* values, float* tail, int channel, int lanes)
    {
        for (var i = channel; i < channel + lanes; i++)
            tail[i] = i < TShape.Channels ? values[i] : float.NegativeInfinity;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreScaled<TSimd, TVector>(float* source, float factor, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var scale = TSimd.Broadcast(factor);
        for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
        {
            var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
            TSimd.StoreFirst(target + channel, TSimd.Multiply(TSimd.LoadFirst(source + channel, lanes), scale), lanes);
        }
    }
}
