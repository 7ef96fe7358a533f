namespace ShapeNet.Runtime.Cpu;

/// <summary>Transforms the weights of a convolution, and convolves tile by tile.</summary>
internal static unsafe class WinogradRun
{
    /// <summary>Memory for bias and a pixel of zeros.</summary>
    public static long ScratchFloats(int depth, int width) => ConvolutionGeometry.RoundUp16(width) + (long)depth;

    /// <summary>Transforms the weights, each output channel's times its factor where there are factors.</summary>
    public static void Pack(CpuContext context, in ConvolutionGeometry geometry, bool adjoint, float* weight, float* factors, float* panels)
    {
        var weights = new WinogradWeightsWork(new WinogradPlan(geometry, adjoint), geometry, weight, factors, panels, (int)context.Vectors);
        VectorWork.Run(context, weights.Items, weights);
    }

    public static void Execute(
        CpuContext context, in ConvolutionGeometry geometry, bool adjoint, float* input, float* panels, float* bias, float* residual,
        float* output, bool accumulate, bool relu, float* scratch)
    {
        var plan = new WinogradPlan(geometry, adjoint);
        var packedBias = scratch;
        var padded = ConvolutionGeometry.RoundUp16(plan.Width);
        var zeros = packedBias + padded;
        new Span<float>(zeros, plan.Depth).Clear();
        if (bias is not null)
        {
            new ReadOnlySpan<float>(bias, plan.Width).CopyTo(new(packedBias, padded));
            new Span<float>(packedBias + plan.Width, padded - plan.Width).Clear();
        }

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
        var work = new WinogradConvolutionWork(plan, operands, context);
        VectorWork.Run(context, work.Items, work);
    }
}
