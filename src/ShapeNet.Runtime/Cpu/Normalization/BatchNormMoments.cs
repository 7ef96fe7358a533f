using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Mean and squared deviation of each channel in a chunk of pixels, in two passes over memory that is in the cache. The pixels are
/// read in one straight line; the channels' sums lie in the L1 cache. Means are sums of distances from the chunk's first pixel: where
/// a channel's mean is several deviations, as behind a convolution with a bias, sums of the values themselves would cost digits.
/// </summary>
internal readonly unsafe struct BatchNormMoments<TShape>(float* input, float* moments) : IVectorWork
    where TShape : struct, IBatchNorm2dShape
{
    /// <summary>Combines the chunks' moments in double; <paramref name="sums"/> is room for two values for each channel.</summary>
    public static void Combine(
        int chunks, int batch, float* moments, double* sums, float* mean, float* inverseDeviation, float* runningMean,
        float* runningVariance)
    {
        var total = (double)ChannelShape.Pixels<TShape>() * batch;
        var squares = sums + TShape.Channels;
        new Span<double>(sums, 2 * TShape.Channels).Clear();
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            ChannelChunks.First<TShape>(chunk, out var count);
            var averages = moments + (2L * chunk * TShape.Channels);
            for (var channel = 0; channel < TShape.Channels; channel++)
                sums[channel] += (double)averages[channel] * count;
        }

        for (var channel = 0; channel < TShape.Channels; channel++)
            sums[channel] /= total;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            ChannelChunks.First<TShape>(chunk, out var count);
            var averages = moments + (2L * chunk * TShape.Channels);
            for (var channel = 0; channel < TShape.Channels; channel++)
            {
                var distance = averages[channel] - sums[channel];
                squares[channel] += averages[TShape.Channels + channel] + (distance * distance * count);
            }
        }

        for (var channel = 0; channel < TShape.Channels; channel++)
        {
            var unbiased = total > 1 ? squares[channel] / (total - 1) : 0;
            mean[channel] = (float)sums[channel];
            inverseDeviation[channel] = (float)(1 / Math.Sqrt((squares[channel] / total) + TShape.Epsilon));
            runningMean[channel] += TShape.Momentum * (mean[channel] - runningMean[channel]);
            runningVariance[channel] += TShape.Momentum * ((float)unbiased - runningVariance[channel]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var source = input + (ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels);
        var mean = moments + (2L * item * TShape.Channels);
        var squares = mean + TShape.Channels;
        new Span<float>(mean, 2 * TShape.Channels).Clear();
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var values = source + ((long)pixel * TShape.Channels);
            var channel = 0;
            for (; channel + TSimd.Lanes <= TShape.Channels; channel += TSimd.Lanes)
                AddDistance<TSimd, TVector>(values + channel, source + channel, mean + channel);
            for (; channel < TShape.Channels; channel++)
                AddDistance<SimdScalar, float>(values + channel, source + channel, mean + channel);
        }

        for (var channel = 0; channel < TShape.Channels; channel++)
            mean[channel] = source[channel] + (mean[channel] / pixels);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var values = source + ((long)pixel * TShape.Channels);
            var channel = 0;
            for (; channel + TSimd.Lanes <= TShape.Channels; channel += TSimd.Lanes)
                AddSquare<TSimd, TVector>(values + channel, mean + channel, squares + channel);
            for (; channel < TShape.Channels; channel++)
                AddSquare<SimdScalar, float>(values + channel, mean + channel, squares + channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddDistance<TSimd, TVector>(float* value, float* origin, float* sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Store(sum, TSimd.Add(TSimd.Load(sum), TSimd.Subtract(TSimd.Load(value), TSimd.Load(origin))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquare<TSimd, TVector>(float* value, float* mean, float* sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var distance = TSimd.Subtract(TSimd.Load(value), TSimd.Load(mean));
        TSimd.Store(sum, TSimd.MultiplyAdd(distance, distance, TSimd.Load(sum)));
    }
}
