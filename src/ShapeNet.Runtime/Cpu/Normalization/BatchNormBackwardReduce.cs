using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Σ dz and Σ dz · x̂ of each channel in a chunk of pixels; writes dz where a residual wants it.</summary>
internal readonly unsafe struct BatchNormBackwardReduce<TShape>(
    float* outputGradient, float* output, float* input, float* mean, float* inverseDeviation, float* residualGradient, float* sums)
    : IVectorWork
    where TShape : struct, IBatchNorm2dShape
{
    /// <summary>Combines the chunks' sums in double; <paramref name="totals"/> is room for two values for each channel.</summary>
    public static void Combine(int chunks, float* sums, double* totals, float* scaleGradient, float* shiftGradient)
    {
        new Span<double>(totals, 2 * TShape.Channels).Clear();
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var chunkSums = sums + (2L * chunk * TShape.Channels);
            for (var i = 0; i < 2 * TShape.Channels; i++)
                totals[i] += chunkSums[i];
        }

        for (var channel = 0; channel < TShape.Channels; channel++)
        {
            shiftGradient[channel] = (float)totals[channel];
            scaleGradient[channel] = (float)totals[TShape.Channels + channel];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var place = ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels;
        var shift = sums + (2L * item * TShape.Channels);
        var scale = shift + TShape.Channels;
        new Span<float>(shift, 2 * TShape.Channels).Clear();
        var keepsResidual = TShape.AddsResidual && residualGradient is not null;
        for (; pixels > 0; pixels--)
        {
            var channel = 0;
            for (; channel + TSimd.Lanes <= TShape.Channels; channel += TSimd.Lanes)
                Step<TSimd, TVector>(place + channel, channel, shift + channel, scale + channel, keepsResidual);
            for (; channel < TShape.Channels; channel++)
                Step<SimdScalar, float>(place + channel, channel, shift + channel, scale + channel, keepsResidual);
            place += TShape.Channels;
        }

        for (var channel = 0; channel < TShape.Channels; channel++)
            scale[channel] *= inverseDeviation[channel];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step<TSimd, TVector>(long place, int channel, float* shift, float* scale, bool keepsResidual)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var gradient = TSimd.Load(outputGradient + place);
        if (TShape.AppliesReLU)
            gradient = TSimd.WherePositive(TSimd.Load(output + place), gradient);
        if (keepsResidual)
            TSimd.Store(residualGradient + place, gradient);
        var distance = TSimd.Subtract(TSimd.Load(input + place), TSimd.Load(mean + channel));
        TSimd.Store(shift, TSimd.Add(TSimd.Load(shift), gradient));
        TSimd.Store(scale, TSimd.MultiplyAdd(gradient, distance, TSimd.Load(scale)));
    }
}
