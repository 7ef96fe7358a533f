using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ShapeNet.Runtime.Cpu;

namespace KernelBench;

/// <summary>
/// Times kernels: the fastest of many runs, because other programs share the machine. On a busy machine the processor time of one
/// thread says more than the time that passes.
/// </summary>
internal sealed class Bench(CpuContext context, double seconds, bool processorTime, string[] wanted)
{
    public CpuContext Context { get; } = context;

    /// <summary>Memory filled with small values.</summary>
    public static unsafe CpuBuffer Buffer(long floats)
    {
        var pointer = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(floats, 16) * sizeof(float), 64);
        var random = new Random(1);
        for (var i = 0L; i < floats; i++)
            pointer[i] = (i & 1023) < 512 ? (float)random.NextDouble() - 0.5f : pointer[i - 512];
        return new(pointer);
    }

    public static unsafe void Free(params CpuBuffer[] buffers)
    {
        foreach (var buffer in buffers)
            NativeMemory.AlignedFree(buffer.Pointer);
    }

    public bool Wants(string name) => wanted.Length == 0 || wanted.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Runs the kernel until the time is up and prints its speed.</summary>
    public void Measure(string name, double flops, double bytes, Action kernel)
    {
        if (!Wants(name))
            return;
        kernel();
        var times = new List<double>();
        var total = Stopwatch.StartNew();
        while (times.Count < 5 || total.Elapsed.TotalSeconds < seconds)
        {
            var start = Now();
            kernel();
            times.Add(Now() - start);
        }

        times.Sort();
        Console.WriteLine(
            $"{name,-34}{times[0] * 1e3,10:F3}{times[times.Count / 2] * 1e3,10:F3}"
            + $"{(flops > 0 ? (flops / times[0] / 1e9).ToString("F0") : ""),10}{(bytes > 0 ? (bytes / times[0] / 1e9).ToString("F1") : ""),8}");
    }

    /// <summary>What the threads reach together with multiply-adds that touch no memory.</summary>
    public double Peak()
    {
        const int Steps = 1_000_000;
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var start = Now();
            Context.Threads.Run(Context.Threads.Count, new PeakWork(Steps));
            best = Math.Min(best, Now() - start);
        }

        return Context.Threads.Count * (double)Steps * 10 * Vector512<float>.Count * 2 / best / 1e9;
    }

    private double Now() => processorTime
        ? Environment.CpuUsage.TotalTime.TotalSeconds
        : (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency;

    private readonly struct PeakWork(int steps) : ICpuWork
    {
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
        public void Execute(int item, int thread)
        {
            var factor = Vector512.Create(0.999f);
            Vector512<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor, g = factor, h = factor, i = factor, j = factor;
            for (var step = 0; step < steps; step++)
            {
                a = Vector512.FusedMultiplyAdd(a, factor, factor);
                b = Vector512.FusedMultiplyAdd(b, factor, factor);
                c = Vector512.FusedMultiplyAdd(c, factor, factor);
                d = Vector512.FusedMultiplyAdd(d, factor, factor);
                e = Vector512.FusedMultiplyAdd(e, factor, factor);
                f = Vector512.FusedMultiplyAdd(f, factor, factor);
                g = Vector512.FusedMultiplyAdd(g, factor, factor);
                h = Vector512.FusedMultiplyAdd(h, factor, factor);
                i = Vector512.FusedMultiplyAdd(i, factor, factor);
                j = Vector512.FusedMultiplyAdd(j, factor, factor);
            }

            if (Vector512.Sum(a + b + c + d + e + f + g + h + i + j) == 0)
                throw new InvalidOperationException("The sum of positive numbers is zero.");
        }
    }
}
