using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Transforms the weights into panels [panel][product][input channel][channel of the panel]. A data gradient sees the kernel turned
/// around and its channels exchanged.
/// </summary>
internal readonly unsafe struct WinogradWeightsWork(
    WinogradPlan plan, ConvolutionGeometry geometry, float* weights, float* panels, int lanes) : IVectorWork
{
    private const int Taps = 9;

    private readonly PanelLayout layout = new(plan.Width, lanes);
    private readonly int depthBlocks = (plan.Depth + lanes - 1) / lanes;

    /// <summary>One item for each panel and vector of input channels.</summary>
    public int Items => layout.Count * depthBlocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var panel = item / depthBlocks;
        var first = item % depthBlocks * TSimd.Lanes;
        var count = Math.Min(TSimd.Lanes, plan.Depth - first);
        var columns = layout.Vectors(panel) * TSimd.Lanes;
        var pitch = (nint)plan.Depth * columns;
        var target = panels + ((long)WinogradPlan.Products * plan.Depth * layout.FirstColumn(panel)) + ((long)first * columns);

        // Taps of lanes × lanes channels: [tap][input channel][output channel].
        var block = stackalloc float[Taps * TSimd.Lanes * TSimd.Lanes];
        for (var vector = 0; vector < layout.Vectors(panel); vector++)
        {
            var column = layout.FirstColumn(panel) + (vector * TSimd.Lanes);
            var filled = Math.Clamp(plan.Width - column, 0, TSimd.Lanes);
            for (var tap = 0; tap < Taps; tap++)
            {
                var source = weights + ((long)tap * geometry.InChannels * geometry.OutChannels);
                if (plan.IsAdjoint)
                    CopyTransposed<TSimd, TVector>(source, column, filled, first, count, BlockTap<TSimd, TVector>(block, Taps - 1 - tap));
                else
                    Copy<TSimd, TVector>(source, first, count, column, filled, BlockTap<TSimd, TVector>(block, tap));
            }

            for (var channel = 0; channel < count; channel++)
            {
                WinogradTransform<TSimd, TVector>.Filter(
                    block + (channel * TSimd.Lanes), TSimd.Lanes * TSimd.Lanes,
                    target + ((long)channel * columns) + (vector * TSimd.Lanes), pitch);
            }
        }
    }

    private static float* BlockTap<TSimd, TVector>(float* block, int tap)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => block + (tap * TSimd.Lanes * TSimd.Lanes);

    /// <summary>Copies rows of output channels, zeros behind the last.</summary>
    private void Copy<TSimd, TVector>(float* tap, int inChannel, int rows, int outChannel, int filled, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (var row = 0; row < rows; row++)
        {
            var source = tap + ((long)(inChannel + row) * geometry.OutChannels) + outChannel;
            TSimd.Store(target + (row * TSimd.Lanes), filled > 0 ? TSimd.LoadFirst(source, filled) : TSimd.Zero);
        }
    }

    /// <summary>Copies columns of input channels, zeros behind the last.</summary>
    private void CopyTransposed<TSimd, TVector>(float* tap, int inChannel, int filled, int outChannel, int rows, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var source = tap + ((long)inChannel * geometry.OutChannels) + outChannel;
        if (filled == TSimd.Lanes && rows == TSimd.Lanes)
        {
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
