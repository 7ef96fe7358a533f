namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// A network's last layer, a transposed convolution, with the loss behind it, forward and backward in one: the logits are made,
/// turned into their gradient and used up while they are in the cache, and never lie in memory as a whole.
/// </summary>
/// <remarks>
/// For kernels that are a whole number of strides, column strides that are a multiple of 16, at least 256 phases (row stride · column
/// stride), one group and no dilation, as long as the weights of 16 phases fit in a thread's workspace.
/// </remarks>
/// <typeparam name="TShape">The adjoint convolution: its input is the logits, its output the layer's input.</typeparam>
public static unsafe class UpsampleLossKernel<TShape>
    where TShape : struct, IConv2dShape
{
    /// <summary>Computes losses, hits and all gradients of softmax cross-entropy behind the layer.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">The layer's input: OutHeight × OutWidth × OutChannels for each image.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">InChannels values, or none.</param>
    /// <param name="labels">One int32 for each of InHeight × InWidth pixels.</param>
    /// <param name="ignoreLabel">Pixels with this label do not count; −1 for none.</param>
    /// <param name="inputGradient">The gradient of <paramref name="input"/>, or none.</param>
    /// <param name="weightGradient">As the weights; overwritten.</param>
    /// <param name="biasGradient">As the bias, or none; overwritten.</param>
    /// <param name="losses">One value for each image.</param>
    /// <param name="correct">For each image, how many counted pixels have their largest logit at the label (the first among equals).</param>
    /// <param name="counted">For each image, how many pixels count.</param>
    /// <param name="scratch">Temporary memory of <see cref="RunScratch"/>.</param>
    /// <exception cref="InvalidDataException">A label is neither a class nor <paramref name="ignoreLabel"/>.</exception>
    public static void Run(
        CpuContext context, CpuBuffer input, CpuBuffer weight, CpuBuffer bias, CpuBuffer labels, int ignoreLabel, CpuBuffer inputGradient,
        CpuBuffer weightGradient, CpuBuffer biasGradient, CpuBuffer losses, CpuBuffer correct, CpuBuffer counted, CpuBuffer scratch)
    {
        var plan = new UpsampleLossPlan(ConvolutionGeometry.Of<TShape>(), hasBias: !bias.IsNone);
        LabelCount.Run(context, labels, ignoreLabel, plan.Classes, TShape.InHeight, TShape.InWidth, counted);

        var sums = (double*)scratch.Pointer;
        var biasParts = (float*)(sums + (2L * UpsampleLossPlan.Shares * context.Batch));
        var inputParts = biasParts + ((long)UpsampleLossPlan.Shares * plan.Classes);
        var work = new UpsampleLossWork(plan, context.Batch)
        {
            Input = input.Pointer,
            Weight = weight.Pointer,
            Bias = bias.Pointer,
            Labels = (int*)labels.Pointer,
            IgnoreLabel = ignoreLabel,
            Counted = counted.Pointer,
            WeightGradient = weightGradient.Pointer,
            InputParts = inputGradient.IsNone ? null : inputParts,
            BiasParts = biasParts,
            Sums = sums,
        };
        VectorWork.Run(context, UpsampleLossPlan.Shares, work);

        if (!inputGradient.IsNone)
            SumChunksWork.Run(context, inputParts, UpsampleLossPlan.Shares, context.Batch * plan.InputElements, inputGradient.Pointer);
        if (!biasGradient.IsNone)
            SumChunksWork.Run(context, biasParts, UpsampleLossPlan.Shares, plan.Classes, biasGradient.Pointer);
        for (var image = 0; image < context.Batch; image++)
        {
            double loss = 0, hits = 0;
            for (var share = 0; share < UpsampleLossPlan.Shares; share++)
            {
                var sum = sums + (2L * ((share * context.Batch) + image));
                loss += sum[0];
                hits += sum[1];
            }

            var pixels = counted.Pointer[image];
            losses.Pointer[image] = pixels > 0 ? (float)(loss / pixels) : 0;
            correct.Pointer[image] = (float)hits;
        }
    }

    /// <summary>Whether the kernel can run this shape (remarks).</summary>
    public static bool Applies() => UpsampleLossPlan.Applies(ConvolutionGeometry.Of<TShape>());

    /// <summary>
    /// Temporary memory of <see cref="Run"/>: 16 · InChannels values, and for each image 16 · (4 + OutChannels · OutHeight · OutWidth).
    /// </summary>
    public static ScratchSize RunScratch()
    {
        var plan = new UpsampleLossPlan(ConvolutionGeometry.Of<TShape>(), hasBias: true);
        return new(UpsampleLossPlan.Shares * plan.Classes, UpsampleLossPlan.Shares * (4 + plan.InputElements));
    }
}
