namespace ShapeNet.Runtime.Cpu;

/// <summary>Packs the weights of a convolution, then runs its passes.</summary>
internal static unsafe class ConvolutionRun
{
    /// <summary>Memory for packed weights and bias.</summary>
    public static long ScratchFloats(int taps, int depth, int width, int groups, int biasCopies = 1) =>
        (((long)taps * depth) + biasCopies) * groups * ConvolutionGeometry.RoundUp16(width);

    public static void Execute(
        CpuContext context, in ConvolutionPlan plan, float* input, float* weight, float* bias, float* residual, float* output,
        bool accumulate, bool relu, float* scratch)
    {
        var lanes = (int)context.Vectors;
        var groups = plan.Geometry.Groups;
        var panels = scratch;
        var packedBias = panels + (groups * plan.PanelFloats);
        var zeros = packedBias + (groups * ConvolutionGeometry.RoundUp16(plan.Width));
        new Span<float>(zeros, checked((int)plan.Pass(0).InputRowFloats)).Clear();
        if (bias is not null)
            PackBias(plan, bias, packedBias);

        var packing = new PanelPacking(plan, weight, panels, lanes);
        context.Threads.Run(packing.Items, packing);

        var operands = new ConvolutionOperands
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
        var work = new ConvolutionWork(plan, operands, context);
        VectorWork.Run(context, work.Items, work);
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
