namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// 2-D convolution with maximum pooling behind it. The convolution's output never lies in memory as a whole: a few of its rows are
/// made in a thread's workspace and pooled from there. Its values are those of <see cref="Conv2dKernel{TShape}"/> and
/// <see cref="MaxPool2dKernel{TShape}"/> one after the other. It is for convolutions to which Winograd's algorithm does not apply
/// and whose rows fit: PoolDilationHeight · (PoolHeight − 1) + 1 + 3 · PoolStrideHeight rows of OutWidth · OutChannels values in 507,904.
/// </summary>
/// <typeparam name="TShape">The constants of both.</typeparam>
public static unsafe class ConvMaxPool2dKernel<TShape>
    where TShape : struct, IConvMaxPool2dShape
{
    /// <summary>Values at the workspace's beginning that are left to the convolution's tiles.</summary>
    private const int TileFloats = 16 * 1024;

    private const int LargestStrip = 8;

    private static long RowFloats => (long)TShape.OutWidth * TShape.OutChannels;

    private static int WindowRows => (TShape.PoolDilationHeight * (TShape.PoolHeight - 1)) + 1;

    /// <summary>output = the largest values of the windows of input ∗ weight + bias, negative values made zero if asked for.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InHeight × InWidth × InChannels for each image.</param>
    /// <param name="packed">What <see cref="Conv2dKernel{TShape}.PackForward"/> made of the weights.</param>
    /// <param name="bias">OutChannels values, or none.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    /// <param name="output">PooledHeight × PooledWidth × OutChannels for each image.</param>
    /// <param name="scratch">Temporary memory of <see cref="Conv2dKernel{TShape}.ForwardPackedScratch"/>.</param>
    public static void ForwardPacked(
        CpuContext context, CpuBuffer input, CpuBuffer packed, CpuBuffer bias, bool relu, CpuBuffer output, CpuBuffer scratch)
    {
        var plan = ConvolutionPlan.Forward(ConvolutionGeometry.Of<TShape>());
        var operands = ConvolutionRun.Operands(
            plan, input.Pointer, packed.Pointer, bias.Pointer, residual: null, output: null, accumulate: false, relu, scratch.Pointer);
        var fitting = (CpuThreads.WorkspaceFloats - TileFloats) / RowFloats;
        var strip = (int)Math.Clamp(((fitting - WindowRows) / TShape.PoolStrideHeight) + 1, 1, LargestStrip);
        var strips = WorkItems.Parts(TShape.PooledHeight, strip, context.Batch, context.Threads.Count);
        VectorWork.Run(context, context.Batch * strips, new StripWork(plan, operands, context, output.Pointer, strips));
    }

    /// <summary>A few pooled rows of an image.</summary>
    private readonly struct StripWork(ConvolutionPlan plan, ConvolutionOperands operands, CpuContext context, float* output, int strips)
        : IVectorWork
    {
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var image = item / strips;
            var first = (int)((long)TShape.PooledHeight * (item % strips) / strips);
            var last = (int)((long)TShape.PooledHeight * (item % strips + 1) / strips);
            var top = Math.Max(0, (first * TShape.PoolStrideHeight) - TShape.PoolPaddingHeight);
            var bottom = Math.Min(TShape.OutHeight, ((last - 1) * TShape.PoolStrideHeight) - TShape.PoolPaddingHeight + WindowRows);

            // Where the whole batch's output would begin if the strip's rows were part of it.
            var firstRow = (image * TShape.OutHeight) + top;
            var whole = workspace + TileFloats - (firstRow * RowFloats);
            new ConvolutionWork(plan, operands with { Output = whole }, context).ExecuteRows<TSimd, TVector>(firstRow, bottom - top, workspace);
            var pooling = new MaxPool2dKernel<Pooling>.ForwardWork(whole, output, argmax: null);
            for (var row = first; row < last; row++)
                pooling.Execute<TSimd, TVector>((image * TShape.PooledHeight) + row, workspace);
        }
    }

    /// <summary>The pooling by itself.</summary>
    private readonly struct Pooling : IPool2dShape
    {
        public static int Channels => TShape.OutChannels;

        public static int InHeight => TShape.OutHeight;

        public static int InWidth => TShape.OutWidth;

        public static int OutHeight => TShape.PooledHeight;

        public static int OutWidth => TShape.PooledWidth;

        public static int KernelHeight => TShape.PoolHeight;

        public static int KernelWidth => TShape.PoolWidth;

        public static int StrideHeight => TShape.PoolStrideHeight;

        public static int StrideWidth => TShape.PoolStrideWidth;

        public static int PaddingHeight => TShape.PoolPaddingHeight;

        public static int PaddingWidth => TShape.PoolPaddingWidth;

        public static int DilationHeight => TShape.PoolDilationHeight;

        public static int DilationWidth => TShape.PoolDilationWidth;

        public static bool CountsPadding => true;
    }
}
