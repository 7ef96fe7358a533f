using System.Diagnostics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>Measures what no kernel can exceed on an accelerator.</summary>
internal static class DeviceMeasurement
{
    private const int GroupsPerMultiprocessor = 8;
    private const int Rounds = 5;

    private const long FlopsPerStep = 2 * 16 * 4;

    /// <summary>A GPU's clocks take their time to rise.</summary>
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(0.5);

    /// <summary>The kernel.</summary>
    public static MethodInfo Kernel => ((Delegate)MultiplyAndAdd).Method;

    /// <summary>The best of a few rounds; on the simulator, of tiny ones.</summary>
    public static DeviceLimits Measure(Accelerator accelerator)
    {
        var isGpu = accelerator.AcceleratorType != AcceleratorType.CPU;
        var duration = isGpu ? Warming : TimeSpan.Zero;
        var stream = accelerator.DefaultStream;
        var groups = isGpu ? accelerator.NumMultiprocessors * GroupsPerMultiprocessor : 1;
        var steps = isGpu ? 4096 : 4;
        using var sums = accelerator.Allocate1D<float>(groups * (long)IlgpuRun.GroupSize);
        var kernel = accelerator.LoadKernel<int, float, ArrayView<float>>(MultiplyAndAdd, IlgpuDevice.Specialization);
        var flops = Best(stream, () => kernel(stream, IlgpuRun.Groups(groups), steps, 0.5f, sums.View.BaseView), FlopsPerStep * steps * sums.Length, duration);

        // A gigabyte, or as much of a small device as leaves room for others.
        using var source = accelerator.Allocate1D<float>(isGpu ? Math.Min(1L << 28, accelerator.MemorySize / 64) : 1 << 10);
        using var target = accelerator.Allocate1D<float>(source.Length);
        var bytes = Best(stream, () => source.View.BaseView.CopyTo(stream, target.View.BaseView), 2 * source.LengthInBytes, duration);
        return new(flops, bytes);
    }

    private static double Best(AcceleratorStream stream, Action work, double amount, TimeSpan duration)
    {
        var best = double.PositiveInfinity;
        var begin = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds || Stopwatch.GetElapsedTime(begin) < duration; round++)
        {
            stream.Synchronize();
            var start = Stopwatch.GetTimestamp();
            work();
            stream.Synchronize();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return amount / best;
    }

    /// <summary>Sixteen sums that do not wait for each other; written, so that they are not dropped.</summary>
    private static void MultiplyAndAdd(int steps, float factor, ArrayView<float> result)
    {
        var sums = new Sums();
        var values = new Float4(factor, factor + 1f, factor + 2f, factor + 3f);
        for (var step = 0; step < steps; step++)
        {
            sums = Sums.AddProduct(sums, values, values);
            sums = Sums.AddProduct(sums, values, values);
            sums = Sums.AddProduct(sums, values, values);
            sums = Sums.AddProduct(sums, values, values);
        }

        var row = Float4.Add(Float4.Add(sums.Row0, sums.Row1), Float4.Add(sums.Row2, sums.Row3));
        result[Grid.GlobalIndex.X] = row.X + row.Y + row.Z + row.W;
    }
}
