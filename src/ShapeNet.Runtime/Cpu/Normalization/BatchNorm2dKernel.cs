namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// 2-D batch normalisation, y = scale · x̂ + shift with x̂ = (x − mean) / √(variance + ε), and what is fused behind it:
/// the addition of a residual, then the rectifier.
/// </summary>
/// <typeparam name="TShape">The tensor's shape and the layer's constants.</typeparam>
public static unsafe class BatchNorm2dKernel<TShape>
    where TShape : struct, IBatchNorm2dShape
{
    /// <summary>
    /// The batch's mean and 1 / √(biased variance + ε) of each channel, and the running statistics moved towards the batch's mean
    /// and unbiased variance.
    /// </summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">Height × Width × Channels for each image.</param>
    /// <param name="mean">The batch's mean.</param>
    /// <param name="inverseDeviation">The batch's 1 / √(variance + ε).</param>
    /// <param name="runningMean">The running mean, updated.</param>
    /// <param name="runningVariance">The running variance, updated.</param>
    /// <param name="scratch">Temporary memory of <see cref="StatisticsScratch"/>.</param>
    public static void Statistics(
        CpuContext context, CpuBuffer input, CpuBuffer mean, CpuBuffer inverseDeviation, CpuBuffer runningMean,
        CpuBuffer runningVariance, CpuBuffer scratch)
    {
        var chunks = ChannelChunks.PerImage<TShape>() * context.Batch;
        VectorWork.Run(context, chunks, new BatchNormMoments<TShape>(input.Pointer, scratch.Pointer));
        BatchNormMoments<TShape>.Combine(
            chunks, context.Batch, scratch.Pointer, (double*)context.Threads.Workspace(0), mean.Pointer, inverseDeviation.Pointer, runningMean.Pointer,
            runningVariance.Pointer);
    }

    /// <summary>Temporary memory of <see cref="Statistics"/>: 2 · ⌈Height · Width / 128⌉ · Channels for each image.</summary>
    public static ScratchSize StatisticsScratch() =>
        new(FixedFloats: 0, 2L * ChannelChunks.PerImage<TShape>() * TShape.Channels);

    /// <summary>output = scale · (input − mean) · inverseDeviation + shift, + residual, rectified.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">Height × Width × Channels for each image.</param>
    /// <param name="mean">From <see cref="Statistics"/>.</param>
    /// <param name="inverseDeviation">From <see cref="Statistics"/>.</param>
    /// <param name="scale">The learned scale.</param>
    /// <param name="shift">The learned shift.</param>
    /// <param name="residual">What is added where the shape says so, else none.</param>
    /// <param name="output">May be the input or the residual.</param>
    public static void Apply(
        CpuContext context, CpuBuffer input, CpuBuffer mean, CpuBuffer inverseDeviation, CpuBuffer scale, CpuBuffer shift,
        CpuBuffer residual, CpuBuffer output) =>
        RunApply(context, new BatchNormApply<TShape>(
            input.Pointer, mean.Pointer, inverseDeviation.Pointer, scale.Pointer, shift.Pointer, residual.Pointer, output.Pointer,
            takesVariance: false));

    /// <summary>As <see cref="Apply"/>, with the running statistics: evaluation where the layer is not folded into a convolution.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">Height × Width × Channels for each image.</param>
    /// <param name="runningMean">The running mean.</param>
    /// <param name="runningVariance">The running variance.</param>
    /// <param name="scale">The learned scale.</param>
    /// <param name="shift">The learned shift.</param>
    /// <param name="residual">What is added where the shape says so, else none.</param>
    /// <param name="output">May be the input or the residual.</param>
    public static void Normalize(
        CpuContext context, CpuBuffer input, CpuBuffer runningMean, CpuBuffer runningVariance, CpuBuffer scale, CpuBuffer shift,
        CpuBuffer residual, CpuBuffer output) =>
        RunApply(context, new BatchNormApply<TShape>(
            input.Pointer, runningMean.Pointer, runningVariance.Pointer, scale.Pointer, shift.Pointer, residual.Pointer,
            output.Pointer, takesVariance: true));

    /// <summary>
    /// With dz the output's gradient, zero where the rectifier was closed: shiftGradient = Σ dz, scaleGradient = Σ dz · x̂, and
    /// residualGradient = dz where a residual is added and something trained lies before it.
    /// </summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">The gradient of the output.</param>
    /// <param name="output">What <see cref="Apply"/> wrote; none where nothing is rectified.</param>
    /// <param name="input">The layer's input.</param>
    /// <param name="mean">From <see cref="Statistics"/>.</param>
    /// <param name="inverseDeviation">From <see cref="Statistics"/>.</param>
    /// <param name="scaleGradient">The gradient of the scale.</param>
    /// <param name="shiftGradient">The gradient of the shift.</param>
    /// <param name="residualGradient">
    /// The gradient of the residual, overwritten; may be <paramref name="outputGradient"/>; none where nobody wants it.
    /// </param>
    /// <param name="scratch">Temporary memory of <see cref="BackwardReduceScratch"/>.</param>
    public static void BackwardReduce(
        CpuContext context, CpuBuffer outputGradient, CpuBuffer output, CpuBuffer input, CpuBuffer mean, CpuBuffer inverseDeviation,
        CpuBuffer scaleGradient, CpuBuffer shiftGradient, CpuBuffer residualGradient, CpuBuffer scratch)
    {
        var chunks = ChannelChunks.PerImage<TShape>() * context.Batch;
        VectorWork.Run(context, chunks, new BatchNormBackwardReduce<TShape>(
            outputGradient.Pointer, output.Pointer, input.Pointer, mean.Pointer, inverseDeviation.Pointer, residualGradient.Pointer,
            scratch.Pointer));
        BatchNormBackwardReduce<TShape>.Combine(
            chunks, scratch.Pointer, (double*)context.Threads.Workspace(0), scaleGradient.Pointer, shiftGradient.Pointer);
    }

    /// <summary>Temporary memory of <see cref="BackwardReduce"/>: 2 · ⌈Height · Width / 128⌉ · Channels for each image.</summary>
    public static ScratchSize BackwardReduceScratch() => StatisticsScratch();

    /// <summary>
    /// inputGradient (+)= scale · inverseDeviation · (dz − shiftGradient / n − x̂ · scaleGradient / n), n = pixels of the batch.
    /// </summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">The gradient of the output, or dz itself.</param>
    /// <param name="output">What <see cref="Apply"/> wrote, or none where <paramref name="outputGradient"/> is dz already.</param>
    /// <param name="input">The layer's input.</param>
    /// <param name="mean">From <see cref="Statistics"/>.</param>
    /// <param name="inverseDeviation">From <see cref="Statistics"/>.</param>
    /// <param name="scale">The learned scale.</param>
    /// <param name="scaleGradient">From <see cref="BackwardReduce"/>.</param>
    /// <param name="shiftGradient">From <see cref="BackwardReduce"/>.</param>
    /// <param name="inputGradient">The gradient of the input; may be <paramref name="outputGradient"/>.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    public static void BackwardApply(
        CpuContext context, CpuBuffer outputGradient, CpuBuffer output, CpuBuffer input, CpuBuffer mean, CpuBuffer inverseDeviation,
        CpuBuffer scale, CpuBuffer scaleGradient, CpuBuffer shiftGradient, CpuBuffer inputGradient, bool accumulate)
    {
        var pixels = (long)ChannelShape.Pixels<TShape>() * context.Batch;
        VectorWork.Run(
            context,
            ChannelChunks.PerImage<TShape>() * context.Batch,
            new BatchNormBackwardApply<TShape>(
                outputGradient.Pointer, output.Pointer, input.Pointer, mean.Pointer, inverseDeviation.Pointer, scale.Pointer,
                scaleGradient.Pointer, shiftGradient.Pointer, inputGradient.Pointer, (float)(1.0 / pixels), accumulate));
    }

    private static void RunApply(CpuContext context, in BatchNormApply<TShape> work) =>
        VectorWork.Run(context, ChannelChunks.PerImage<TShape>() * context.Batch, work);
}
