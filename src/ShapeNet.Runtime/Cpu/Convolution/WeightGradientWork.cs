using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ShapeNet.Runtime.Cpu;

/// <summary>How a weight gradient is cut into items. Depends on the shape alone, so that the sums' order does too.</summary>
internal readonly struct WeightGradientPlan
{
    /// <summary>Channels in a block of input or output channels.</summary>
    public const int BlockChannels = 64;

    private const int WantedItems = 16;

    public WeightGradientPlan(in ConvolutionGeometry geometry)
    {
        Geometry = geometry;
        InBlocks = (geometry.InPerGroup + BlockChannels - 1) / BlockChannels;
        OutBlocks = (geometry.OutPerGroup + BlockChannels - 1) / BlockChannels;
        var blocks = geometry.Groups * InBlocks * OutBlocks;
        SplitsTapRows = !WinogradPlan.Applies(geometry) && blocks < WantedItems / 2 && blocks * geometry.KernelHeight >= WantedItems;
        Chunks = blocks >= WantedItems / 2 || SplitsTapRows ? 1 : (WantedItems + blocks - 1) / blocks;
    }

    public ConvolutionGeometry Geometry { get; }

    public int InBlocks { get; }

    public int OutBlocks { get; }

    /// <summary>Whether every tap row is an item of its own.</summary>
    public bool SplitsTapRows { get; }

    /// <summary>Parts of the pixels that are summed by themselves, into memory of their own where there are several.</summary>
    public int Chunks { get; }

    /// <summary>Values of temporary memory.</summary>
    public long ScratchFloats => Chunks == 1 ? 0 : Chunks * Geometry.Weights;
}

