using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// 2-D average pooling. The divisor counts the window's positions inside the padded input, or inside the input where padding does
/// not count; a window that hangs over the padded edge (ceil mode) is divided by what is left of it.
/// </summary>
/// <typeparam name="TShape">Shape and window.</typeparam>
public static unsafe class AvgPool2dKernel<TShape>
    where TShape : struct, IPool2dShape
{
    /// <summary>output = the average of each window.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InHeight × InWidth × Channels for each image.</param>
    /// <param name="output">OutHeight × OutWidth × Channels for each image.</param>
    public static void Forward(CpuContext context, CpuBuffer input, CpuBuffer output) =>
        VectorWork.Run(context, context.Batch * TShape.OutHeight, new ForwardWork(input.Pointer, output.Pointer));

    /// <summary>inputGradient (+)= Σ outputGradient / divisor over the windows that contain the value.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">The gradient of the output.</param>
    /// <param name="inputGradient">The gradient of the input.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    public static void Backward(CpuContext context, CpuBuffer outputGradient, CpuBuffer inputGradient, bool accumulate) =>
        VectorWork.Run(
            context, context.Batch * TShape.InHeight, new BackwardWork(outputGradient.Pointer, inputGradient.Pointer, accumulate));

    /// <summary>The positions of a window along one axis, and how many of them count.</summary>
    private static int Clip(int output, int stride, int padding, int kernel, int size, out int first, out int last)
    {
        first = (output * stride) - padding;
        last = Math.Min(first + kernel, size + padding);
        var padded = last - first;
        first = Math.Max(first, 0);
        last = Math.Min(last, size);
        return TShape.CountsPadding ? padded : last - first;
    }

    private static int ClipRow(int output, out int first, out int last) =>
        Clip(output, TShape.StrideHeight, TShape.PaddingHeight, TShape.KernelHeight, TShape.InHeight, out first, out last);

    private static int ClipColumn(int output, out int first, out int last) =>
        Clip(output, TShape.StrideWidth, TShape.PaddingWidth, TShape.KernelWidth, TShape.InWidth, out first, out last);

    /// <summary>One output row.</summary>
    private readonly struct ForwardWork(float* input, float* output) : IVectorWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var image = input + ((long)(item / TShape.OutHeight) * TShape.InHeight * TShape.InWidth * TShape.Channels);
            var target = output + ((long)item * TShape.OutWidth * TShape.Channels);
            var rows = ClipRow(item % TShape.OutHeight, out var firstRow, out var lastRow);
            for (var x = 0; x < TShape.OutWidth; x++)
            {
                var columns = ClipColumn(x, out var firstColumn, out var lastColumn);
                var isEmpty = firstRow >= lastRow || firstColumn >= lastColumn;
                var factor = TSimd.Broadcast(isEmpty ? 0 : 1f / (rows * columns));
                for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
                {
                    var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
                    var sum = TSimd.Zero;
                    for (var row = firstRow; row < lastRow; row++)
                    {
                        for (var column = firstColumn; column < lastColumn; column++)
                        {
                            var pixel = ((long)row * TShape.InWidth) + column;
                            sum = TSimd.Add(sum, TSimd.LoadFirst(image + (pixel * TShape.Channels) + channel, lanes));
                        }
                    }

                    TSimd.StoreFirst(target, TSimd.Multiply(sum, factor), lanes);
                    target += lanes;
                }
            }
        }
    }

    /// <summary>One input row: every pixel gathers from the windows that contain it.</summary>
    private readonly struct BackwardWork(float* outputGradient, float* inputGradient, bool accumulate) : IVectorWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var image = outputGradient + ((long)(item / TShape.InHeight) * TShape.OutHeight * TShape.OutWidth * TShape.Channels);
            var target = inputGradient + ((long)item * TShape.InWidth * TShape.Channels);
            var y = item % TShape.InHeight;
            Windows(y, TShape.StrideHeight, TShape.PaddingHeight, TShape.KernelHeight, TShape.OutHeight, out var top, out var bottom);
            for (var x = 0; x < TShape.InWidth; x++)
            {
                Windows(x, TShape.StrideWidth, TShape.PaddingWidth, TShape.KernelWidth, TShape.OutWidth, out var left, out var right);
                for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
                {
                    var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
                    var sum = accumulate ? TSimd.LoadFirst(target, lanes) : TSimd.Zero;
                    for (var row = top; row < bottom; row++)
                    {
                        var rows = ClipRow(row, out _, out _);
                        for (var column = left; column < right; column++)
                        {
                            var factor = TSimd.Broadcast(1f / (rows * ClipColumn(column, out _, out _)));
                            var pixel = ((long)row * TShape.OutWidth) + column;
                            var gradient = TSimd.LoadFirst(image + (pixel * TShape.Channels) + channel, lanes);
                            sum = TSimd.MultiplyAdd(gradient, factor, sum);
                        }
                    }

                    TSimd.StoreFirst(target, sum, lanes);
                    target += lanes;
                }
            }
        }

        /// <summary>The windows <paramref name="first"/> … <paramref name="last"/> − 1 that contain a position.</summary>
        private static void Windows(int position, int stride, int padding, int kernel, int count, out int first, out int last)
        {
            var reach = position + padding - kernel + 1;
            first = reach <= 0 ? 0 : (reach + stride - 1) / stride;
            last = Math.Min(count, ((position + padding) / stride) + 1);
        }
    }
}
