using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Σ dz and Σ dz · x̂ of each channel in a chunk of pixels; writes dz where a residual wants it.</summary>
internal readonly unsafe struct BatchNormBackwardReduce<TShape>(
    float* outputGradient, float* output, float* input, float* mean, float* inverseDeviation, float* residualGradient, float* sums)
    : IVectorWork
    where TShape : struct, IBatchNorm2dShape
{
    /// <summary>Combines the chunks' sums in double.</summary>
    public static void Combine(int chunks, float* sums, float* scaleGradient, float* shiftGradient)
    {
        for (var channel = 0; channel < TShape.Channels; channel++)
        {
            double shift = 0, scale = 0;
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var chunkSums = sums + (2L * chunk * TShape.Channels) + channel;
                shift += chunkSums[0];
                scale += chunkSums[TShape.Channels];
            }

            shiftGradient[channel] = (float)shift;
            scaleGradient[channel] = (float)scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var start = ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels;
        var target = sums + (2L * item * TShape.Channels);
        var keepsResidual = TShape.AddsResidual && residualGradient is not null;
        for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
        {
            var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
            var average = TSimd.LoadFirst(mean + channel, lanes);
            var inverse = TSimd.LoadFirst(inverseDeviation + channel, lanes);
            var shift = TSimd.Zero;
            var scale = TSimd.Zero;
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var i = start + ((long)pixel * TShape.Channels) + channel;
                var gradient = TSimd.LoadFirst(outputGradient + i, lanes);
                if (TShape.AppliesReLU)
                    gradient = TSimd.WherePositive(TSimd.LoadFirst(output + i, lanes), gradient);
                if (keepsResidual)
                    TSimd.StoreFirst(residualGradient + i, gradient, lanes);
                shift = TSimd.Add(shift, gradient);
                var normalized = TSimd.Multiply(TSimd.Subtract(TSimd.LoadFirst(input + i, lanes), average), inverse);
                scale = TSimd.MultiplyAdd(gradient, normalized, scale);
            }

            TSimd.StoreFirst(target + channel, shift, lanes);
            TSimd.StoreFirst(target + TShape.Channels + channel, scale, lanes);
        }
    }
}

/// <summary>The gradient of the input in a chunk of pixels.</summary>
internal readonly unsafe struct BatchNormBackwardApply<TShape>(
    float* outputGradient, float* output, float* input, float* mean, float* inverseDeviation, float* scale, float* scaleGradient,
    float* shiftGradient, float* inputGradient, float inversePixels, bool accumulate) : IVectorWork
    where TShape : struct, IBatchNorm2dShape
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var start = ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels;
        var masks = TShape.AppliesReLU && output is not null;
        var share = TSimd.Broadcast(inversePixels);
        for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
        {
            var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
            var average = TSimd.LoadFirst(mean + channel, lanes);
            var inverse = TSimd.LoadFirst(inverseDeviation + channel, lanes);
            var factor = TSimd.Multiply(TSimd.LoadFirst(scale + channel, lanes), inverse);
            var shiftShare = TSimd.Multiply(TSimd.LoadFirst(shiftGradient + channel, lanes), share);
            var scaleShare = TSimd.Multiply(TSimd.Multiply(TSimd.LoadFirst(scaleGradient + channel, lanes), share), inverse);
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var i = start + ((long)pixel * TShape.Channels) + channel;
                var gradient = TSimd.LoadFirst(outputGradient + i, lanes);
                if (masks)
                    gradient = TSimd.WherePositive(TSimd.LoadFirst(output + i, lanes), gradient);
                var distance = TSimd.Subtract(TSimd.LoadFirst(input + i, lanes), average);
                var centred = TSimd.Subtract(
                    TSimd.Subtract(gradient, shiftShare), TSimd.Multiply(distance, scaleShare));
                var value = TSimd.Multiply(centred, factor);
                if (accumulate)
                    value = TSimd.Add(value, TSimd.LoadFirst(inputGradient + i, lanes));
                TSimd.StoreFirst(inputGradient + i, value, lanes);
            }
        }
    }
}
