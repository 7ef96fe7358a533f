namespace ShapeNet.Runtime.Cpu;

/// <summary>Addition of two tensors of one shape.</summary>
/// <typeparam name="TShape">Their shape.</typeparam>
public static class AddKernel<TShape>
    where TShape : struct, IChannelShape
{
    /// <summary>output = left + right, negative values made zero if asked for. Either input may be the output.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="left">One summand.</param>
    /// <param name="right">The other summand.</param>
    /// <param name="output">The sum.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    public static void Run(CpuContext context, CpuBuffer left, CpuBuffer right, CpuBuffer output, bool relu)
    {
        if (relu)
            FlatWork<RectifiedSum>.Run(context, left, right, output, ChannelShape.Values<TShape>());
        else
            FlatWork<Sum>.Run(context, left, right, output, ChannelShape.Values<TShape>());
    }
}

/// <summary>A copy of a tensor.</summary>
/// <typeparam name="TShape">Its shape.</typeparam>
public static class CopyKernel<TShape>
    where TShape : struct, IChannelShape
{
    /// <summary>output = input.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">The source.</param>
    /// <param name="output">The target.</param>
    public static void Run(CpuContext context, CpuBuffer input, CpuBuffer output) =>
        FlatWork<Copied>.Run(context, input, input, output, ChannelShape.Values<TShape>());
}

/// <summary>Accumulation of gradients.</summary>
/// <typeparam name="TShape">Their shape.</typeparam>
public static class AccumulateKernel<TShape>
    where TShape : struct, IChannelShape
{
    /// <summary>output += input.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">What is added.</param>
    /// <param name="output">What it is added to.</param>
    public static void Run(CpuContext context, CpuBuffer input, CpuBuffer output) =>
        FlatWork<Sum>.Run(context, output, input, output, ChannelShape.Values<TShape>());
}
