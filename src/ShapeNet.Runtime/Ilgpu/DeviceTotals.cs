using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>Adds up what steps found on the accelerator, so that the host need not wait for each of them.</summary>
internal sealed class DeviceTotals : IDisposable
{
    private const int Values = 3;

    private readonly AcceleratorStream stream;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> totals;
    private readonly Action<AcceleratorStream, KernelConfig, int, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<double>> add;
    private readonly double[] read = new double[Values];
    private int images;

    public DeviceTotals(Accelerator accelerator, AcceleratorStream stream)
    {
        this.stream = stream;
        totals = accelerator.Allocate1D<double>(Values);
        totals.MemSetToZero(stream);
        add = accelerator.LoadKernel<int, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<double>>(AddResults, IlgpuDevice.Specialization);
    }

    /// <summary>The kernel.</summary>
    public static MethodInfo Kernel => ((Delegate)AddResults).Method;

    /// <summary>Adds the results of the batch that the run has computed.</summary>
    public void Add(IlgpuRun run)
    {
        add(stream, new KernelConfig(new Index3D(1, 1, 1), new Index3D(Values, 1, 1)), run.Batch, run.Losses, run.Correct, run.Counted, totals.View.BaseView);
        images += run.Batch;
    }

    /// <summary>Waits for the accelerator, hands the sums over and begins anew.</summary>
    public StepResult Take()
    {
        totals.View.BaseView.CopyToCPU(stream, read);
        totals.MemSetToZero(stream);
        var result = new StepResult(images, read[0], (long)read[1], (long)read[2]);
        images = 0;
        return result;
    }

    public void Dispose() => totals.Dispose();

    /// <summary>A thread for each of the three sums, over the images in their order.</summary>
    private static void AddResults(int batch, ArrayView<float> losses, ArrayView<float> correct, ArrayView<float> counted, ArrayView<double> totals)
    {
        var value = Group.IdxX;
        var values = value == 0 ? losses : value == 1 ? correct : counted;
        var sum = totals[value];
        for (var image = 0; image < batch; image++)
            sum += values[image];
        totals[value] = sum;
    }
}
