namespace ShapeNet.Runtime.Cpu;

// Weights that are packed by one call and used by others.
public static unsafe partial class Conv2dKernel<TShape>
{
    /// <summary>Brings weights into the form that <see cref="ForwardPacked"/> takes.</summary>
    /// <param name="context">Threads and vectors; the form depends on the vectors.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="factors">A factor for the weights of each output channel, or none.</param>
    /// <param name="packed">Receives <see cref="PackedForwardFloats"/> values.</param>
    public static void PackForward(CpuContext context, CpuBuffer weight, CpuBuffer factors, CpuBuffer packed) =>
        Pack(context, adjoint: false, weight, factors, packed);

    /// <summary>
    /// Values of the weights that <see cref="PackForward"/> makes: where Winograd's algorithm applies (see <see cref="ForwardScratch"/>)
    /// 16 · (InChannels + 1) · RoundUp16(OutChannels), else
    /// KernelHeight · KernelWidth · InChannels / Groups · Groups · RoundUp16(OutChannels / Groups).
    /// </summary>
    public static long PackedForwardFloats()
    {
        var geometry = ConvolutionGeometry.Of<TShape>();
        return WinogradPlan.Applies(geometry)
            ? new WinogradPlan(geometry, adjoint: false).PanelFloats
            : ConvolutionRun.PanelFloats(geometry.Taps, geometry.InPerGroup, geometry.OutPerGroup, geometry.Groups);
    }

    /// <summary>output = input ∗ weight + bias + residual, negative values made zero if asked for.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InHeight × InWidth × InChannels for each image.</param>
    /// <param name="packed">What <see cref="PackForward"/> made of the weights.</param>
    /// <param name="bias">OutChannels values, or none.</param>
    /// <param name="residual">A tensor like the output that is added, or none; may be the output.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    /// <param name="output">OutHeight × OutWidth × OutChannels for each image.</param>
    /// <param name="scratch">Temporary memory of <see cref="ForwardPackedScratch"/>.</param>
    public static void ForwardPacked(
        CpuContext context, CpuBuffer input, CpuBuffer packed, CpuBuffer bias, CpuBuffer residual, bool relu, CpuBuffer output,
        CpuBuffer scratch) =>
        RunPacked(context, adjoint: false, input, packed, bias, residual, output, accumulate: false, relu, scratch);

    /// <summary>
    /// Temporary memory of <see cref="ForwardPacked"/>: where Winograd's algorithm applies RoundUp16(OutChannels) + InChannels, else
    /// Groups · RoundUp16(OutChannels / Groups) + InWidth · InChannels.
    /// </summary>
    public static ScratchSize ForwardPackedScratch()
    {
        var geometry = ConvolutionGeometry.Of<TShape>();
        return new(
            WinogradPlan.Applies(geometry)
                ? WinogradRun.ScratchFloats(geometry.InChannels, geometry.OutChannels)
                : ConvolutionRun.ScratchFloats(geometry.OutPerGroup, geometry.Groups, biasCopies: 1, (long)geometry.InWidth * geometry.InChannels),
            FloatsPerImage: 0);
    }

    /// <summary>Brings weights into the form that <see cref="DataGradientPacked"/> takes.</summary>
    /// <param name="context">Threads and vectors; the form depends on the vectors.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="packed">Receives <see cref="PackedDataGradientFloats"/> values.</param>
    public static void PackDataGradient(CpuContext context, CpuBuffer weight, CpuBuffer packed) =>
        Pack(context, adjoint: true, weight, factors: CpuBuffer.None, packed);

    /// <summary>
    /// Values of the weights that <see cref="PackDataGradient"/> makes: where Winograd's algorithm applies (see <see cref="ForwardScratch"/>)
    /// 16 · (OutChannels + 1) · RoundUp16(InChannels), else
    /// KernelHeight · KernelWidth · OutChannels / Groups · Groups · RoundUp16(InChannels / Groups).
    /// </summary>
    public static long PackedDataGradientFloats()
    {
        var geometry = ConvolutionGeometry.Of<TShape>();
        return WinogradPlan.Applies(geometry)
            ? new WinogradPlan(geometry, adjoint: true).PanelFloats
            : ConvolutionRun.PanelFloats(geometry.Taps, geometry.OutPerGroup, geometry.InPerGroup, geometry.Groups);
    }

    /// <summary>inputGradient (+)= the adjoint of the convolution applied to outputGradient, + bias.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">OutHeight × OutWidth × OutChannels for each image.</param>
    /// <param name="packed">What <see cref="PackDataGradient"/> made of the weights.</param>
    /// <param name="bias">InChannels values where the adjoint is a layer of its own, or none.</param>
    /// <param name="inputGradient">InHeight × InWidth × InChannels for each image.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    /// <param name="scratch">Temporary memory of <see cref="DataGradientPackedScratch"/>.</param>
    public static void DataGradientPacked(
        CpuContext context, CpuBuffer outputGradient, CpuBuffer packed, CpuBuffer bias, CpuBuffer inputGradient, bool accumulate,
        CpuBuffer scratch) =>
        RunPacked(
            context, adjoint: true, outputGradient, packed, bias, residual: CpuBuffer.None, inputGradient, accumulate, relu: false, scratch);

    /// <summary>
    /// Temporary memory of <see cref="DataGradientPacked"/>: where Winograd's algorithm applies RoundUp16(InChannels) + OutChannels, else
    /// StrideWidth · Groups · RoundUp16(InChannels / Groups) + OutWidth · OutChannels.
    /// </summary>
    public static ScratchSize DataGradientPackedScratch()
    {
        var geometry = ConvolutionGeometry.Of<TShape>();
        return new(
            WinogradPlan.Applies(geometry)
                ? WinogradRun.ScratchFloats(geometry.OutChannels, geometry.InChannels)
                : ConvolutionRun.ScratchFloats(
                    geometry.InPerGroup, geometry.Groups, geometry.StrideWidth, (long)geometry.OutWidth * geometry.OutChannels),
            FloatsPerImage: 0);
    }

    private static void Pack(CpuContext context, bool adjoint, CpuBuffer weight, CpuBuffer factors, CpuBuffer packed)
    {
        var geometry = ConvolutionGeometry.Of<TShape>();
        if (WinogradPlan.Applies(geometry))
            WinogradRun.Pack(context, geometry, adjoint, weight.Pointer, factors.Pointer, packed.Pointer);
        else
            ConvolutionRun.Pack(context, PlanOf(geometry, adjoint), weight.Pointer, factors.Pointer, packed.Pointer);
    }

    private static void RunPacked(
        CpuContext context, bool adjoint, CpuBuffer input, CpuBuffer packed, CpuBuffer bias, CpuBuffer residual, CpuBuffer output,
        bool accumulate, bool relu, CpuBuffer scratch)
    {
        var geometry = ConvolutionGeometry.Of<TShape>();
        if (WinogradPlan.Applies(geometry))
        {
            WinogradRun.ExecutePacked(
                context, geometry, adjoint, input.Pointer, packed.Pointer, bias.Pointer, residual.Pointer, output.Pointer, accumulate,
                relu, scratch.Pointer);
            return;
        }

        ConvolutionRun.Execute(
            context, PlanOf(geometry, adjoint), input.Pointer, packed.Pointer, bias.Pointer, residual.Pointer, output.Pointer, accumulate, relu,
            scratch.Pointer);
    }

    private static ConvolutionPlan PlanOf(in ConvolutionGeometry geometry, bool adjoint) =>
        adjoint ? ConvolutionPlan.DataGradient(geometry) : ConvolutionPlan.Forward(geometry);
}
