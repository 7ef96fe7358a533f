using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Transforms the weights into panels. An item is a run of input channels of one panel: sixteen streams of writes, one for each product, each
/// without a gap.
/// </summary>
internal readonly unsafe struct WinogradWeightsWork(WinogradPlan plan, WinogradWeights weights, float* panels, int lanes) : IVectorWork
{
    private readonly PanelLayout layout = new(plan.Width, lanes);
    private readonly int runs = (plan.Depth + WinogradWeights.RunChannels - 1) / WinogradWeights.RunChannels;

    public int Items => layout.Count * runs;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var (panel, first) = (item / runs, item % runs * WinogradWeights.RunChannels);
        var column = layout.FirstColumn(panel);
        weights.Transform<TSimd, TVector>(
            column, layout.Vectors(panel), first, Math.Min(WinogradWeights.RunChannels, plan.Depth - first), panels + plan.PanelStart(column),
            temporary: workspace);
    }
}
