using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Dropout. The mask is a function of seed, stream, step and the value's index, so that the backward pass computes it again
/// instead of keeping it.
/// </summary>
/// <typeparam name="TShape">Size, probability and random stream.</typeparam>
public static unsafe class DropoutKernel<TShape>
    where TShape : struct, IDropoutShape
{
    /// <summary>output = input / (1 − p) where the value is kept, else 0. The output may be the input.</summary>
    /// <param name="context">Batch and threads.</param>
    /// <param name="input">The values.</param>
    /// <param name="output">The values kept.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The training step.</param>
    public static void Forward(CpuContext context, CpuBuffer input, CpuBuffer output, ulong seed, ulong step) =>
        Run(context, input, output, accumulate: false, seed, step);

    /// <summary>inputGradient (+)= outputGradient / (1 − p) where the value was kept.</summary>
    /// <param name="context">Batch and threads.</param>
    /// <param name="outputGradient">The gradient of the output.</param>
    /// <param name="inputGradient">The gradient of the input; may be <paramref name="outputGradient"/>.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The training step.</param>
    public static void Backward(
        CpuContext context, CpuBuffer outputGradient, CpuBuffer inputGradient, bool accumulate, ulong seed, ulong step) =>
        Run(context, outputGradient, inputGradient, accumulate, seed, step);

    private static void Run(CpuContext context, CpuBuffer input, CpuBuffer output, bool accumulate, ulong seed, ulong step)
    {
        var work = new MaskWork(input.Pointer, output.Pointer, (long)TShape.Elements * context.Batch, accumulate, seed, step);
        context.Threads.Run(work.Items, work);
    }

    private readonly struct MaskWork(float* input, float* output, long values, bool accumulate, ulong seed, ulong step) : ICpuWork
    {
        private const int ItemValues = 16 * 1024;

        public int Items => checked((int)((values + ItemValues - 1) / ItemValues));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int item, int thread)
        {
            var random = stackalloc uint[4];
            var threshold = (ulong)(TShape.Probability * 4294967296.0);
            var scale = TShape.Probability < 1 ? 1 / (1 - TShape.Probability) : 0;
            var last = Math.Min(values, (item + 1L) * ItemValues);
            for (var i = (long)item * ItemValues; i < last; i += 4)
            {
                Philox.Next(seed, (ulong)(i / 4), step, (uint)TShape.Stream, random);
                var lanes = Math.Min(4, last - i);
                for (var lane = 0; lane < lanes; lane++)
                {
                    var value = random[lane] < threshold ? 0 : input[i + lane] * scale;
                    output[i + lane] = accumulate ? output[i + lane] + value : value;
                }
            }
        }
    }
}
