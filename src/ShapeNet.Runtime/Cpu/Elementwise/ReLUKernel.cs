namespace ShapeNet.Runtime.Cpu;

/// <summary>The rectifier.</summary>
/// <typeparam name="TShape">The tensor's shape.</typeparam>
public static class ReLUKernel<TShape>
    where TShape : struct, IChannelShape
{
    /// <summary>output = max(input, 0). The output may be the input; NaN stays NaN.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">The values.</param>
    /// <param name="output">The rectified values.</param>
    public static void Forward(CpuContext context, CpuBuffer input, CpuBuffer output) =>
        FlatWork<Rectified>.Run(context, input, input, output, ChannelShape.Values<TShape>());

    /// <summary>inputGradient (+)= outputGradient where the output is positive.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">The gradient of the output.</param>
    /// <param name="output">What <see cref="Forward"/> wrote.</param>
    /// <param name="inputGradient">The gradient of the input; may be <paramref name="outputGradient"/>.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    public static void Backward(
        CpuContext context, CpuBuffer outputGradient, CpuBuffer output, CpuBuffer inputGradient, bool accumulate)
    {
        if (accumulate)
            MaskedAccumulateWork.Run(context, output, outputGradient, inputGradient, ChannelShape.Values<TShape>());
        else
            FlatWork<Masked>.Run(context, output, outputGradient, inputGradient, ChannelShape.Values<TShape>());
    }
}
