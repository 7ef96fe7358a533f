using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Measures what no kernel can exceed on this processor with these threads and vectors.</summary>
internal static unsafe class CpuLimits
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.5);

    /// <summary>The best of many short repetitions: whatever else the processor does only makes some of them slower.</summary>
    public static DeviceLimits Measure(CpuContext context) => new(MeasureArithmetic(context), MeasureMemory(context));

    private static double MeasureArithmetic(CpuContext context)
    {
        var items = 16 * context.Threads.Count;
        var lanes = context.Vectors switch { VectorWidth.Vector512 => 16, VectorWidth.Vector256 => 8, _ => 1 };
        var flops = 2.0 * items * MultiplyAddWork.Rounds * MultiplyAddWork.Chains * lanes;
        return flops / Shortest(() => VectorWork.Run(context, items, default(MultiplyAddWork)));
    }

    private static double MeasureMemory(CpuContext context)
    {
        const int pieces = 128;
        const nuint bytes = (nuint)pieces * CopyWork.PieceBytes;
        var memory = (byte*)NativeMemory.AlignedAlloc(2 * bytes, 64);
        try
        {
            NativeMemory.Clear(memory, 2 * bytes);
            var work = new CopyWork(memory, memory + bytes);
            return 2.0 * bytes / Shortest(() => context.Threads.Run(pieces, work));
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private static double Shortest(Action work)
    {
        var shortest = double.PositiveInfinity;

        var all = Stopwatch.GetTimestamp();
        do
        {
            var start = Stopwatch.GetTimestamp();
            work();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(all) < Duration);

        return shortest;
    }

    /// <summary>Multiply-adds on registers: as many independent chains as keep two units of latency 5 busy.</summary>
    private readonly struct MultiplyAddWork : IVectorWork
    {
        public const int Chains = 12;
        public const int Rounds = 20_000;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            // x ← x / 2 + 1 stays near 2, so that no value becomes slow to compute with.
            var half = TSimd.Broadcast(0.5f);
            var one = TSimd.Broadcast(1);
            TVector a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one, i = one, j = one, k = one, l = one;
            for (var round = 0; round < Rounds; round++)
            {
                a = TSimd.MultiplyAdd(a, half, one);
                b = TSimd.MultiplyAdd(b, half, one);
                c = TSimd.MultiplyAdd(c, half, one);
                d = TSimd.MultiplyAdd(d, half, one);
                e = TSimd.MultiplyAdd(e, half, one);
                f = TSimd.MultiplyAdd(f, half, one);
                g = TSimd.MultiplyAdd(g, half, one);
                h = TSimd.MultiplyAdd(h, half, one);
                i = TSimd.MultiplyAdd(i, half, one);
                j = TSimd.MultiplyAdd(j, half, one);
                k = TSimd.MultiplyAdd(k, half, one);
                l = TSimd.MultiplyAdd(l, half, one);
            }

            var first = TSimd.Add(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(e, f));
            var second = TSimd.Add(TSimd.Add(TSimd.Add(g, h), TSimd.Add(i, j)), TSimd.Add(k, l));
            TSimd.Store(workspace, TSimd.Add(first, second));
        }
    }

    /// <summary>Copies one piece of memory.</summary>
    private readonly struct CopyWork(byte* source, byte* target) : ICpuWork
    {
        public const int PieceBytes = 1 << 20;

        private readonly byte* source = source;
        private readonly byte* target = target;

        public void Execute(int item, int thread)
        {
            var offset = (nint)item * PieceBytes;
            Buffer.MemoryCopy(source + offset, target + offset, PieceBytes, PieceBytes);
        }
    }
}
