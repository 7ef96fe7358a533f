using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// One block of tiles: transforms its input once, then multiplies with every panel and transforms the products back while both are
/// in the cache.
/// </summary>
internal readonly unsafe struct WinogradConvolutionWork(WinogradPlan plan, ConvolutionOperands operands, CpuContext context) : IVectorWork
{
    private readonly PanelLayout layout = new(plan.Width, (int)context.Vectors);
    private readonly WinogradTiles tiles = new(plan, operands);
    private readonly long count = plan.Tiles(context.Batch);

    /// <summary>One item for each block of tiles.</summary>
    public int Items { get; } = WorkItems.Parts(plan.Tiles(context.Batch), plan.BlockTiles, factor: 1, context.Threads.Count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var first = (int)(count * item / Items);
        var block = (int)(count * (item + 1) / Items) - first;
        tiles.TransformInput<TSimd, TVector>(first, block, workspace, plan.InputPitch);
        var products = workspace + (WinogradPlan.Products * plan.InputPitch);
        for (var panel = 0; panel < layout.Count; panel++)
        {
            var column = layout.FirstColumn(panel);
            tiles.Multiply<TSimd, TVector, NearRows>(
                first, block, workspace, plan.InputPitch, operands.Panels + plan.PanelStart(column), column, layout.Vectors(panel), products);
        }
    }
}
