namespace ShapeNet.Runtime.Cpu;

/// <summary>Packs the weights of a convolution, and runs its passes.</summary>
internal static unsafe class ConvolutionRun
{
    /// <summary>Memory for packed weights.</summary>
    public static long PanelFloats(int taps, int depth, int width, int groups) =>
        (long)taps * depth * groups * ConvolutionGeometry.RoundUp16(width);

    /// <summary>Memory for the bias, in as many copies as a run of pixels needs, and for a row of zeros.</summary>
    public static long ScratchFloats(int width, int groups, int biasCopies, long inputRowFloats) =>
        ((long)biasCopies * groups * ConvolutionGeometry.RoundUp16(width)) + inputRowFloats;

    /// <summary>Packs the weights, each output channel's times its factor where there are factors.</summary>
    public static void Pack(CpuContext context, in ConvolutionPlan plan, float* weight, float* factors, float* panels)
    {
        var packing = new PanelPacking(plan, weight, factors, panels, (int)context.Vectors);
        context.Threads.Run(packing.Items, packing);
    }

    public static void Execute(
        CpuContext context, in ConvolutionPlan plan, float* input, float* panels, float* bias, float* residual, float* output,
        bool accumulate, bool relu, float* scratch)
    {
        var work = new ConvolutionWork(plan, Operands(plan, input, panels, bias, residual, output, accumulate, relu, scratch), context);
        VectorWork.Run(context, work.Items, work);
    }

    /// <summary>Prepares bias and zeros in the scratch memory.</summary>
    public static ConvolutionOperands Operands(
        in ConvolutionPlan plan, float* input, float* panels, float* bias, float* residual, float* output, bool accumulate, bool relu,
        float* scratch)
    {
        var packedBias = scratch;
        var zeros = packedBias + (plan.Geometry.Groups * ConvolutionGeometry.RoundUp16(plan.Width));
        new Span<float>(zeros, checked((int)plan.Pass(0).InputRowFloats)).Clear();
        if (bias is not null)
            PackBias(plan, bias, packedBias);

        return new()
        {
            Input = input,
            Output = output,
            Panels = panels,
            Bias = bias is null ? null : packedBias,
            Zeros = zeros,
            Residual = residual,
            Accumulates = accumulate,
            AppliesReLU = relu,
        };
    }

    /// <summary>Gives every group's bias the panels' columns: repeated for each pixel of a run, then zeros.</summary>
    private static void PackBias(in ConvolutionPlan plan, float* bias, float* target)
    {
        var groups = plan.Geometry.Groups;
        var channels = (plan.IsAdjoint ? plan.Geometry.InChannels : plan.Geometry.OutChannels) / groups;
        var padded = ConvolutionGeometry.RoundUp16(plan.Width);
        for (var group = 0; group < groups; group++)
        {
            for (var column = 0; column < padded; column++)
                target[(group * padded) + column] = column < plan.Width ? bias[(group * channels) + (column % channels)] : 0;
        }
    }
}
