using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// Temporary memory of the CPU kernels. Each formula is that of the runtime kernel's <c>…Scratch</c> method; a test
/// holds every pair against each other.
/// </summary>
internal static class KernelScratch
{
    /// <summary>Weights are packed for vectors of up to this many values.</summary>
    private const int PackedLanes = 16;

    /// <summary>
    /// Inference keeps packed weights of at most this many values. Winograd's algorithm makes 16 values of 9: larger ones take more
    /// memory than their packing takes time.
    /// </summary>
    public const long LargestKeptWeights = 3 << 20;

    /// <summary>A convolution's rows that are pooled at once have at most this many values: a thread's workspace without its tiles.</summary>
    public const long LargestStrip = Workspace - (16 * 1024);

    /// <summary>Sums over pixels are taken in chunks of this many pixels.</summary>
    private const int SumChunk = 128;

    /// <summary>A transposed convolution with the loss behind it works on runs of this many pixels, in this many shares.</summary>
    private const int LossLanes = 16, LossShares = 16;

    /// <summary>Windows that a share of them works on at once.</summary>
    private const int LossWindows = 60;

    /// <summary>A thread's workspace.</summary>
    private const long Workspace = 512 * 1024;

    /// <summary>The loss is taken in chunks of this many pixels.</summary>
    private const int LossChunk = 1024;

    public static ScratchSize ConvolutionForward(TensorShape input, TensorShape output, Window window, int groups) =>
        new(PackedForward(input, output, window, groups) + ConvolutionForwardPacked(input, output, window, groups).Fixed, 0);

    public static ScratchSize ConvolutionDataGradient(TensorShape input, TensorShape output, Window window, int groups) =>
        new(PackedDataGradient(input, output, window, groups) + ConvolutionDataGradientPacked(input, output, window, groups).Fixed, 0);

    public static ScratchSize ConvolutionForwardPacked(TensorShape input, TensorShape output, Window window, int groups) => new(
        UsesWinograd(input, output, window, groups)
            ? RoundUp(output.Channels, PackedLanes) + input.Channels
            : groups * RoundUp(output.Channels / groups, PackedLanes) + (long)input.Width * input.Channels,
        0);

    public static ScratchSize ConvolutionDataGradientPacked(TensorShape input, TensorShape output, Window window, int groups) => new(
        UsesWinograd(input, output, window, groups)
            ? RoundUp(input.Channels, PackedLanes) + output.Channels
            : window.Stride.Width * groups * RoundUp(input.Channels / groups, PackedLanes) + (long)output.Width * output.Channels,
        0);

    /// <summary>Values of the weights as a forward convolution's kernel reads them.</summary>
    public static long PackedForward(TensorShape input, TensorShape output, Window window, int groups) =>
        UsesWinograd(input, output, window, groups)
            ? Winograd(input.Channels, output.Channels)
            : Taps(window) * (input.Channels / groups) * groups * RoundUp(output.Channels / groups, PackedLanes);

    /// <summary>Values of the weights as a data gradient's kernel reads them.</summary>
    public static long PackedDataGradient(TensorShape input, TensorShape output, Window window, int groups) =>
        UsesWinograd(input, output, window, groups)
            ? Winograd(output.Channels, input.Channels)
            : Taps(window) * (output.Channels / groups) * groups * RoundUp(input.Channels / groups, PackedLanes);

    public static ScratchSize ConvolutionWeightGradient(TensorShape input, TensorShape output, Window window, int groups)
    {
        var blocks = groups * DivideUp(input.Channels / groups, 64) * DivideUp(output.Channels / groups, 64);
        return blocks >= 8 || (blocks * window.Kernel.Height >= 16 && !UsesWinograd(input, output, window, groups))
            ? default
            : new(DivideUp(16, blocks) * Taps(window) * (input.Channels / groups) * output.Channels, 0);
    }

    public static ScratchSize ChannelSum(TensorShape shape) => new(0, DivideUp(shape.Height * (long)shape.Width, SumChunk) * shape.Channels);

    public static ScratchSize BatchNormStatistics(TensorShape shape) => new(0, 2 * ChannelSum(shape).PerImage);

    public static ScratchSize BatchNormBackwardReduce(TensorShape shape) => BatchNormStatistics(shape);

    public static ScratchSize LinearForward(int inFeatures, int outFeatures) =>
        new(outFeatures % 16 == 0 ? 0 : (inFeatures + 1L) * 64, 0);

    public static ScratchSize SoftmaxCrossEntropy(TensorShape shape) => new(0, 2 * DivideUp(shape.Height * (long)shape.Width, LossChunk));

    public static ScratchSize UpsampleLoss(TensorShape logits, TensorShape input) =>
        new(LossShares * logits.Channels, LossShares * (4 + input.Elements));

    /// <summary>Where a transposed convolution, given by its adjoint, and the loss behind it can be one kernel.</summary>
    public static bool FusesLoss(TensorShape logits, TensorShape input, Window window, int groups)
    {
        if (groups != 1 || window.Dilation != Pair.Both(1) || window.Kernel.Height % window.Stride.Height != 0 || window.Kernel.Width % window.Stride.Width != 0
            || window.Stride.Width % LossLanes != 0 || (long)window.Stride.Height * window.Stride.Width < LossShares * LossLanes)
            return false;
        var depth = window.Kernel.Height / window.Stride.Height * (window.Kernel.Width / window.Stride.Width) * (long)input.Channels;
        var (width, padded) = (logits.Channels * (long)LossLanes, RoundUp(depth, PackedLanes));
        return (2 * (depth + 1) * width) + (width * padded) + (LossWindows * (width + depth + 1 + padded)) + (2 * width) + (2 * padded) + (5 * LossLanes) <= Workspace;
    }

    /// <summary>Where the kernels multiply transformed tiles (Winograd's F(2×2, 3×3); Lavin and Gray 2016).</summary>
    public static bool UsesWinograd(TensorShape input, TensorShape output, Window window, int groups) =>
        window.Kernel == Pair.Both(3) && window.Stride == Pair.Both(1) && window.Dilation == Pair.Both(1) && groups == 1
        && window.Padding is { Height: <= 2, Width: <= 2 } && input.Channels is >= 32 and <= 2048 && output.Channels is >= 32 and <= 2048;

    /// <summary>Sixteen transformed values of each weight, and a pixel of padding.</summary>
    private static long Winograd(int depth, int width) => 16 * (depth + 1L) * RoundUp(width, PackedLanes);

    private static long Taps(Window window) => (long)window.Kernel.Height * window.Kernel.Width;

    private static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;

    private static long RoundUp(long value, long multiple) => DivideUp(value, multiple) * multiple;
}
