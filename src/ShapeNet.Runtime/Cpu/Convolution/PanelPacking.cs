using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Copies weights into panels: for each panel of output channels, [tap row][tap column][input channel][channel of the panel],
/// so that the inner kernel reads them in one straight line. Channels beyond the last are zero. Where there
/// are factors, each output channel of a forward convolution is multiplied by its own.
/// </summary>
internal readonly unsafe struct PanelPacking(ConvolutionPlan plan, float* weights, float* factors, float* panels, int lanes) : ICpuWork
{
    private readonly ConvolutionPlan plan = plan;
    private readonly float* weights = weights;
    private readonly float* factors = factors;
    private readonly float* panels = panels;
    private readonly PanelLayout layout = new(plan.Width, lanes);

    /// <summary>One item for each group, pass and panel.</summary>
    public int Items => plan.Geometry.Groups * plan.Passes * layout.Count;

    public void Execute(int item, int thread)
    {
        var panel = item % layout.Count;
        var pass = plan.Pass(item / layout.Count % plan.Passes);
        var group = item / layout.Count / plan.Passes;
        var columns = layout.Vectors(panel) * lanes;
        var target = panels + (group * plan.PanelFloats) + pass.PanelStart
            + ((long)layout.FirstColumn(panel) * pass.Taps * pass.Depth);
        for (var row = 0; row < pass.Rows.Taps; row++)
        {
            for (var column = 0; column < pass.Columns.Taps; column++)
            {
                var tapRow = pass.Rows.FirstTap + (row * pass.Rows.TapStep);
                var tapColumn = pass.Columns.FirstTap + (column * pass.Columns.TapStep);
                if (plan.IsAdjoint)
                    PackTransposed(target, group, tapRow, tapColumn, layout.FirstColumn(panel), columns);
                else
                    Pack(target, group, tapRow, tapColumn, layout.FirstColumn(panel), columns);
                target += (long)pass.Depth * columns;
            }
        }
    }

    private void Pack(float* target, int group, int tapRow, int tapColumn, int firstColumn, int columns)
    {
        var geometry = plan.Geometry;
        var source = Tap(tapRow, tapColumn) + (group * geometry.OutPerGroup) + firstColumn;
        var channelFactors = factors is null ? null : factors + (group * geometry.OutPerGroup) + firstColumn;
        var filled = Math.Min(columns, geometry.OutPerGroup - firstColumn);
        for (var channel = 0; channel < geometry.InPerGroup; channel++)
        {
            if (channelFactors is null)
            {
                new ReadOnlySpan<float>(source, filled).CopyTo(new Span<float>(target, filled));
            }
            else
            {
                for (var i = 0; i < filled; i++)
                    target[i] = source[i] * channelFactors[i];
            }

            if (filled < columns)
                new Span<float>(target + filled, columns - filled).Clear();
            source += geometry.OutChannels;
            target += columns;
        }
    }

    /// <summary>A column is (pixel of the run, input channel); the pixel's tap lies as many taps behind the run's first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackTransposed(float* target, int group, int tapRow, int tapColumn, int firstColumn, int columns)
    {
        var geometry = plan.Geometry;
        for (var i = 0; i < columns; i++)
        {
            var column = firstColumn + i;
            if (column >= plan.Width)
            {
                for (var channel = 0; channel < geometry.OutPerGroup; channel++)
                    target[(channel * columns) + i] = 0;
                continue;
            }

            var pixel = column / geometry.InPerGroup;
            var inChannel = column % geometry.InPerGroup;
            var source = Tap(tapRow, tapColumn + pixel) + ((long)inChannel * geometry.OutChannels) + (group * geometry.OutPerGroup);
            for (var channel = 0; channel < geometry.OutPerGroup; channel++)
                target[(channel * columns) + i] = source[channel];
        }
    }

    private float* Tap(int row, int column) =>
        weights + ((((long)row * plan.Geometry.KernelWidth) + column) * plan.Geometry.InPerGroup * plan.Geometry.OutChannels);
}
