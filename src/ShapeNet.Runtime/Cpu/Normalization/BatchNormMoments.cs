using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Mean and squared deviation of each channel in a chunk of pixels, in two passes over memory that is in the cache.</summary>
internal readonly unsafe struct BatchNormMoments<TShape>(float* input, float* moments) : IVectorWork
    where TShape : struct, IBatchNorm2dShape
{
    /// <summary>Combines the chunks' moments in double.</summary>
    public static void Combine(
        int chunks, int batch, float* moments, float* mean, float* inverseDeviation, float* runningMean, float* runningVariance)
    {
        var total = (double)ChannelShape.Pixels<TShape>() * batch;
        for (var channel = 0; channel < TShape.Channels; channel++)
        {
            var sum = 0.0;
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                ChannelChunks.First<TShape>(chunk, out var count);
                sum += (double)moments[(2L * chunk * TShape.Channels) + channel] * count;
            }

            var average = sum / total;
            var squares = 0.0;
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                ChannelChunks.First<TShape>(chunk, out var count);
                var chunkMoments = moments + (2L * chunk * TShape.Channels) + channel;
                var distance = chunkMoments[0] - average;
                squares += chunkMoments[TShape.Channels] + (distance * distance * count);
            }

            var unbiased = total > 1 ? squares / (total - 1) : 0;
            mean[channel] = (float)average;
            inverseDeviation[channel] = (float)(1 / Math.Sqrt((squares / total) + TShape.Epsilon));
            runningMean[channel] += TShape.Momentum * ((float)average - runningMean[channel]);
            runningVariance[channel] += TShape.Momentum * ((float)unbiased - runningVariance[channel]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var source = input + (ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels);
        var target = moments + (2L * item * TShape.Channels);
        var inverseCount = TSimd.Broadcast(1f / pixels);
        for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
        {
            var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
            var sum = TSimd.Zero;
            for (var pixel = 0; pixel < pixels; pixel++)
                sum = TSimd.Add(sum, TSimd.LoadFirst(source + ((long)pixel * TShape.Channels) + channel, lanes));
            var average = TSimd.Multiply(sum, inverseCount);
            var squares = TSimd.Zero;
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var value = TSimd.LoadFirst(source + ((long)pixel * TShape.Channels) + channel, lanes);
                var distance = TSimd.Subtract(value, average);
                squares = TSimd.MultiplyAdd(distance, distance, squares);
            }

            TSimd.StoreFirst(target + channel, average, lanes);
            TSimd.StoreFirst(target + TShape.Channels + channel, squares, lanes);
        }
    }
}
