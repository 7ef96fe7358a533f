using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Adds the sums of several chunks in the chunks' order.</summary>
internal readonly unsafe struct SumChunksWork(float* chunks, int chunkCount, long values, float* target) : IVectorWork
{
    private const int ItemValues = 4096;

    public static void Run(CpuContext context, float* chunks, int chunkCount, long values, float* target) =>
        VectorWork.Run(
            context, checked((int)((values + ItemValues - 1) / ItemValues)), new SumChunksWork(chunks, chunkCount, values, target));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var last = Math.Min(values, (item + 1L) * ItemValues);
        for (var i = (long)item * ItemValues; i < last; i += TSimd.Lanes)
        {
            var lanes = (int)Math.Min(TSimd.Lanes, last - i);
            var sum = TSimd.LoadFirst(chunks + i, lanes);
            for (var chunk = 1; chunk < chunkCount; chunk++)
                sum = TSimd.Add(sum, TSimd.LoadFirst(chunks + (chunk * values) + i, lanes));
            TSimd.StoreFirst(target + i, sum, lanes);
        }
    }
}
