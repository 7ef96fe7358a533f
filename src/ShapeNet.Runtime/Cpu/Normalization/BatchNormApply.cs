using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Normalises a chunk of pixels: output = factor · (input − mean) + shift, + residual, rectified.</summary>
internal readonly unsafe struct BatchNormApply<TShape>(
    float* input, float* mean, float* deviation, float* scale, float* shift, float* residual, float* output, bool takesVariance)
    : IVectorWork
    where TShape : struct, IBatchNorm2dShape
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var factor = workspace;
        for (var channel = 0; channel < TShape.Channels; channel++)
        {
            var inverse = takesVariance ? (float)(1 / Math.Sqrt((double)deviation[channel] + TShape.Epsilon)) : deviation[channel];
            factor[channel] = scale[channel] * inverse;
        }

        var place = ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels;
        for (; pixels > 0; pixels--)
        {
            var channel = 0;
            for (; channel + TSimd.Lanes <= TShape.Channels; channel += TSimd.Lanes)
                Step<TSimd, TVector>(place + channel, channel, factor);
            for (; channel < TShape.Channels; channel++)
                Step<SimdScalar, float>(place + channel, channel, factor);
            place += TShape.Channels;
        }
    }

    /// <summary>
    /// The mean is taken away first: as part of the shift it would cost digits where it is large beside the deviation.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step<TSimd, TVector>(long place, int channel, float* factor)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var distance = TSimd.Subtract(TSimd.Load(input + place), TSimd.Load(mean + channel));
        var value = TSimd.MultiplyAdd(distance, TSimd.Load(factor + channel), TSimd.Load(shift + channel));
        if (TShape.AddsResidual)
            value = TSimd.Add(value, TSimd.Load(residual + place));
        if (TShape.AppliesReLU)
            value = TSimd.ReLU(value);
        TSimd.Store(output + place, value);
    }
}
