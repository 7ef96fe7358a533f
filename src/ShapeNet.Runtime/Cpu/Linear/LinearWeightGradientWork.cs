using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>The weight gradients of a block of input features: outer products summed over the images.</summary>
internal readonly unsafe struct LinearWeightGradientWork(
    int inFeatures, int outFeatures, int batch, float* input, float* outputGradient, float* weightGradient) : IVectorWork
{
    private const int BlockFeatures = 4 * TileOutput.MaxRows;

    public int Items => (inFeatures + BlockFeatures - 1) / BlockFeatures;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var layout = new PanelLayout(outFeatures, TSimd.Lanes);
        var run = new PixelRun { Input = input, OutputGradient = outputGradient };
        var product = new OuterProduct
        {
            Runs = &run,
            RunCount = 1,
            RunLength = batch,
            InputStride = inFeatures,
            OutputStride = outFeatures,
            TargetStride = outFeatures,
        };
        var last = Math.Min(inFeatures, (item + 1) * BlockFeatures);
        for (var feature = item * BlockFeatures; feature < last; feature += TileOutput.MaxRows)
        {
            product.InputOffset = feature;
            for (var panel = 0; panel < layout.Count; panel++)
            {
                var first = layout.FirstColumn(panel);
                var vectors = layout.Vectors(panel);
                product.OutputOffset = first;
                product.LastLanes = Math.Min(TSimd.Lanes, outFeatures - first - ((vectors - 1) * TSimd.Lanes));
                product.Target = weightGradient + ((long)feature * outFeatures) + first;
                OuterProductTile<TSimd, TVector>.Run(Math.Min(TileOutput.MaxRows, last - feature), vectors, &product);
            }
        }
    }
}
