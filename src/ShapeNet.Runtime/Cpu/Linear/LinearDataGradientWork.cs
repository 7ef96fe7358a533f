using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>The gradients of a block of input features for all images: dot products with rows of the weights.</summary>
internal readonly unsafe struct LinearDataGradientWork(
    int inFeatures, int outFeatures, int batch, float* outputGradient, float* weight, float* inputGradient, bool accumulate) : IVectorWork
{
    private const int BlockFeatures = 32;

    public int Items => (inFeatures + BlockFeatures - 1) / BlockFeatures;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var last = Math.Min(inFeatures, (item + 1) * BlockFeatures);
        for (var feature = item * BlockFeatures; feature < last; feature++)
        {
            var row = weight + ((long)feature * outFeatures);
            for (var image = 0; image < batch; image++)
            {
                var target = inputGradient + ((long)image * inFeatures) + feature;
                var sum = Dot<TSimd, TVector>(row, outputGradient + ((long)image * outFeatures));
                *target = accumulate ? *target + sum : sum;
            }
        }
    }

    private float Dot<TSimd, TVector>(float* left, float* right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero;
        var i = 0;
        for (; i + (2 * TSimd.Lanes) <= outFeatures; i += 2 * TSimd.Lanes)
        {
            sum0 = TSimd.MultiplyAdd(TSimd.Load(left + i), TSimd.Load(right + i), sum0);
            sum1 = TSimd.MultiplyAdd(TSimd.Load(left + i + TSimd.Lanes), TSimd.Load(right + i + TSimd.Lanes), sum1);
        }

        for (; i < outFeatures; i += TSimd.Lanes)
        {
            var lanes = Math.Min(TSimd.Lanes, outFeatures - i);
            sum0 = TSimd.MultiplyAdd(TSimd.LoadFirst(left + i, lanes), TSimd.LoadFirst(right + i, lanes), sum0);
        }

        return TSimd.SumOfLanes(TSimd.Add(sum0, sum1));
    }
}
