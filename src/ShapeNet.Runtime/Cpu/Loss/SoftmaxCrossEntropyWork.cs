using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Losses, hits and gradients of a chunk of an image's pixels.</summary>
internal readonly unsafe struct SoftmaxCrossEntropyWork<TShape>(
    float* logits, int* labels, int ignoreLabel, float* gradient, float* counted, float* sums) : IVectorWork
    where TShape : struct, IChannelShape
{
    private const int ChunkPixels = 1024;
    private const double LargeProduct = 1e200;

    public static int ChunksPerImage => (ChannelShape.Pixels<TShape>() + ChunkPixels - 1) / ChunkPixels;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var image = item / ChunksPerImage;
        var first = item % ChunksPerImage * ChunkPixels;
        var last = Math.Min(ChannelShape.Pixels<TShape>(), first + ChunkPixels);
        var share = counted[image] > 0 ? 1 / counted[image] : 0;

        // The sums of exponentials are multiplied up, so that most pixels need no logarithm; each is at least 1.
        double loss = 0, product = 1;
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

            var labelValue = values[label];
            var largest = Largest<TSimd, TVector>(values);
            if (labelValue == largest && IsFirst(values, label))
                hits++;
            var sum = Exponentials<TSimd, TVector>(values, workspace, largest);
            loss += largest - labelValue;
            product *= sum;
            if (product > LargeProduct)
            {
                loss += Math.Log(product);
                product = 1;
            }

            if (target is not null)
            {
                StoreScaled<TSimd, TVector>(workspace, share / sum, target);
                target[label] -= share;
            }
        }

        sums[2L * item] = (float)(loss + Math.Log(product));
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
    private static float Largest<TSimd, TVector>(float* values)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // The last vector ends with the last channel and may overlap the one before: a maximum may see a value twice.
        if (TShape.Channels < TSimd.Lanes)
            return LargestOfFew(values);
        var largest = TSimd.Load(values + TShape.Channels - TSimd.Lanes);
        for (var channel = 0; channel + TSimd.Lanes < TShape.Channels; channel += TSimd.Lanes)
            largest = TSimd.Max(largest, TSimd.Load(values + channel));
        return TSimd.LargestLane(largest);
    }

    private static float LargestOfFew(float* values)
    {
        var largest = values[0];
        for (var channel = 1; channel < TShape.Channels; channel++)
            largest = SimdScalar.Max(largest, values[channel]);
        return largest;
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
            var lanes = TShape.Channels - channel;
            var tail = TSimd.Subtract(TSimd.LoadFirst(values + channel, lanes), offset);
            var power = TSimd.KeepFirst(Exponential.Of<TSimd, TVector>(tail), lanes);
            TSimd.Store(exponentials + channel, power);
            sum = TSimd.Add(sum, power);
        }

        return TSimd.SumOfLanes(sum);
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
