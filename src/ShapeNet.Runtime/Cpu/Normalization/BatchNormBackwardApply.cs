using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>The gradient of the input in a chunk of pixels: factor · (dz − shift share − (input − mean) · scale share).</summary>
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
        var shares = new Shares(workspace, workspace + TShape.Channels, workspace + (2 * TShape.Channels));
        for (var channel = 0; channel < TShape.Channels; channel++)
        {
            shares.Factor[channel] = scale[channel] * inverseDeviation[channel];
            shares.Shift[channel] = shiftGradient[channel] * inversePixels;
            shares.Scale[channel] = scaleGradient[channel] * inversePixels * inverseDeviation[channel];
        }

        var masks = TShape.AppliesReLU && output is not null;
        var place = ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels;
        for (; pixels > 0; pixels--)
        {
            var channel = 0;
            for (; channel + TSimd.Lanes <= TShape.Channels; channel += TSimd.Lanes)
                Step<TSimd, TVector>(place + channel, channel, shares, masks);
            for (; channel < TShape.Channels; channel++)
                Step<SimdScalar, float>(place + channel, channel, shares, masks);
            place += TShape.Channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step<TSimd, TVector>(long place, int channel, Shares shares, bool masks)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var gradient = TSimd.Load(outputGradient + place);
        if (masks)
            gradient = TSimd.WherePositive(TSimd.Load(output + place), gradient);
        var distance = TSimd.Subtract(TSimd.Load(input + place), TSimd.Load(mean + channel));
        var share = TSimd.MultiplyAdd(distance, TSimd.Load(shares.Scale + channel), TSimd.Load(shares.Shift + channel));
        var value = TSimd.Multiply(TSimd.Subtract(gradient, share), TSimd.Load(shares.Factor + channel));
        if (accumulate)
            value = TSimd.Add(value, TSimd.Load(inputGradient + place));
        TSimd.Store(inputGradient + place, value);
    }

    /// <summary>What depends on the channel alone.</summary>
    private readonly struct Shares(float* factor, float* shift, float* scale)
    {
        public readonly float* Factor = factor;
        public readonly float* Shift = shift;
        public readonly float* Scale = scale;
    }
}
