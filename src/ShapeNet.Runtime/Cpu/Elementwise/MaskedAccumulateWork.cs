using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>target += values where the mask is positive.</summary>
internal readonly unsafe struct MaskedAccumulateWork(float* mask, float* values, float* target, long count) : IVectorWork
{
    private const int ItemValues = 32 * 1024;

    public static void Run(CpuContext context, CpuBuffer mask, CpuBuffer values, CpuBuffer target, long valuesPerImage)
    {
        var count = valuesPerImage * context.Batch;
        VectorWork.Run(
            context,
            checked((int)((count + ItemValues - 1) / ItemValues)),
            new MaskedAccumulateWork(mask.Pointer, values.Pointer, target.Pointer, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var last = Math.Min(count, (item + 1L) * ItemValues);
        for (var i = (long)item * ItemValues; i < last; i += TSimd.Lanes)
        {
            var lanes = (int)Math.Min(TSimd.Lanes, last - i);
            var kept = TSimd.WherePositive(TSimd.LoadFirst(mask + i, lanes), TSimd.LoadFirst(values + i, lanes));
            TSimd.StoreFirst(target + i, TSimd.Add(TSimd.LoadFirst(target + i, lanes), kept), lanes);
        }
    }
}
