using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>Batch normalisation with running statistics, folded into the convolution before it.</summary>
internal static class FoldKernels
{
    public static DeviceKernel Weight(int channels, string epsilon) => new(
        $"FoldWeight_{channels}{Suffix(epsilon)}", "weight·scale/√(variance + ε) of the output channel.",
        [Floats("weight"), Floats("scale"), Floats("runningVariance"), Floats("foldedWeight")],
        () => $"""
        var at = Grid.GlobalIndex.X;
        if (at >= weight.IntLength)
            return;
        var channel = {Division.Modulo("at", channels)};
        foldedWeight[at] = weight[at] * scale[channel] / XMath.Sqrt(runningVariance[channel] + {epsilon});
        """);

    public static DeviceKernel Bias(int channels, string epsilon, bool hasBias)
    {
        var parameters = new List<DeviceParameter>();
        if (hasBias)
            parameters.Add(Floats("bias"));
        parameters.AddRange([Floats("scale"), Floats("shift"), Floats("runningMean"), Floats("runningVariance"), Floats("foldedBias")]);
        return new DeviceKernel(
            $"FoldBias_{channels}{(hasBias ? "_bias" : "")}{Suffix(epsilon)}", "(bias − mean)·scale/√(variance + ε) + shift of each channel.", parameters.ToEquatableArray(),
            () => $"""
            var channel = Grid.GlobalIndex.X;
            if (channel >= {channels})
                return;
            var factor = scale[channel] / XMath.Sqrt(runningVariance[channel] + {epsilon});
            foldedBias[channel] = ({(hasBias ? "bias[channel]" : "0f")} - runningMean[channel]) * factor + shift[channel];
            """);
    }

    /// <summary>Says an epsilon that is not PyTorch's.</summary>
    private static string Suffix(string epsilon) =>
        epsilon == Words.Real(1e-5) + "f" ? "" : $"_e{Words.Identifier(epsilon.TrimEnd('f'))}";
}
