namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Cross-entropy of every pixel's softmax over the channels. An image's loss is the mean over its counted pixels; the batch's is
/// the sum over its images.
/// </summary>
/// <typeparam name="TShape">The logits' shape: a channel for each class.</typeparam>
public static unsafe class SoftmaxCrossEntropyKernel<TShape>
    where TShape : struct, IChannelShape
{
    /// <summary>Computes losses, hits and, if asked for, the gradient (softmax − one-hot) / counted pixels of the image.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="logits">Height × Width × Channels for each image.</param>
    /// <param name="labels">One int32 for each pixel.</param>
    /// <param name="ignoreLabel">Pixels with this label do not count; −1 for none.</param>
    /// <param name="logitsGradient">The gradient of the logits, or none; may be <paramref name="logits"/>.</param>
    /// <param name="losses">One value for each image.</param>
    /// <param name="correct">For each image, how many counted pixels have their largest logit at the label (the first among equals).</param>
    /// <param name="counted">For each image, how many pixels count.</param>
    /// <param name="scratch">Temporary memory of <see cref="RunScratch"/>.</param>
    /// <exception cref="InvalidDataException">A label is neither a class nor <paramref name="ignoreLabel"/>.</exception>
    public static void Run(
        CpuContext context, CpuBuffer logits, CpuBuffer labels, int ignoreLabel, CpuBuffer logitsGradient, CpuBuffer losses,
        CpuBuffer correct, CpuBuffer counted, CpuBuffer scratch)
    {
        LabelCount.Run(context, labels, ignoreLabel, TShape.Channels, TShape.Height, TShape.Width, counted);
        var chunks = SoftmaxCrossEntropyWork<TShape>.ChunksPerImage;
        var work = new SoftmaxCrossEntropyWork<TShape>(
            logits.Pointer, (int*)labels.Pointer, ignoreLabel, logitsGradient.Pointer, counted.Pointer, scratch.Pointer);
        VectorWork.Run(context, context.Batch * chunks, work);
        for (var image = 0; image < context.Batch; image++)
        {
            double loss = 0, hits = 0;
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                loss += scratch.Pointer[2L * ((image * chunks) + chunk)];
                hits += scratch.Pointer[(2L * ((image * chunks) + chunk)) + 1];
            }

            var pixels = counted.Pointer[image];
            losses.Pointer[image] = pixels > 0 ? (float)(loss / pixels) : 0;
            correct.Pointer[image] = (float)hits;
        }
    }

    /// <summary>Temporary memory of <see cref="Run"/>: 2 · ⌈Height · Width / 1024⌉ for each image.</summary>
    public static ScratchSize RunScratch() => new(FixedFloats: 0, 2L * SoftmaxCrossEntropyWork<TShape>.ChunksPerImage);
}
