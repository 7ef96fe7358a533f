using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>2-D maximum pooling.</summary>
/// <typeparam name="TShape">Shape and window.</typeparam>
public static unsafe class MaxPool2dKernel<TShape>
    where TShape : struct, IPool2dShape
{
    /// <summary>
    /// Bytes of the argmax buffer for one image: one for each output value, or two where the window has more than 256 positions.
    /// </summary>
    public static long ArgmaxBytesPerImage => (long)TShape.OutHeight * TShape.OutWidth * TShape.Channels * IndexBytes;

    private static int IndexBytes => TShape.KernelHeight * TShape.KernelWidth > 256 ? 2 : 1;

    /// <summary>output = the largest value of each window, the first one among equals; NaN wins, padding never does.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InHeight × InWidth × Channels for each image.</param>
    /// <param name="output">OutHeight × OutWidth × Channels for each image.</param>
    /// <param name="argmax">Receives each maximum's position in its window, or none.</param>
    public static void Forward(CpuContext context, CpuBuffer input, CpuBuffer output, CpuBuffer argmax) =>
        VectorWork.Run(
            context, context.Batch * TShape.OutHeight, new ForwardWork(input.Pointer, output.Pointer, (byte*)argmax.Pointer));

    /// <summary>inputGradient (+)= outputGradient of the windows whose maximum the value is.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">The gradient of the output.</param>
    /// <param name="argmax">What <see cref="Forward"/> wrote.</param>
    /// <param name="inputGradient">The gradient of the input.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    public static void Backward(
        CpuContext context, CpuBuffer outputGradient, CpuBuffer argmax, CpuBuffer inputGradient, bool accumulate) =>
        VectorWork.Run(
            context,
            context.Batch * TShape.InHeight,
            new BackwardWork(outputGradient.Pointer, (byte*)argmax.Pointer, inputGradient.Pointer, accumulate));

    /// <summary>One output row.</summary>
    internal readonly struct ForwardWork(float* input, float* output, byte* argmax) : IVectorWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var image = input + ((long)(item / TShape.OutHeight) * TShape.InHeight * TShape.InWidth * TShape.Channels);
            var outputIndex = (long)item * TShape.OutWidth * TShape.Channels;
            var top = ((item % TShape.OutHeight) * TShape.StrideHeight) - TShape.PaddingHeight;
            var indices = stackalloc float[TSimd.Lanes];
            Window.Clip(top, TShape.KernelHeight, TShape.DilationHeight, TShape.InHeight, out var firstRow, out var lastRow);
            for (var x = 0; x < TShape.OutWidth; x++)
            {
                var left = (x * TShape.StrideWidth) - TShape.PaddingWidth;
                Window.Clip(left, TShape.KernelWidth, TShape.DilationWidth, TShape.InWidth, out var firstColumn, out var lastColumn);
                for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
                {
                    var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
                    var best = TSimd.Broadcast(float.NegativeInfinity);
                    if (argmax is null)
                    {
                        for (var row = firstRow; row < lastRow; row++)
                        {
                            var y = top + (row * TShape.DilationHeight);
                            for (var column = firstColumn; column < lastColumn; column++)
                            {
                                var pixel = ((long)y * TShape.InWidth) + left + (column * TShape.DilationWidth);
                                var place = image + (pixel * TShape.Channels) + channel;
                                var value = lanes == TSimd.Lanes ? TSimd.Load(place) : TSimd.LoadFirst(place, lanes);
                                best = TSimd.WhereGreaterOrNaN(value, best, value, best);
                            }
                        }

                        TSimd.StoreFirst(output + outputIndex, best, lanes);
                        outputIndex += lanes;
                        continue;
                    }

                    var bestIndex = TSimd.Broadcast((firstRow * TShape.KernelWidth) + firstColumn);
                    for (var row = firstRow; row < lastRow; row++)
                    {
                        var y = top + (row * TShape.DilationHeight);
                        for (var column = firstColumn; column < lastColumn; column++)
                        {
                            var pixel = ((long)y * TShape.InWidth) + left + (column * TShape.DilationWidth);
                            var value = TSimd.LoadFirst(image + (pixel * TShape.Channels) + channel, lanes);
                            var index = TSimd.Broadcast((row * TShape.KernelWidth) + column);
                            bestIndex = TSimd.WhereGreaterOrNaN(value, best, index, bestIndex);
                            best = TSimd.WhereGreaterOrNaN(value, best, value, best);
                        }
                    }

                    TSimd.StoreFirst(output + outputIndex, best, lanes);
                    if (IndexBytes == 1 && lanes == TSimd.Lanes)
                    {
                        TSimd.StoreBytes(argmax + outputIndex, bestIndex);
                    }
                    else
                    {
                        TSimd.Store(indices, bestIndex);
                        StoreIndices(outputIndex, indices, lanes);
                    }

                    outputIndex += lanes;
                }
            }
        }

        private void StoreIndices(long first, float* indices, int count)
        {
            for (var i = 0; i < count; i++)
            {
                if (IndexBytes == 1)
                    argmax[first + i] = (byte)indices[i];
                else
                    ((ushort*)argmax)[first + i] = (ushort)indices[i];
            }
        }
    }

    /// <summary>One input row: every pixel gathers from the windows that contain it.</summary>
    private readonly struct BackwardWork(float* outputGradient, byte* argmax, float* inputGradient, bool accumulate) : IVectorWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var firstOutput = (long)(item / TShape.InHeight) * TShape.OutHeight * TShape.OutWidth;
            var y = item % TShape.InHeight;
            var inputIndex = (long)item * TShape.InWidth * TShape.Channels;
            var windows = stackalloc long[TShape.KernelHeight * TShape.KernelWidth];
            var positions = stackalloc int[TShape.KernelHeight * TShape.KernelWidth];
            var indices = stackalloc float[TSimd.Lanes];
            for (var x = 0; x < TShape.InWidth; x++)
            {
                var count = FindWindows(y, x, firstOutput, windows, positions);
                for (var channel = 0; channel < TShape.Channels; channel += TSimd.Lanes)
                {
                    var lanes = Math.Min(TSimd.Lanes, TShape.Channels - channel);
                    var sum = accumulate ? TSimd.LoadFirst(inputGradient + inputIndex, lanes) : TSimd.Zero;
                    for (var window = 0; window < count; window++)
                    {
                        var i = (windows[window] * TShape.Channels) + channel;
                        TVector index;
                        if (IndexBytes == 1 && lanes == TSimd.Lanes)
                        {
                            index = TSimd.LoadBytes(argmax + i);
                        }
                        else
                        {
                            LoadIndices(i, indices, lanes);
                            index = TSimd.LoadFirst(indices, lanes);
                        }

                        var gradient = TSimd.LoadFirst(outputGradient + i, lanes);
                        sum = TSimd.Add(sum, TSimd.WhereEqual(index, TSimd.Broadcast(positions[window]), gradient));
                    }

                    TSimd.StoreFirst(inputGradient + inputIndex, sum, lanes);
                    inputIndex += lanes;
                }
            }
        }

        /// <summary>Lists the output pixels whose windows contain the input pixel, and its position in each.</summary>
        private static int FindWindows(int y, int x, long firstOutput, long* windows, int* positions)
        {
            var count = 0;
            for (var row = 0; row < TShape.KernelHeight; row++)
            {
                var outputRow = y + TShape.PaddingHeight - (row * TShape.DilationHeight);
                if (outputRow < 0 || outputRow % TShape.StrideHeight != 0 || outputRow / TShape.StrideHeight >= TShape.OutHeight)
                    continue;
                for (var column = 0; column < TShape.KernelWidth; column++)
                {
                    var outputColumn = x + TShape.PaddingWidth - (column * TShape.DilationWidth);
                    if (outputColumn < 0 || outputColumn % TShape.StrideWidth != 0
                        || outputColumn / TShape.StrideWidth >= TShape.OutWidth)
                        continue;
                    windows[count] = firstOutput + ((long)(outputRow / TShape.StrideHeight) * TShape.OutWidth)
                        + (outputColumn / TShape.StrideWidth);
                    positions[count] = (row * TShape.KernelWidth) + column;
                    count++;
                }
            }

            return count;
        }

        private void LoadIndices(long first, float* indices, int count)
        {
            for (var i = 0; i < count; i++)
                indices[i] = IndexBytes == 1 ? argmax[first + i] : ((ushort*)argmax)[first + i];
        }
    }
}
