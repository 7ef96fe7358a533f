namespace ShapeNet.Runtime.Cpu;

/// <summary>A kernel's work, cut into items, written once for every vector width.</summary>
internal interface IVectorWork
{
    /// <summary>Does one item.</summary>
    void Execute<TSimd, TVector>(int item)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>Runs work with the context's vectors on the context's threads: the one place that chooses the width.</summary>
internal static class VectorWork
{
    public static void Run<TWork>(CpuContext context, int items, in TWork work)
        where TWork : struct, IVectorWork
    {
        switch (context.Vectors)
        {
            case VectorWidth.Vector512:
                context.Threads.Run(items, new AtWidth<Simd512, System.Runtime.Intrinsics.Vector512<float>, TWork>(work));
                break;
            case VectorWidth.Vector256:
                context.Threads.Run(items, new AtWidth<Simd256, System.Runtime.Intrinsics.Vector256<float>, TWork>(work));
                break;
            default:
                context.Threads.Run(items, new AtWidth<SimdScalar, float, TWork>(work));
                break;
        }
    }

    private readonly struct AtWidth<TSimd, TVector, TWork>(TWork work) : ICpuWork
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWork : struct, IVectorWork
    {
        private readonly TWork work = work;

        public void Execute(int item, int thread) => work.Execute<TSimd, TVector>(item);
    }
}
