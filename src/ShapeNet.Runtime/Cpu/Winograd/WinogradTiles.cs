using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>The tiles of a batch: their inputs, their products with weights, their outputs.</summary>
internal readonly unsafe struct WinogradTiles(WinogradPlan plan, ConvolutionOperands operands)
{
    /// <summary>Bᵀ d B of some tiles: [product][tile][channel], with <paramref name="pitch"/> values between products.</summary>
    public void TransformInput<TSimd, TVector>(int first, int count, float* target, nint pitch)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var pixels = stackalloc float*[WinogradPlan.Products];
        for (var tile = 0; tile < count; tile++)
        {
            var (image, row, column) = Place(first + tile);
            WinogradTile.Locate(
                operands.Input + ((long)image * plan.InputHeight * plan.InputWidth * plan.Depth),
                (2 * row) - plan.PaddingHeight, (2 * column) - plan.PaddingWidth, plan.InputHeight, plan.InputWidth, plan.Depth,
                size: 4, operands.Zeros, pixels);
            WinogradTile.Data<TSimd, TVector>(pixels, plan.Depth, target + ((nint)tile * plan.Depth), pitch);
        }
    }

    /// <summary>The products of some tiles with a panel of weights, and from them outputs: Aᵀ m A with bias, residual and ReLU.</summary>
    public void Multiply<TSimd, TVector, TRowSource>(
        int first, int count, float* inputs, nint inputPitch, float* weights, int firstColumn, int vectors, float* products)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRowSource : struct, IRowSource
    {
        var columns = vectors * TSimd.Lanes;
        for (var product = 0; product < WinogradPlan.Products; product++)
        {
            MatrixTile<TSimd, TVector>.Run<TRowSource>(
                vectors, count, inputs + (product * inputPitch), plan.Depth, weights, plan.Depth,
                products + (product * plan.ProductPitch), columns);
            weights += plan.PanelPitch(columns);
        }

        TransformOutput<TSimd, TVector>(firstColumn, vectors, first, count, products);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformOutput<TSimd, TVector>(int firstColumn, int vectors, int first, int count, float* products)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var pitch = plan.ProductPitch;
        for (var tile = 0; tile < count; tile++)
        {
            var (image, row, column) = Place(first + tile);
            var pixel = ((((long)image * plan.OutputHeight) + (2 * row)) * plan.OutputWidth) + (2 * column);
            var target = (pixel * plan.Width) + firstColumn;
            var below = target + ((long)plan.OutputWidth * plan.Width);
            var hasRight = (2 * column) + 1 < plan.OutputWidth;
            var hasBelow = (2 * row) + 1 < plan.OutputHeight;
            for (var vector = 0; vector < vectors; vector++)
            {
                var channel = vector * TSimd.Lanes;
                var filled = Math.Min(TSimd.Lanes, plan.Width - firstColumn - channel);
                if (filled <= 0)
                    break;
                WinogradTransform<TSimd, TVector>.Output(
                    products + ((nint)tile * vectors * TSimd.Lanes) + channel, pitch, out var y00, out var y01, out var y10, out var y11);
                var bias = operands.Bias is null ? TSimd.Zero : TSimd.Load(operands.Bias + firstColumn + channel);
                Finish<TSimd, TVector>(y00, bias, target + channel, filled);
                if (hasRight)
                    Finish<TSimd, TVector>(y01, bias, target + plan.Width + channel, filled);
                if (hasBelow)
                    Finish<TSimd, TVector>(y10, bias, below + channel, filled);
                if (hasRight && hasBelow)
                    Finish<TSimd, TVector>(y11, bias, below + plan.Width + channel, filled);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish<TSimd, TVector>(TVector value, TVector bias, long place, int filled)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        value = TSimd.Add(value, bias);
        if (operands.Accumulates)
            value = TSimd.Add(value, TSimd.LoadFirst(operands.Output + place, filled));
        if (operands.Residual is not null)
            value = TSimd.Add(value, TSimd.LoadFirst(operands.Residual + place, filled));
        if (operands.AppliesReLU)
            value = TSimd.ReLU(value);
        if (filled == TSimd.Lanes)
            TSimd.Store(operands.Output + place, value);
        else
            TSimd.StoreFirst(operands.Output + place, value, filled);
    }

    private (int Image, int Row, int Column) Place(int tile)
    {
        var row = tile / plan.TileColumns;
        return (row / plan.TileRows, row % plan.TileRows, tile % plan.TileColumns);
    }
}
