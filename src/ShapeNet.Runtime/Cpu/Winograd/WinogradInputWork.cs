using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Transforms the inputs of some of the batch's tiles, for all panels of weights.</summary>
internal readonly unsafe struct WinogradInputWork(
    WinogradPlan plan, ConvolutionOperands operands, CpuContext context, int first, int count, float* target, nint pitch) : IVectorWork
{
    private readonly WinogradTiles tiles = new(plan, operands);

    public int Items { get; } = WorkItems.Parts(count, plan.BlockTiles, factor: 1, context.Threads.Count);

    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var from = (int)((long)count * item / Items);
        var to = (int)((long)count * (item + 1) / Items);
        tiles.TransformInput<TSimd, TVector>(first + from, to - from, target + ((nint)from * plan.Depth), pitch);
    }
}
