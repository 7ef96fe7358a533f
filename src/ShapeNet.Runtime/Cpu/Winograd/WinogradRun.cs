namespace ShapeNet.Runtime.Cpu;

/// <summary>Transforms the weights of a convolution, and convolves tile by tile.</summary>
internal static unsafe class WinogradRun
{
    /// <summary>Memory for bias and a pixel of zeros.</summary>
    public static long ScratchFloats(int depth, int width) => ConvolutionGeometry.RoundUp16(width) + (long)depth;

    /// <summary>Transforms the weights, each output channel's times its factor where there are factors.</summary>
    public static void Pack(CpuContext context, in ConvolutionGeometry geometry, bool adjoint, float* weight, float* factors, float* panels)
    {
        var plan = new WinogradPlan(geometry, adjoint);
        var work = new WinogradWeightsWork(plan, new(plan, geometry, weight, factors), panels, (int)context.Vectors);
        VectorWork.Run(context, work.Items, work);
    }

    /// <summary>Convolves with weights that <see cref="Pack"/> has transformed.</summary>
    public static void ExecutePacked(
        CpuContext context, in ConvolutionGeometry geometry, bool adjoint, float* input, float* panels, float* bias, float* residual,
        float* output, bool accumulate, bool relu, float* scratch)
    {
        var plan = new WinogradPlan(geometry, adjoint);
        var operands = Operands(plan, input, bias, residual, output, accumulate, relu, scratch) with { Panels = panels };
        var work = new WinogradConvolutionWork(plan, operands, context);
        VectorWork.Run(context, work.Items, work);
    }

    /// <summary>
    /// Convolves with weights that are transformed here and not kept. <paramref name="transforms"/> has room for the transformed weights; where
    /// these pass panel by panel, the transformed inputs lie there.
    /// </summary>
    public static void Execute(
        CpuContext context, in ConvolutionGeometry geometry, bool adjoint, float* input, float* weight, float* factors, float* bias, float* residual,
        float* output, bool accumulate, bool relu, float* scratch, float* transforms)
    {
        var plan = new WinogradPlan(geometry, adjoint);
        var tiles = plan.Tiles(context.Batch);
        if (plan.PassingPanels((int)context.Vectors, context.Threads.Count, tiles) is not { } panels)
        {
            Pack(context, geometry, adjoint, weight, factors, transforms);
            ExecutePacked(context, geometry, adjoint, input, transforms, bias, residual, output, accumulate, relu, scratch);
            return;
        }

        var operands = Operands(plan, input, bias, residual, output, accumulate, relu, scratch);
        var weights = new WinogradWeights(plan, geometry, weight, factors);
        for (var first = 0; first < tiles; first += plan.Width)
        {
            // As many tiles as there are channels: their inputs take no more memory than the weights would.
            var count = Math.Min(plan.Width, tiles - first);
            var pitch = plan.Pitch(count);
            var inputs = new WinogradInputWork(plan, operands, context, first, count, transforms, pitch);
            VectorWork.Run(context, inputs.Items, inputs);
            var work = new WinogradPanelWork(plan, operands, weights, panels, first, count, transforms, pitch);
            VectorWork.Run(context, work.Items, work);
        }
    }

    private static ConvolutionOperands Operands(
        in WinogradPlan plan, float* input, float* bias, float* residual, float* output, bool accumulate, bool relu, float* scratch)
    {
        var packedBias = scratch;
        var padded = ConvolutionGeometry.RoundUp16(plan.Width);
        var zeros = packedBias + padded;
        new Span<float>(zeros, plan.Depth).Clear();
        if (bias is not null)
        {
            new ReadOnlySpan<float>(bias, plan.Width).CopyTo(new(packedBias, padded));
            new Span<float>(packedBias + plan.Width, padded - plan.Width).Clear();
        }

        return new()
        {
            Input = input,
            Output = output,
            Bias = bias is null ? null : packedBias,
            Zeros = zeros,
            Residual = residual,
            Accumulates = accumulate,
            AppliesReLU = relu,
        };
    }
}
