using ILGPU;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>SGD over all parameters at once, as PyTorch does it: v = m·v + (g + d·p), p −= r·v.</summary>
internal static class DeviceSgd
{
    /// <summary>Changes four neighbouring parameters. Blocks are multiples of sixteen values, gaps included.</summary>
    public static void Update(
        int quads, float learningRate, float momentum, float weightDecay,
        ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> velocities)
    {
        var quad = Grid.GlobalIndex.X;
        if (quad >= quads)
            return;
        var at = quad * 4;
        var p = Float4.Load(parameters, at);
        var g = Float4.Load(gradients, at);
        var v = Float4.Load(velocities, at);
        v = new Float4(
            momentum * v.X + (g.X + weightDecay * p.X),
            momentum * v.Y + (g.Y + weightDecay * p.Y),
            momentum * v.Z + (g.Z + weightDecay * p.Z),
            momentum * v.W + (g.W + weightDecay * p.W));
        Float4.Store(v, velocities, at);
        p = new Float4(
            p.X - learningRate * v.X,
            p.Y - learningRate * v.Y,
            p.Z - learningRate * v.Z,
            p.W - learningRate * v.W);
        Float4.Store(p, parameters, at);
    }

    /// <summary>Loads the kernel.</summary>
    public static Action<AcceleratorStream, KernelConfig, int, float, float, float, ArrayView<float>, ArrayView<float>, ArrayView<float>> Load(
        Accelerator accelerator) =>
        accelerator.LoadKernel<int, float, float, float, ArrayView<float>, ArrayView<float>, ArrayView<float>>(Update);
}
