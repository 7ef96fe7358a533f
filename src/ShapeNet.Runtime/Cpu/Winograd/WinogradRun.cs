namespace ShapeNet.Runtime.Cpu;

/// <summary>Transforms the weights of a convolution, then convolves tile by tile.</summary>
internal static unsafe class WinogradRun
{
    /// <summary>Memory for transformed weights, bias, and a pixel of zeros.</summary>
    public static long ScratchFloats(int depth, int width) =>
        ((WinogradPlan.Products * (depth + 1L)) + 1) * ConvolutionGeometry.RoundUp16(width) + depth;

    public static void Execute(
        CpuContext context, in ConvolutionGeometry geometry, bool adjoint, float* input, float* weight, float* bias, float* residual,
        float* output, bool accumulate, bool relu, float* scratch)
    {
        var lanes = (int)context.Vectors;
        var plan = new WinogradPlan(geometry, adjoint);
        var packedBias = scratch + plan.PanelFloats;
        var padded = ConvolutionGeometry.RoundUp16(plan.Width);
        var zeros = packedBias + padded;
        new Span<float>(zeros, plan.Depth).Clear();
        if (bias is not null)
        {
            new ReadOnlySpan<float>(bias, plan.Width).CopyTo(new(packedBias, padded));
            new Span<float>(packedBias + plan.Width, padded - plan.Width).Clear();
        }

        var weights = new WinogradWeightsWork(plan, geometry, weight, scratch, lanes);
        VectorWork.Run(context, weights.Items, weights);
        var operands = new ConvolutionOperands
        {
            Input = input,
            Output = output,
            Panels = scratch,
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
