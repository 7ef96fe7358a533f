using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Transforms the weights into panels [panel][product][input channel][channel of the panel]. A data gradient sees the kernel turned
/// around and its channels exchanged. An item is a vector of the weights' input channels with all output channels, so that the
/// weights are read in long rows. Where there are factors, each output channel of a forward convolution is multiplied by its own.
/// </summary>
internal readonly unsafe struct WinogradWeightsWork(
    WinogradPlan plan, ConvolutionGeometry geometry, float* weights, float* factors, float* panels, int lanes) : IVectorWork
{
    private const int Taps = 9;
    private const int RowsAhead = 4;

    private readonly PanelLayout layout = new(plan.Width, lanes);
    private readonly long tapPitch = (long)geometry.InChannels * geometry.OutChannels;

    public int Items => (geometry.InChannels + lanes - 1) / lanes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var first = item * TSimd.Lanes;
        var count = Math.Min(TSimd.Lanes, geometry.InChannels - first);
        if (plan.IsAdjoint)
        {
            TransformExchanged<TSimd, TVector>(first, count, workspace);
            return;
        }

        for (var channel = first; channel < first + count; channel++)
            TransformRow<TSimd, TVector>(channel, workspace);
    }

    /// <summary>Transforms the weights of one input channel.</summary>
    private void TransformRow<TSimd, TVector>(int channel, float* taps)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var source = weights + ((long)channel * geometry.OutChannels);
        for (var panel = 0; panel < layout.Count; panel++)
        {
            var columns = layout.Vectors(panel) * TSimd.Lanes;
            var target = panels + plan.PanelStart(layout.FirstColumn(panel)) + ((nint)channel * columns);
            for (var vector = 0; vector < layout.Vectors(panel); vector++)
            {
                var column = layout.FirstColumn(panel) + (vector * TSimd.Lanes);
                var filled = Math.Min(TSimd.Lanes, geometry.OutChannels - column);
                if (filled == TSimd.Lanes && factors is null)
                {
                    WinogradTransform<TSimd, TVector>.Filter(
                        source + column, (nint)tapPitch, target + (vector * TSimd.Lanes), plan.PanelPitch(columns), columns * RowsAhead);
                    continue;
                }

                var factor = factors is null ? TSimd.Broadcast(1) : TSimd.LoadFirst(factors + column, filled);
                for (var tap = 0; tap < Taps; tap++)
                    TSimd.Store(taps + (tap * TSimd.Lanes), TSimd.Multiply(TSimd.LoadFirst(source + (tap * tapPitch) + column, filled), factor));
                WinogradTransform<TSimd, TVector>.Filter(
                    taps, TSimd.Lanes, target + (vector * TSimd.Lanes), plan.PanelPitch(columns), columns * RowsAhead);
            }
        }
    }

    /// <summary>Transforms the weights of a vector of input channels, which become one vector of a panel's columns.</summary>
    private void TransformExchanged<TSimd, TVector>(int first, int count, float* block)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var panel = layout.PanelOf(first);
        var columns = layout.Vectors(panel) * TSimd.Lanes;
        var target = panels + plan.PanelStart(layout.FirstColumn(panel)) + (first - layout.FirstColumn(panel));
        nint blockPitch = TSimd.Lanes * TSimd.Lanes;
        for (var outChannel = 0; outChannel < geometry.OutChannels; outChannel += TSimd.Lanes)
        {
            var rows = Math.Min(TSimd.Lanes, geometry.OutChannels - outChannel);
            for (var tap = 0; tap < Taps; tap++)
            {
                var source = weights + (tap * tapPitch) + ((long)first * geometry.OutChannels) + outChannel;
                CopyTransposed<TSimd, TVector>(source, count, rows, block + ((Taps - 1 - tap) * blockPitch));
            }

            for (var row = 0; row < rows; row++)
            {
                WinogradTransform<TSimd, TVector>.Filter(
                    block + (row * TSimd.Lanes), blockPitch, target + ((nint)(outChannel + row) * columns), plan.PanelPitch(columns),
                    columns * RowsAhead);
            }
        }
    }

    /// <summary>Turns rows of input channels into columns, zeros behind the last.</summary>
    private void CopyTransposed<TSimd, TVector>(float* source, int filled, int rows, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (filled == TSimd.Lanes && rows == TSimd.Lanes)
        {
            // So many rows at once are more than the processor foresees by itself.
            if (Sse.IsSupported)
            {
                for (var row = 0; row < TSimd.Lanes; row++)
                    Sse.Prefetch0(source + ((long)row * geometry.OutChannels) + (2 * TSimd.Lanes));
            }

            TSimd.Transpose(source, geometry.OutChannels, target, TSimd.Lanes);
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < TSimd.Lanes; column++)
                target[(row * TSimd.Lanes) + column] = column < filled ? source[((long)column * geometry.OutChannels) + row] : 0;
        }
    }
}
