using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// The weight gradient of a 3×3 convolution of stride 1 in Winograd's transform: 16 products for a tile of 2×2 output gradients
/// instead of 36. An item sums one block of channels over one chunk of the tiles.
/// </summary>
internal readonly unsafe struct WinogradWeightGradientWork(
    WeightGradientPlan plan, float* input, float* outputGradient, float* target, int batch) : IVectorWork
{
    private const int BlockChannels = WeightGradientPlan.BlockChannels;
    private const int BlockTiles = 48;
    private const int Taps = 9;

    // A little more than the values, so that the products do not all fall on the same cache sets.
    private const int TilePitch = (BlockTiles * BlockChannels) + 16;
    private const int SumPitch = (BlockChannels * BlockChannels) + 16;

    private readonly int tileRows = (plan.Geometry.OutHeight + 1) / 2;
    private readonly int tileColumns = (plan.Geometry.OutWidth + 1) / 2;

    public int Items => plan.Chunks * plan.InBlocks * plan.OutBlocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var geometry = plan.Geometry;
        var outFirst = item % plan.OutBlocks * BlockChannels;
        var outCount = Math.Min(BlockChannels, geometry.OutChannels - outFirst);
        var inFirst = item / plan.OutBlocks % plan.InBlocks * BlockChannels;
        var inCount = Math.Min(BlockChannels, geometry.InChannels - inFirst);
        var chunk = item / plan.OutBlocks / plan.InBlocks;
        var tiles = (long)batch * tileRows * tileColumns;
        var tile = (int)(tiles * chunk / plan.Chunks);
        var lastTile = (int)(tiles * (chunk + 1) / plan.Chunks);

        var inputs = workspace;
        var gradients = inputs + (WinogradPlan.Products * TilePitch);
        var sums = gradients + (WinogradPlan.Products * TilePitch);
        var zeros = stackalloc float[BlockChannels];
        new Span<float>(zeros, BlockChannels).Clear();
        var accumulates = false;
        for (; tile < lastTile || !accumulates; tile += BlockTiles)
        {
            var count = Math.Clamp(lastTile - tile, 0, BlockTiles);
            for (var i = 0; i < count; i++)
                TransformTile<TSimd, TVector>(tile + i, inFirst, inCount, outFirst, outCount, i, inputs, gradients, zeros);
            Multiply<TSimd, TVector>(count, inCount, outCount, inputs, gradients, sums, accumulates);
            accumulates = true;
        }

        TransformSums<TSimd, TVector>(
            sums, inCount, outCount, target + (chunk * geometry.Weights) + ((long)inFirst * geometry.OutChannels) + outFirst);
    }

    private void TransformTile<TSimd, TVector>(
        int tile, int inFirst, int inCount, int outFirst, int outCount, int place, float* inputs, float* gradients, float* zeros)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var geometry = plan.Geometry;
        var image = tile / tileColumns / tileRows;
        var y = tile / tileColumns % tileRows * 2;
        var x = tile % tileColumns * 2;
        var pixels = stackalloc float*[WinogradPlan.Products];
        WinogradTile.Locate(
            input + ((long)image * geometry.InHeight * geometry.InWidth * geometry.InChannels) + inFirst,
            y - geometry.PaddingHeight, x - geometry.PaddingWidth, geometry.InHeight, geometry.InWidth, geometry.InChannels,
            size: 4, zeros, pixels);
        WinogradTile.Data<TSimd, TVector>(pixels, inCount, inputs + (place * BlockChannels), TilePitch);
        WinogradTile.Locate(
            outputGradient + ((long)image * geometry.OutHeight * geometry.OutWidth * geometry.OutChannels) + outFirst,
            y, x, geometry.OutHeight, geometry.OutWidth, geometry.OutChannels, size: 2, zeros, pixels);
        WinogradTile.OutputGradient<TSimd, TVector>(pixels, outCount, gradients + (place * BlockChannels), TilePitch);
    }

    private static void Multiply<TSimd, TVector>(
        int count, int inCount, int outCount, float* inputs, float* gradients, float* sums, bool accumulates)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var layout = new PanelLayout(outCount, TSimd.Lanes);
        PixelRun run;
        var product = new OuterProduct
        {
            Runs = &run,
            RunCount = 1,
            RunLength = count,
            InputStride = BlockChannels,
            OutputStride = BlockChannels,
            TargetStride = BlockChannels,
            Accumulates = accumulates,
            LastLanes = TSimd.Lanes,
        };
        for (var i = 0; i < WinogradPlan.Products; i++)
        {
            run.Input = inputs + (i * TilePitch);
            run.OutputGradient = gradients + (i * TilePitch);
            for (var panel = 0; panel < layout.Count; panel++)
            {
                product.OutputOffset = layout.FirstColumn(panel);
                for (var channel = 0; channel < inCount; channel += TileOutput.MaxRows)
                {
                    product.InputOffset = channel;
                    product.Target = sums + (i * SumPitch) + (channel * BlockChannels) + layout.FirstColumn(panel);
                    OuterProductTile<TSimd, TVector>.Run(
                        Math.Min(TileOutput.MaxRows, inCount - channel), layout.Vectors(panel), &product);
                }
            }
        }
    }

    private void TransformSums<TSimd, TVector>(float* sums, int inCount, int outCount, float* weights)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var taps = stackalloc float[Taps * TSimd.Lanes];
        for (var row = 0; row < inCount; row++)
        {
            for (var column = 0; column < outCount; column += TSimd.Lanes)
            {
                var lanes = Math.Min(TSimd.Lanes, outCount - column);
                WinogradTransform<TSimd, TVector>.FilterGradient(
                    sums + (row * BlockChannels) + column, SumPitch, taps, TSimd.Lanes);
                for (var tap = 0; tap < Taps; tap++)
                {
                    var place = ((((long)tap * plan.Geometry.InChannels) + row) * plan.Geometry.OutChannels) + column;
                    TSimd.StoreFirst(weights + place, TSimd.Load(taps + (tap * TSimd.Lanes)), lanes);
                }
            }
        }
    }
}
