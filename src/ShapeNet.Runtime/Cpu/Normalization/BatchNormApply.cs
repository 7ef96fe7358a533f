using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Normalises a chunk of pixels: output = factor · input + offset, + residual, rectified.</summary>
internal readonly unsafe struct BatchNormApply<TShape>(
    float* input, float* mean, float* deviation, float* scale, float* shift, float* residual, float* output, bool takesVariance)
    : IVectorWork
    where TShape : struct, IBatchNorm2dShape
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var start = ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels;
        var source = input + start;
        var added = TShape.AddsResidual ? residual + start : null;
        var target = output + start;
        var inverse = stackalloc float[TSimd.Lanes];
        for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
        {
            var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
            for (var lane = 0; lane < lanes; lane++)
            {
                var value = deviation[channel + lane];
                inverse[lane] = takesVariance ? (float)(1 / Math.Sqrt((double)value + TShape.Epsilon)) : value;
            }

            // (x − mean) comes first: folding the mean into the offset loses digits where it is large beside the deviation.
            var average = TSimd.LoadFirst(mean + channel, lanes);
            var factor = TSimd.Multiply(TSimd.LoadFirst(scale + channel, lanes), TSimd.LoadFirst(inverse, lanes));
            var offset = TSimd.LoadFirst(shift + channel, lanes);
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var i = ((long)pixel * TShape.Channels) + channel;
                var value = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.LoadFirst(source + i, lanes), average), factor, offset);
                if (TShape.AddsResidual)
                    value = TSimd.Add(value, TSimd.LoadFirst(added + i, lanes));
                if (TShape.AppliesReLU)
                    value = TSimd.ReLU(value);
                TSimd.StoreFirst(target + i, value, lanes);
            }
        }
    }
}
