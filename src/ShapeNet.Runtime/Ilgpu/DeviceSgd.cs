using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>SGD over all parameters at once, as PyTorch does it: v = m·v + (g + d·p), p −= r·v.</summary>
internal sealed class DeviceSgd(Accelerator accelerator)
{
    private readonly Action<AcceleratorStream, KernelConfig, int, float, float, ArrayView<float>, ArrayView<float>> plain =
        accelerator.LoadKernel<int, float, float, ArrayView<float>, ArrayView<float>>(Step, IlgpuDevice.Specialization);

    private readonly Action<AcceleratorStream, KernelConfig, int, float, float, float, ArrayView<float>, ArrayView<float>, ArrayView<float>> heavy =
        accelerator.LoadKernel<int, float, float, float, ArrayView<float>, ArrayView<float>, ArrayView<float>>(StepWithMomentum, IlgpuDevice.Specialization);

    /// <summary>The kernels.</summary>
    public static IEnumerable<MethodInfo> Kernels => [((Delegate)Step).Method, ((Delegate)StepWithMomentum).Method];

    /// <summary>Changes all parameters. As in PyTorch, velocities stay as they are in steps without momentum.</summary>
    /// <param name="run">Where they are.</param>
    /// <param name="floats">How many: a multiple of sixteen, gaps included.</param>
    /// <param name="plan">Where the velocities lie.</param>
    /// <param name="memory">The arena.</param>
    /// <param name="options">How.</param>
    public void Update(IlgpuRun run, long floats, ArenaPlan plan, ArrayView<float> memory, in SgdOptions options)
    {
        var quads = checked((int)(floats / 4));
        var groups = IlgpuRun.Groups((quads + IlgpuRun.GroupSize - 1) / IlgpuRun.GroupSize);
        if (options.Momentum == 0)
        {
            plain(run.Stream, groups, quads, options.LearningRate, options.WeightDecay, run.Parameter(0, floats), run.Gradient(0, floats));
            return;
        }

        heavy(
            run.Stream, groups, quads, options.LearningRate, options.Momentum, options.WeightDecay,
            run.Parameter(0, floats), run.Gradient(0, floats), memory.SubView(plan.Momentum, floats));
    }

    private static void Step(int quads, float learningRate, float weightDecay, ArrayView<float> parameters, ArrayView<float> gradients)
    {
        var quad = Grid.GlobalIndex.X;
        if (quad >= quads)
            return;
        var p = Float4.Load(parameters, quad * 4);
        var slope = Float4.AddProduct(Float4.Load(gradients, quad * 4), weightDecay, p);
        Float4.Store(Float4.AddProduct(p, -learningRate, slope), parameters, quad * 4);
    }

    private static void StepWithMomentum(
        int quads, float learningRate, float momentum, float weightDecay,
        ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> velocities)
    {
        var quad = Grid.GlobalIndex.X;
        if (quad >= quads)
            return;
        var p = Float4.Load(parameters, quad * 4);
        var slope = Float4.AddProduct(Float4.Load(gradients, quad * 4), weightDecay, p);
        var velocity = Float4.AddProduct(slope, momentum, Float4.Load(velocities, quad * 4));
        Float4.Store(velocity, velocities, quad * 4);
        Float4.Store(Float4.AddProduct(p, -learningRate, velocity), parameters, quad * 4);
    }
}
