using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// One panel of weights: transforms it into the thread's cache, then multiplies with the transformed inputs of all tiles. So weights that
/// no cache holds are read as they are, and the transformed ones, which are nearly twice as large, never leave the cache.
/// </summary>
internal readonly unsafe struct WinogradPanelWork(
    WinogradPlan plan, ConvolutionOperands operands, WinogradWeights weights, PanelLayout layout, int first, int count, float* inputs, nint inputPitch)
    : IVectorWork
{
    private readonly WinogradTiles tiles = new(plan, operands);

    public int Items => layout.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var (column, vectors) = (layout.FirstColumn(item), layout.Vectors(item));
        var products = workspace + (WinogradPlan.Products * plan.PanelPitch(vectors * TSimd.Lanes));
        for (var channel = 0; channel < plan.Depth; channel += WinogradWeights.RunChannels)
        {
            weights.Transform<TSimd, TVector>(
                column, vectors, channel, Math.Min(WinogradWeights.RunChannels, plan.Depth - channel), workspace, temporary: products);
        }

        for (var tile = 0; tile < count; tile += plan.BlockTiles)
        {
            tiles.Multiply<TSimd, TVector, FarRows>(
                first + tile, Math.Min(plan.BlockTiles, count - tile), inputs + ((nint)tile * plan.Depth), inputPitch, workspace, column, vectors, products);
        }
    }
}
