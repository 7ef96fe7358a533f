namespace ShapeNet.Runtime.Cpu;

/// <summary>Flattening: the memory's H×W×C becomes features in the declared order C×H×W.</summary>
/// <typeparam name="TShape">The shape before flattening.</typeparam>
public static unsafe class FlattenKernel<TShape>
    where TShape : struct, IChannelShape
{
    /// <summary>output[c·H·W + p] = input[p·C + c].</summary>
    /// <param name="context">Batch and threads.</param>
    /// <param name="input">Height × Width × Channels for each image.</param>
    /// <param name="output">The features; not the input.</param>
    public static void Forward(CpuContext context, CpuBuffer input, CpuBuffer output) =>
        context.Threads.Run(context.Batch, new ForwardWork(input.Pointer, output.Pointer));

    /// <summary>inputGradient[p·C + c] (+)= outputGradient[c·H·W + p].</summary>
    /// <param name="context">Batch and threads.</param>
    /// <param name="outputGradient">The gradient of the features.</param>
    /// <param name="inputGradient">Height × Width × Channels for each image; not <paramref name="outputGradient"/>.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    public static void Backward(CpuContext context, CpuBuffer outputGradient, CpuBuffer inputGradient, bool accumulate) =>
        context.Threads.Run(context.Batch, new BackwardWork(outputGradient.Pointer, inputGradient.Pointer, accumulate));

    private readonly struct ForwardWork(float* input, float* output) : ICpuWork
    {
        public void Execute(int item, int thread)
        {
            var pixels = ChannelShape.Pixels<TShape>();
            var source = input + (item * ChannelShape.Values<TShape>());
            var target = output + (item * ChannelShape.Values<TShape>());
            for (var channel = 0; channel < TShape.Channels; channel++)
            {
                for (var pixel = 0; pixel < pixels; pixel++)
                    *target++ = source[((long)pixel * TShape.Channels) + channel];
            }
        }
    }

    private readonly struct BackwardWork(float* outputGradient, float* inputGradient, bool accumulate) : ICpuWork
    {
        public void Execute(int item, int thread)
        {
            var pixels = ChannelShape.Pixels<TShape>();
            var source = outputGradient + (item * ChannelShape.Values<TShape>());
            var target = inputGradient + (item * ChannelShape.Values<TShape>());
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                for (var channel = 0; channel < TShape.Channels; channel++)
                {
                    var gradient = source[((long)channel * pixels) + pixel];
                    *target = accumulate ? *target + gradient : gradient;
                    target++;
                }
            }
        }
    }
}
