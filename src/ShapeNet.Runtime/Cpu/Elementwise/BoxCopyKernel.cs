namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Copies between a tensor and a box of a larger one. Concatenation inserts each input and its gradient extracts;
/// cropping extracts and its gradient inserts with zeros around the box.
/// </summary>
/// <typeparam name="TShape">Both shapes and the box's place.</typeparam>
public static unsafe class BoxCopyKernel<TShape>
    where TShape : struct, IBoxCopyShape
{
    private static long BoxValues => (long)TShape.Channels * TShape.Height * TShape.Width;

    private static long OuterRowValues => (long)TShape.OuterChannels * TShape.OuterWidth;

    private static long OuterValues => OuterRowValues * TShape.OuterHeight;

    /// <summary>box (+)= the box's region of outer.</summary>
    /// <param name="context">Batch and threads.</param>
    /// <param name="outer">The larger tensor.</param>
    /// <param name="box">The smaller tensor.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="box"/> holds.</param>
    public static void Extract(CpuContext context, CpuBuffer outer, CpuBuffer box, bool accumulate) =>
        context.Threads.Run(context.Batch * TShape.Height, new ExtractWork(outer.Pointer, box.Pointer, accumulate));

    /// <summary>The box's region of outer (+)= box; the rest of outer stays.</summary>
    /// <param name="context">Batch and threads.</param>
    /// <param name="box">The smaller tensor.</param>
    /// <param name="outer">The larger tensor.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="outer"/> holds.</param>
    public static void Insert(CpuContext context, CpuBuffer box, CpuBuffer outer, bool accumulate = false) =>
        context.Threads.Run(context.Batch * TShape.Height, new InsertWork(box.Pointer, outer.Pointer, accumulate));

    /// <summary>outer (+)= box in the box's region and zero elsewhere.</summary>
    /// <param name="context">Batch and threads.</param>
    /// <param name="box">The smaller tensor.</param>
    /// <param name="outer">The larger tensor.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="outer"/> holds.</param>
    public static void InsertZeroed(CpuContext context, CpuBuffer box, CpuBuffer outer, bool accumulate)
    {
        if (!accumulate)
            context.Threads.Run(context.Batch * TShape.OuterHeight, new ZeroWork(outer.Pointer));
        Insert(context, box, outer, accumulate);
    }

    private static float* OuterPixel(float* outer, int image, int row) =>
        outer + (image * OuterValues) + ((TShape.FirstRow + row) * OuterRowValues)
            + ((long)TShape.FirstColumn * TShape.OuterChannels) + TShape.FirstChannel;

    private static float* BoxRow(float* box, int image, int row) =>
        box + (image * BoxValues) + ((long)row * TShape.Width * TShape.Channels);

    private static void Copy(float* source, float* target, bool accumulate)
    {
        var values = new ReadOnlySpan<float>(source, TShape.Channels);
        var result = new Span<float>(target, TShape.Channels);
        if (!accumulate)
        {
            values.CopyTo(result);
            return;
        }

        for (var i = 0; i < values.Length; i++)
            result[i] += values[i];
    }

    private readonly struct ExtractWork(float* outer, float* box, bool accumulate) : ICpuWork
    {
        public void Execute(int item, int thread)
        {
            var source = OuterPixel(outer, item / TShape.Height, item % TShape.Height);
            var target = BoxRow(box, item / TShape.Height, item % TShape.Height);
            for (var column = 0; column < TShape.Width; column++)
                Copy(source + ((long)column * TShape.OuterChannels), target + ((long)column * TShape.Channels), accumulate);
        }
    }

    private readonly struct InsertWork(float* box, float* outer, bool accumulate) : ICpuWork
    {
        public void Execute(int item, int thread)
        {
            var source = BoxRow(box, item / TShape.Height, item % TShape.Height);
            var target = OuterPixel(outer, item / TShape.Height, item % TShape.Height);
            for (var column = 0; column < TShape.Width; column++)
                Copy(source + ((long)column * TShape.Channels), target + ((long)column * TShape.OuterChannels), accumulate);
        }
    }

    private readonly struct ZeroWork(float* outer) : ICpuWork
    {
        public void Execute(int item, int thread) =>
            new Span<float>(outer + (item * OuterRowValues), checked((int)OuterRowValues)).Clear();
    }
}
