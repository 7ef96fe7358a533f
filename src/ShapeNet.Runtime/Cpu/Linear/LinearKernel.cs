namespace ShapeNet.Runtime.Cpu;

/// <summary>A fully connected layer. Weights are stored [InFeatures][OutFeatures].</summary>
/// <typeparam name="TShape">The layer's sizes.</typeparam>
public static unsafe class LinearKernel<TShape>
    where TShape : struct, ILinearShape
{
    /// <summary>output = input · weight + bias.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InFeatures for each image.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">OutFeatures values, or none.</param>
    /// <param name="output">OutFeatures for each image.</param>
    /// <param name="scratch">Temporary memory of <see cref="ForwardScratch"/>.</param>
    public static void Forward(
        CpuContext context, CpuBuffer input, CpuBuffer weight, CpuBuffer bias, CpuBuffer output, CpuBuffer scratch)
    {
        var work = new LinearForwardWork(
            TShape.InFeatures, TShape.OutFeatures, context.Batch, (int)context.Vectors, input.Pointer, weight.Pointer, bias.Pointer,
            output.Pointer, scratch.Pointer);
        work.PackLastPanel();
        VectorWork.Run(context, work.Items, work);
    }

    /// <summary>Temporary memory of <see cref="Forward"/>: none where OutFeatures is a multiple of 16, else (InFeatures + 1) · 64.</summary>
    public static ScratchSize ForwardScratch() =>
        new(TShape.OutFeatures % 16 == 0 ? 0 : (TShape.InFeatures + 1L) * 64, FloatsPerImage: 0);

    /// <summary>inputGradient (+)= outputGradient · weightᵀ.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="outputGradient">OutFeatures for each image.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="inputGradient">InFeatures for each image.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="inputGradient"/> holds.</param>
    /// <param name="scratch">Temporary memory of <see cref="DataGradientScratch"/>.</param>
    public static void DataGradient(
        CpuContext context, CpuBuffer outputGradient, CpuBuffer weight, CpuBuffer inputGradient, bool accumulate, CpuBuffer scratch)
    {
        var work = new LinearDataGradientWork(
            TShape.InFeatures, TShape.OutFeatures, context.Batch, outputGradient.Pointer, weight.Pointer, inputGradient.Pointer,
            accumulate);
        VectorWork.Run(context, work.Items, work);
    }

    /// <summary>Temporary memory of <see cref="DataGradient"/>: none.</summary>
    public static ScratchSize DataGradientScratch() => default;

    /// <summary>weightGradient = inputᵀ · outputGradient.</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">InFeatures for each image.</param>
    /// <param name="outputGradient">OutFeatures for each image.</param>
    /// <param name="weightGradient">As the weights; overwritten.</param>
    /// <param name="scratch">Temporary memory of <see cref="WeightGradientScratch"/>.</param>
    public static void WeightGradient(
        CpuContext context, CpuBuffer input, CpuBuffer outputGradient, CpuBuffer weightGradient, CpuBuffer scratch)
    {
        var work = new LinearWeightGradientWork(
            TShape.InFeatures, TShape.OutFeatures, context.Batch, input.Pointer, outputGradient.Pointer, weightGradient.Pointer);
        VectorWork.Run(context, work.Items, work);
    }

    /// <summary>Temporary memory of <see cref="WeightGradient"/>: none.</summary>
    public static ScratchSize WeightGradientScratch() => default;
}
