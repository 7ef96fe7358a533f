namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// 2-D convolution. Weights are stored [KernelHeight][KernelWidth][InChannels / Groups][OutChannels]. A transposed convolution
/// is the adjoint of a convolution: its forward pass is <see cref="DataGradient"/> with a bias, its data gradient is
/// <see cref="Forward"/>, its weight gradient is <see cref="WeightGradient"/> with input and output gradient exchanged.
/// </summary>
/// <typeparam name="TShape">The convolution's constants.</typeparam>
public static unsafe partial class Conv2dKernel<TShape>
    where TShape : struct, IConv2dShape
{
    /// <summary>output = input ∗ weight + bias.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InHeight × InWidth × InChannels for each image.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">OutChannels values, or none.</param>
    /// <param name="output">OutHeight × OutWidth × OutChannels for each image.</param>
    /// <param name="scratch">Temporary memory of <see cref="ForwardScratch"/>.</param>
    public static void Forward(
        CpuContext context, CpuBuffer input, CpuBuffer weight, CpuBuffer bias, CpuBuffer output, CpuBuffer scratch) =>
        ForwardFused(context, input, weight, bias, CpuBuffer.None, relu: false, output, scratch);

    /// <summary>output = input ∗ weight + bias + residual, negative values made zero if asked for.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InHeight × InWidth × InChannels for each image.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">OutChannels values, or none.</param>
    /// <param name="residual">A tensor like the output that is added, or none; may be the output.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    /// <param name="output">OutHeight × OutWidth × OutChannels for each image.</param>
    /// <param name="scratch">Temporary memory of <see cref="ForwardScratch"/>.</param>
    public static void ForwardFused(
        CpuContext context, CpuBuffer input, CpuBuffer weight, CpuBuffer bias, CpuBuffer residual, bool relu, CpuBuffer output,
        CpuBuffer scratch) =>
        ForwardScaled(context, input, weight, CpuBuffer.None, bias, residual, relu, output, scratch);

    /// <summary>output = input ∗ (weight · factors) + bias + residual, negative values made zero if asked for.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InHeight × InWidth × InChannels for each image.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="factors">A factor for the weights of each output channel, or none.</param>
    /// <param name="bias">OutChannels values, or none.</param>
    /// <param name="residual">A tensor like the output that is added, or none; may be the output.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    /// <param name="output">OutHeight × OutWidth × OutChannels for each image.</param>
    /// <param name="scratch">Temporary memory of <see cref="ForwardScratch"/>.</param>
    public static void ForwardScaled(
        CpuContext context, CpuBuffer input, CpuBuffer weight, CpuBuffer factors, CpuBuffer bias, CpuBuffer residual, bool relu,
        CpuBuffer output, CpuBuffer scratch) =>
        Run(
            context, adjoint: false, input, weight, factors, bias, residual, output, accumulate: false, relu, packed: scratch,
            Behind(scratch, PackedForwardFloats()));

    /// <summary>
    /// Temporary memory of <see cref="Forward"/> and <see cref="ForwardFused"/>: where Winograd's algorithm applies (remarks)
    /// (16 · InChannels + 17) · RoundUp16(OutChannels) + InChannels, else
    /// (KernelHeight · KernelWidth · InChannels / Groups + 1) · Groups · RoundUp16(OutChannels / Groups) + InWidth · InChannels.
    /// </summary>
    /// <remarks>
    /// Winograd's algorithm applies to 3×3 kernels of stride 1, dilation 1, one group, paddings ≤ 2, and 32 … 2048 channels in and out.
    /// </remarks>
    public static ScratchSize ForwardScratch() => new(PackedForwardFloats() + ForwardPackedScratch().FixedFloats, FloatsPerImage: 0);

    /// <summary>inputGradient (+)= the adjoint of the convolution applied to outputGradient, + bias.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">OutHeight × OutWidth × OutChannels for each image.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">InChannels values where the adjoint is a layer of its own, or none.</param>
    /// <param name="inputGradient">InHeight × InWidth × InChannels for each image.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    /// <param name="scratch">Temporary memory of <see cref="DataGradientScratch"/>.</param>
    public static void DataGradient(
        CpuContext context, CpuBuffer outputGradient, CpuBuffer weight, CpuBuffer bias, CpuBuffer inputGradient, bool accumulate,
        CpuBuffer scratch) =>
        Run(
            context, adjoint: true, outputGradient, weight, factors: CpuBuffer.None, bias, residual: CpuBuffer.None, inputGradient, accumulate,
            relu: false, packed: scratch, Behind(scratch, PackedDataGradientFloats()));

    /// <summary>
    /// Temporary memory of <see cref="DataGradient"/>: where Winograd's algorithm applies (see <see cref="ForwardScratch"/>)
    /// (16 · OutChannels + 17) · RoundUp16(InChannels) + OutChannels, else
    /// (KernelHeight · KernelWidth · OutChannels / Groups + StrideWidth) · Groups · RoundUp16(InChannels / Groups) + OutWidth · OutChannels.
    /// </summary>
    public static ScratchSize DataGradientScratch() => new(PackedDataGradientFloats() + DataGradientPackedScratch().FixedFloats, FloatsPerImage: 0);

    /// <summary>weightGradient = Σ images and pixels of input · outputGradient.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InHeight × InWidth × InChannels for each image.</param>
    /// <param name="outputGradient">OutHeight × OutWidth × OutChannels for each image.</param>
    /// <param name="weightGradient">As the weights; overwritten.</param>
    /// <param name="scratch">Temporary memory of <see cref="WeightGradientScratch"/>.</param>
    public static void WeightGradient(
        CpuContext context, CpuBuffer input, CpuBuffer outputGradient, CpuBuffer weightGradient, CpuBuffer scratch)
    {
        var plan = new WeightGradientPlan(ConvolutionGeometry.Of<TShape>());
        var target = plan.Chunks == 1 ? weightGradient.Pointer : scratch.Pointer;
        if (WinogradPlan.Applies(plan.Geometry))
        {
            var work = new WinogradWeightGradientWork(plan, input.Pointer, outputGradient.Pointer, target, context.Batch);
            VectorWork.Run(context, work.Items, work);
        }
        else
        {
            var work = new WeightGradientWork(plan, input.Pointer, outputGradient.Pointer, target, context.Batch);
            VectorWork.Run(context, work.Items, work);
        }

        if (plan.Chunks > 1)
            SumChunksWork.Run(context, scratch.Pointer, plan.Chunks, plan.Geometry.Weights, weightGradient.Pointer);
    }

    /// <summary>
    /// Temporary memory of <see cref="WeightGradient"/>: with blocks = Groups · ⌈InChannels / Groups / 64⌉ · ⌈OutChannels / Groups / 64⌉,
    /// none where blocks ≥ 8, or where blocks · KernelHeight ≥ 16 and Winograd's algorithm does not apply, else ⌈16 / blocks⌉ · (number of weights).
    /// </summary>
    public static ScratchSize WeightGradientScratch() =>
        new(new WeightGradientPlan(ConvolutionGeometry.Of<TShape>()).ScratchFloats, FloatsPerImage: 0);

    private static CpuBuffer Behind(CpuBuffer buffer, long floats) => new(buffer.Pointer + floats);

    private static void Run(
        CpuContext context, bool adjoint, CpuBuffer input, CpuBuffer weight, CpuBuffer factors, CpuBuffer bias, CpuBuffer residual, CpuBuffer output,
        bool accumulate, bool relu, CpuBuffer packed, CpuBuffer scratch)
    {
        var geometry = ConvolutionGeometry.Of<TShape>();
        if (WinogradPlan.Applies(geometry))
        {
            WinogradRun.Execute(
                context, geometry, adjoint, input.Pointer, weight.Pointer, factors.Pointer, bias.Pointer, residual.Pointer, output.Pointer,
                accumulate, relu, scratch.Pointer, packed.Pointer);
            return;
        }

        Pack(context, adjoint, weight, factors, packed);
        RunPacked(context, adjoint, input, packed, bias, residual, output, accumulate, relu, scratch);
    }
}