/// <summary>
/// weightGradient[tap][input channel][output channel] = Σ pixels input[pixel + tap] · outputGradient[pixel].
/// An item sums one block of channels over one chunk of the output rows, in blocks of pixels that stay in the cache.
/// </summary>
internal readonly unsafe struct WeightGradientWork(
    WeightGradientPlan plan, float* input, float* outputGradient, float* target, int batch) : IVectorWork
{
    /// <summary>Output pixels whose values are used for all taps and channels of an item before the next ones.</summary>
    private const int BlockPixels = 96;

    private readonly WeightGradientPlan plan = plan;
    private readonly ConvolutionAxis rowAxis = ConvolutionAxis.Forward(
        plan.Geometry.InHeight, plan.Geometry.OutHeight, plan.Geometry.KernelHeight,
        plan.Geometry.StrideHeight, plan.Geometry.PaddingHeight, plan.Geometry.DilationHeight);

    private readonly ConvolutionAxis columnAxis = ConvolutionAxis.Forward(
        plan.Geometry.InWidth, plan.Geometry.OutWidth, plan.Geometry.KernelWidth,
        plan.Geometry.StrideWidth, plan.Geometry.PaddingWidth, plan.Geometry.DilationWidth);

    public int Items =>
        plan.Chunks * (plan.SplitsTapRows ? plan.Geometry.KernelHeight : 1) * plan.Geometry.Groups * plan.InBlocks * plan.OutBlocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var geometry = plan.Geometry;
        var outBlock = item % plan.OutBlocks;
        item /= plan.OutBlocks;
        var inBlock = item % plan.InBlocks;
        item /= plan.InBlocks;
        var group = item % geometry.Groups;
        item /= geometry.Groups;
        var firstTapRow = plan.SplitsTapRows ? item % geometry.KernelHeight : 0;
        var lastTapRow = plan.SplitsTapRows ? firstTapRow + 1 : geometry.KernelHeight;
        var chunk = plan.SplitsTapRows ? item / geometry.KernelHeight : item;

        var allRows = (long)batch * geometry.OutHeight;
        var chunkFirst = (int)(allRows * chunk / plan.Chunks);
        var chunkLast = (int)(allRows * (chunk + 1) / plan.Chunks);
        var sums = target + (chunk * geometry.Weights);
        var columnBlocks = (geometry.OutWidth + BlockPixels - 1) / BlockPixels;
        var columnsPerBlock = (geometry.OutWidth + columnBlocks - 1) / columnBlocks;
        var rowsPerBlock = Math.Max(1, BlockPixels / columnsPerBlock);
        var runs = stackalloc PixelRun[rowsPerBlock];

        var accumulates = false;
        for (var row = chunkFirst; row < chunkLast || !accumulates; row += rowsPerBlock)
        {
            var rowLast = Math.Min(row + rowsPerBlock, chunkLast);
            for (var column = 0; column < geometry.OutWidth; column += columnsPerBlock)
            {
                var columnLast = Math.Min(column + columnsPerBlock, geometry.OutWidth);
                for (var tapRow = firstTapRow; tapRow < lastTapRow; tapRow++)
                {
                    for (var tapColumn = 0; tapColumn < geometry.KernelWidth; tapColumn++)
                    {
                        columnAxis.ValidPositions(tapColumn, out var first, out var last);
                        first = Math.Max(first, column);
                        last = Math.Min(last, columnLast);
                        var product = new OuterProduct
                        {
                            Runs = runs,
                            RunCount = last > first ? FillRuns(runs, row, rowLast, tapRow, tapColumn, first) : 0,
                            RunLength = last - first,
                            Accumulates = accumulates,
                        };
                        if (product.RunCount > 0 || !accumulates)
                        {
                            var tap = sums + ((((long)tapRow * geometry.KernelWidth) + tapColumn) * geometry.InPerGroup * geometry.OutChannels);
                            SumTap<TSimd, TVector>(&product, tap, group, inBlock, outBlock);
                        }

                        if (plan.SplitsTapRows)
                            PrefetchShare(rowLast, Math.Min(rowLast + rowsPerBlock, chunkLast), tapRow, tapColumn);
                    }
                }

                accumulates = true;
            }
        }
    }

    private int FillRuns(PixelRun* runs, int row, int rowLast, int tapRow, int tapColumn, int column)
    {
        var geometry = plan.Geometry;
        var count = 0;
        var inputColumn = columnAxis.InputOf(column) + (tapColumn * columnAxis.Dilation);
        for (; row < rowLast; row++)
        {
            var image = row / geometry.OutHeight;
            var y = rowAxis.InputOf(row % geometry.OutHeight) + (tapRow * rowAxis.Dilation);
            if (y < 0 || y >= geometry.InHeight)
                continue;
            runs[count].Input = input
                + ((((((long)image * geometry.InHeight) + y) * geometry.InWidth) + inputColumn) * geometry.InChannels);
            runs[count].OutputGradient = outputGradient + ((((long)row * geometry.OutWidth) + column) * geometry.OutChannels);
            count++;
        }

        return count;
    }

    /// <summary>
    /// Fetches a tap's share of the input rows of the next block. Where the kernel is large, each tap takes a few values from each
    /// row, in steps that no processor foresees.
    /// </summary>
    private void PrefetchShare(int row, int rowLast, int tapRow, int tapColumn)
    {
        if (!Sse.IsSupported)
            return;
        var geometry = plan.Geometry;
        const int LineFloats = 16;
        var rowFloats = (long)geometry.InWidth * geometry.InChannels;
        var first = rowFloats * tapColumn / geometry.KernelWidth;
        var last = rowFloats * (tapColumn + 1) / geometry.KernelWidth;
        for (; row < rowLast; row++)
        {
            var y = rowAxis.InputOf(row % geometry.OutHeight) + (tapRow * rowAxis.Dilation);
            if (y < 0 || y >= geometry.InHeight)
                continue;
            var source = input + ((((long)(row / geometry.OutHeight) * geometry.InHeight) + y) * rowFloats);
            for (var i = first; i < last; i += LineFloats)
                Sse.Prefetch1(source + i);
        }
    }

    /// <summary>Adds one tap's products for all channels of the item.</summary>
    private void SumTap<TSimd, TVector>(OuterProduct* product, float* tap, int group, int inBlock, int outBlock)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var geometry = plan.Geometry;
        var inFirst = inBlock * WeightGradientPlan.BlockChannels;
        var inLast = Math.Min(inFirst + WeightGradientPlan.BlockChannels, geometry.InPerGroup);
        var outFirst = outBlock * WeightGradientPlan.BlockChannels;
        var outCount = Math.Min(WeightGradientPlan.BlockChannels, geometry.OutPerGroup - outFirst);
        var layout = new PanelLayout(outCount, TSimd.Lanes);
        product->InputStride = (nint)geometry.StrideWidth * geometry.InChannels;
        product->OutputStride = geometry.OutChannels;
        product->TargetStride = geometry.OutChannels;
        for (var panel = 0; panel < layout.Count; panel++)
        {
            var outChannel = (group * geometry.OutPerGroup) + outFirst + layout.FirstColumn(panel);
            var vectors = layout.Vectors(panel);
            product->LastLanes = Math.Min(TSimd.Lanes, outCount - layout.FirstColumn(panel) - ((vectors - 1) * TSimd.Lanes));
            product->OutputOffset = outChannel;
            for (var inChannel = inFirst; inChannel < inLast; inChannel += TileOutput.MaxRows)
            {
                product->InputOffset = (group * geometry.InPerGroup) + inChannel;
                product->Target = tap + ((long)inChannel * geometry.OutChannels) + outChannel;
                OuterProductTile<TSimd, TVector>.Run(Math.Min(TileOutput.MaxRows, inLast - inChannel), vectors, product);
            }
        }
    }
}
