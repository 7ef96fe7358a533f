using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// One panel of output features for all images. The weights are read where they lie; only a last panel that does not fill its
/// vectors is copied, so that no vector reaches beyond the weights.
/// </summary>
internal readonly unsafe struct LinearForwardWork(
    int inFeatures, int outFeatures, int batch, int lanes, float* input, float* weight, float* bias, float* output, float* scratch)
    : IVectorWork
{
    /// <summary>Rows of weights that all images use before the next ones: they stay in the cache.</summary>
    private const int CachedRows = 512;

    private readonly PanelLayout layout = new(outFeatures, lanes);

    public int Items => layout.Count;

    private bool LastPanelIsPacked => outFeatures % lanes != 0;

    /// <summary>Copies the last panel and its bias, filled up with zeros, to the temporary memory.</summary>
    public void PackLastPanel()
    {
        if (!LastPanelIsPacked)
            return;
        var panel = layout.Count - 1;
        var first = layout.FirstColumn(panel);
        var columns = layout.Vectors(panel) * lanes;
        var filled = outFeatures - first;
        new Span<float>(scratch, checked((inFeatures + 1) * columns)).Clear();
        for (var row = 0; row < inFeatures; row++)
            new ReadOnlySpan<float>(weight + ((long)row * outFeatures) + first, filled).CopyTo(new(scratch + ((long)row * columns), filled));
        if (bias is not null)
            new ReadOnlySpan<float>(bias + first, filled).CopyTo(new(scratch + ((long)inFeatures * columns), filled));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var first = layout.FirstColumn(item);
        var vectors = layout.Vectors(item);
        var columns = vectors * TSimd.Lanes;
        var isPacked = LastPanelIsPacked && item == layout.Count - 1;
        nint stride = isPacked ? columns : outFeatures;
        var weights = isPacked ? scratch : weight + first;
        var tile = default(TileOutput);
        tile.Last = Math.Min(columns, outFeatures - first);
        tile.Column = first;
        tile.Workspace = workspace;
        var tap = default(TapRow);
        for (var depth = 0; depth < inFeatures; depth += CachedRows)
        {
            tile.Accumulates = depth > 0;
            tile.Bias = depth > 0 || bias is null ? null : isPacked ? scratch + ((long)inFeatures * columns) : bias + first;
            tap.Weights = weights + (depth * stride);
            for (var image = 0; image < batch; image += TileOutput.MaxRows)
            {
                var rows = Math.Min(TileOutput.MaxRows, batch - image);
                for (var row = 0; row < rows; row++)
                {
                    tap.SetInput(row, input + ((long)(image + row) * inFeatures) + depth);
                    tile.SetRow(row, output + ((long)(image + row) * outFeatures));
                }

                PixelTile<TSimd, TVector>.Run(
                    rows, vectors, &tap, 1, Math.Min(CachedRows, inFeatures - depth), shift: 0, stride, &tile);
            }
        }
    }
}
