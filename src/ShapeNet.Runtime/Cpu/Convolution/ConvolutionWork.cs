using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>What a convolution reads and writes, and what is fused behind it.</summary>
internal readonly unsafe struct ConvolutionOperands
{
    public float* Input { get; init; }

    public float* Output { get; init; }

    /// <summary>Packed weights.</summary>
    public float* Panels { get; init; }

    /// <summary>A bias for each column of each group, padded like the panels, or null.</summary>
    public float* Bias { get; init; }

    /// <summary>As many zeros as an input row has values.</summary>
    public float* Zeros { get; init; }

    /// <summary>A tensor like the output that is added, or null.</summary>
    public float* Residual { get; init; }

    public bool Accumulates { get; init; }

    public bool AppliesReLU { get; init; }
}

/// <summary>
/// Runs all passes of a plan. An item is one panel of output channels for a few output rows; all its tiles use the
/// same packed weights, and neighbouring items share them too.
/// </summary>
internal readonly unsafe struct ConvolutionWork(ConvolutionPlan plan, ConvolutionOperands operands, CpuContext context) : IVectorWork
{
    /// <summary>Weights of so many values are used for all tiles of an item before the next ones: they stay in the L2 cache.</summary>
    private const int CachedWeights = 64 * 1024;

    private const int MaxTapRows = 256;

    private readonly ConvolutionPlan plan = plan;
    private readonly ConvolutionOperands operands = operands;
    private readonly PanelLayout layout = new(plan.Width, (int)context.Vectors);
    private readonly int batch = context.Batch;
    private readonly int rowGroups = WorkItems.Parts(
        context.Batch * RowsOf(plan), TileOutput.MaxRows, plan.Geometry.Groups * plan.Passes * new PanelLayout(plan.Width, (int)context.Vectors).Count,
        context.Threads.Count);

    /// <summary>One item for each group, pass, panel and group of rows.</summary>
    public int Items => plan.Geometry.Groups * plan.Passes * layout.Count * rowGroups;

    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var panel = item / rowGroups % layout.Count;
        var pass = plan.Pass(item / rowGroups / layout.Count % plan.Passes);
        var group = item / rowGroups / layout.Count / plan.Passes;
        var rowGroup = item % rowGroups;
        var allRows = (long)batch * pass.Rows.Count;
        var first = (int)(allRows * rowGroup / rowGroups);
        var rows = (int)(allRows * (rowGroup + 1) / rowGroups) - first;
        if (rows > 0)
            Execute<TSimd, TVector>(pass, group, panel, first, rows, workspace);
    }

    /// <summary>Makes whole rows of a forward convolution's output; the rows of all images are counted through.</summary>
    public void ExecuteRows<TSimd, TVector>(int firstRow, int rows, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var pass = plan.Pass(0);
        for (var done = 0; done < rows; done += TileOutput.MaxRows)
        {
            var count = Math.Min(TileOutput.MaxRows, rows - done);
            for (var group = 0; group < plan.Geometry.Groups; group++)
            {
                for (var panel = 0; panel < layout.Count; panel++)
                    Execute<TSimd, TVector>(pass, group, panel, firstRow + done, count, workspace);
            }
        }
    }

    /// <summary>The rows of an image in the pass that has most of them.</summary>
    private static int RowsOf(in ConvolutionPlan plan) => plan.IsAdjoint
        ? (plan.Geometry.InHeight + plan.RowPhases - 1) / plan.RowPhases
        : plan.Geometry.OutHeight;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private void Execute<TSimd, TVector>(in ConvolutionPass pass, int group, int panel, int firstRow, int rows, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var vectors = layout.Vectors(panel);
        var panelColumns = vectors * TSimd.Lanes;
        var firstColumn = layout.FirstColumn(panel);
        var weights = operands.Panels + (group * plan.PanelFloats) + pass.PanelStart + ((long)firstColumn * pass.Taps * pass.Depth);
        var tapWeights = pass.Depth * panelColumns;

        var output = default(TileOutput);
        output.Workspace = workspace;
        output.ResidualOffset = operands.Residual - operands.Output;
        for (var row = 0; row < rows; row++)
        {
            var image = (firstRow + row) / pass.Rows.Count;
            var y = pass.Rows.First + ((firstRow + row) % pass.Rows.Count * pass.Rows.Step);
            output.SetRow(row, operands.Output + ((((long)image * pass.OutputHeight) + y) * pass.OutputRowFloats));
        }

        // The tap rows are taken in chunks whose weights stay in the cache while all columns use them.
        var columnTaps = Math.Max(1, pass.Columns.Taps);
        var chunk = Math.Clamp(CachedWeights / (columnTaps * tapWeights), 1, Math.Max(1, MaxTapRows / columnTaps));
        var taps = stackalloc TapRow[chunk * columnTaps];
        var tapRow = 0;
        do
        {
            var tapRows = Math.Min(chunk, pass.Rows.Taps - tapRow);
            var isFirst = tapRow == 0;
            var isLast = tapRow + tapRows >= pass.Rows.Taps;
            output.Accumulates = operands.Accumulates || !isFirst;
            output.Bias = isFirst && operands.Bias is not null
                ? operands.Bias + (group * ConvolutionGeometry.RoundUp16(plan.Width)) + firstColumn
                : null;
            output.AddsResidual = isFirst && operands.Residual is not null;
            output.AppliesReLU = isLast && operands.AppliesReLU;
            int validFirst = -1, validLast = -1, count = 0, depth = 0;
            for (var x = 0; x < pass.Columns.Count; x++)
            {
                pass.Columns.ValidTaps(x, out var tapFirst, out var tapLast);
                if (tapFirst != validFirst || tapLast != validLast)
                {
                    (validFirst, validLast) = (tapFirst, tapLast);
                    count = FillTaps(taps, pass, group, firstRow, rows, tapRow, tapRows, tapFirst, tapLast, weights, tapWeights);
                    depth = pass.MergesTaps ? (tapLast - tapFirst) * pass.Depth : pass.Depth;
                }

                // A run of columns may begin before the tensor's first value of the row or end behind its last.
                var column = ((pass.Columns.First + ((long)x * pass.Columns.Step)) * pass.OutputChannels)
                    + ((long)group * plan.Width) + firstColumn;
                output.Column = column;
                output.First = (int)Math.Clamp(-column, 0, panelColumns);
                output.Last = (int)Math.Clamp(
                    pass.OutputRowFloats - column, 0, Math.Min(panelColumns, plan.Width - firstColumn));
                if (output.First < output.Last)
                {
                    var shift = (long)pass.Columns.InputOf(x) * pass.InputChannels;
                    PixelTile<TSimd, TVector>.Run(rows, vectors, taps, count, depth, shift, panelColumns, &output);
                }
            }

            tapRow += tapRows;
        }
        while (tapRow < pass.Rows.Taps);
    }

    /// <summary>Lists the runs of values that make up the sums of every tile in the columns with these valid taps.</summary>
    private int FillTaps(
        TapRow* taps, in ConvolutionPass pass, int group, int firstRow, int rows, int firstTapRow, int tapRows,
        int tapFirst, int tapLast, float* weights, int tapWeights)
    {
        var count = 0;
        var step = pass.MergesTaps ? Math.Max(1, tapLast - tapFirst) : 1;
        for (var tapRow = firstTapRow; tapRow < firstTapRow + tapRows; tapRow++)
        {
            for (var tapColumn = tapFirst; tapColumn < tapLast; tapColumn += step)
            {
                var run = (long)tapColumn * pass.Columns.Dilation * pass.InputChannels;
                for (var row = 0; row < rows; row++)
                {
                    var image = (firstRow + row) / pass.Rows.Count;
                    var y = pass.Rows.InputOf((firstRow + row) % pass.Rows.Count) + (tapRow * pass.Rows.Dilation);
                    var input = y >= 0 && y < pass.Rows.InputSize
                        ? operands.Input + ((((long)image * pass.Rows.InputSize) + y) * pass.InputRowFloats)
                        : operands.Zeros;
                    taps[count].SetInput(row, input + (group * pass.Depth) + run);
                }

                taps[count].Weights = weights + ((((long)tapRow * pass.Columns.Taps) + tapColumn) * tapWeights);
                count++;
            }
        }

        return count;
    }
}
