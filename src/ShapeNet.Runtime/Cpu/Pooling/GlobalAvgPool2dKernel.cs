using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>The average of each channel over all pixels of an image.</summary>
/// <typeparam name="TShape">The input's shape.</typeparam>
public static unsafe class GlobalAvgPool2dKernel<TShape>
    where TShape : struct, IChannelShape
{
    /// <summary>output[c] = the average of input[…, c].</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">Height × Width × Channels for each image.</param>
    /// <param name="output">Channels for each image.</param>
    public static void Forward(CpuContext context, CpuBuffer input, CpuBuffer output) =>
        VectorWork.Run(context, context.Batch, new ForwardWork(input.Pointer, output.Pointer));

    /// <summary>inputGradient[…, c] (+)= outputGradient[c] / (Height · Width).</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">Channels for each image.</param>
    /// <param name="inputGradient">Height × Width × Channels for each image.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    public static void Backward(CpuContext context, CpuBuffer outputGradient, CpuBuffer inputGradient, bool accumulate) =>
        VectorWork.Run(context, context.Batch, new BackwardWork(outputGradient.Pointer, inputGradient.Pointer, accumulate));

    private readonly struct ForwardWork(float* input, float* output) : IVectorWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var pixels = ChannelShape.Pixels<TShape>();
            var source = input + (item * ChannelShape.Values<TShape>());
            var factor = TSimd.Broadcast(1f / pixels);
            for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
            {
                // Sums of chunks, then their sum: the rounding error does not grow with the number of pixels.
                var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
                var total = TSimd.Zero;
                for (var first = 0; first < pixels; first += ChannelChunks.Pixels)
                {
                    var sum = TSimd.Zero;
                    for (var pixel = first; pixel < Math.Min(pixels, first + ChannelChunks.Pixels); pixel++)
                        sum = TSimd.Add(sum, TSimd.LoadFirst(source + ((long)pixel * TShape.Channels) + channel, lanes));
                    total = TSimd.Add(total, sum);
                }

                TSimd.StoreFirst(output + ((long)item * TShape.Channels) + channel, TSimd.Multiply(total, factor), lanes);
            }
        }
    }

    private readonly struct BackwardWork(float* outputGradient, float* inputGradient, bool accumulate) : IVectorWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var pixels = ChannelShape.Pixels<TShape>();
            var target = inputGradient + (item * ChannelShape.Values<TShape>());
            var factor = TSimd.Broadcast(1f / pixels);
            for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
            {
                var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
                var gradient = TSimd.LoadFirst(outputGradient + ((long)item * TShape.Channels) + channel, lanes);
                var share = TSimd.Multiply(gradient, factor);
                for (var pixel = 0; pixel < pixels; pixel++)
                {
                    var place = target + ((long)pixel * TShape.Channels) + channel;
                    TSimd.StoreFirst(place, accumulate ? TSimd.Add(TSimd.LoadFirst(place, lanes), share) : share, lanes);
                }
            }
        }
    }
}
