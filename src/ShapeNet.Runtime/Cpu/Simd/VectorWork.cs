using System.Runtime.Intrinsics;

namespace ShapeNet.Runtime.Cpu;

/// <summary>A kernel's work, cut into items, written once for every vector width.</summary>
internal unsafe interface IVectorWork
{
    /// <summary>Does one item, with <see cref="CpuThreads.WorkspaceFloats"/> values of memory that the thread keeps in its cache.</summary>
    void Execute<TSimd, TVector>(int item, float* workspace)
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
                context.Threads.Run(items, new AtWidth<Simd512, Vector512<float>, TWork>(work, context.Threads));
                break;
            case VectorWidth.Vector256:
                context.Threads.Run(items, new AtWidth<Simd256, Vector256<float>, TWork>(work, context.Threads));
                break;
            default:
                context.Threads.Run(items, new AtWidth<SimdScalar, float, TWork>(work, context.Threads));
                break;
        }
    }

    private readonly struct AtWidth<TSimd, TVector, TWork>(TWork work, CpuThreads threads) : ICpuWork
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWork : struct, IVectorWork
    {
        private readonly TWork work = work;

        public unsafe void Execute(int item, int thread) => work.Execute<TSimd, TVector>(item, threads.Workspace(thread));
    }
}
