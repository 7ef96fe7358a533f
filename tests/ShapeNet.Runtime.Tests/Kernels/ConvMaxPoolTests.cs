using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

/// <summary>A pooled convolution gives what convolution and pooling give one after the other.</summary>
public abstract class ConvMaxPoolTests<TShape>
    where TShape : struct, IConvMaxPool2dShape
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_is_convolution_then_pooling(bool relu)
    {
        const int Batch = 3;
        var input = Numbers.Random(Batch * ConvolutionReference<TShape>.InputCount, seed: 1);
        var weight = Numbers.Random(ConvolutionReference<TShape>.WeightCount, seed: 2);
        var bias = Numbers.Random(TShape.OutChannels, seed: 3);
        double[] convolved = [.. ConvolutionReference<TShape>.Forward(Batch, input, weight, bias).Select(value => relu ? Math.Max(value, 0) : value)];
        var expected = PoolingReference<Pooling>.Max(Batch, convolved).Output;
        KernelRun.Check(
            Batch,
            Conv2dKernel<TShape>.ForwardPackedScratch(),
            [input, weight, bias],
            [Numbers.Unset(expected.Length), Numbers.Unset((int)Conv2dKernel<TShape>.PackedForwardFloats())],
            [expected],
            (context, inputs, outputs, scratch) =>
            {
                Conv2dKernel<TShape>.PackForward(context, inputs[1], CpuBuffer.None, outputs[1]);
                ConvMaxPool2dKernel<TShape>.ForwardPacked(context, inputs[0], outputs[1], inputs[2], relu, outputs[0], scratch);
            });
    }

    private readonly struct Pooling : IPool2dShape
    {
        public static int Channels => TShape.OutChannels;
        public static int InHeight => TShape.OutHeight;
        public static int InWidth => TShape.OutWidth;
        public static int OutHeight => TShape.PooledHeight;
        public static int OutWidth => TShape.PooledWidth;
        public static int KernelHeight => TShape.PoolHeight;
        public static int KernelWidth => TShape.PoolWidth;
        public static int StrideHeight => TShape.PoolStrideHeight;
        public static int StrideWidth => TShape.PoolStrideWidth;
        public static int PaddingHeight => TShape.PoolPaddingHeight;
        public static int PaddingWidth => TShape.PoolPaddingWidth;
        public static int DilationHeight => TShape.PoolDilationHeight;
        public static int DilationWidth => TShape.PoolDilationWidth;
        public static bool CountsPadding => true;
    }
}

/// <summary>A convolution of stride 1 without padding and a window that neither overlaps nor pads; shapes below say only what differs.</summary>
public interface ITestConvMaxPool<TSelf> : ITestConvolution<TSelf>, IConvMaxPool2dShape
    where TSelf : IConvMaxPool2dShape
{
    static int IConvMaxPool2dShape.PooledHeight =>
        ((TSelf.OutHeight + (2 * TSelf.PoolPaddingHeight) - ((TSelf.PoolHeight - 1) * TSelf.PoolDilationHeight) - 1) / TSelf.PoolStrideHeight) + 1;

    static int IConvMaxPool2dShape.PooledWidth =>
        ((TSelf.OutWidth + (2 * TSelf.PoolPaddingWidth) - ((TSelf.PoolWidth - 1) * TSelf.PoolDilationWidth) - 1) / TSelf.PoolStrideWidth) + 1;

    static int IConvMaxPool2dShape.PoolHeight => 2;
    static int IConvMaxPool2dShape.PoolWidth => 2;
    static int IConvMaxPool2dShape.PoolStrideHeight => 2;
    static int IConvMaxPool2dShape.PoolStrideWidth => 2;
    static int IConvMaxPool2dShape.PoolPaddingHeight => 0;
    static int IConvMaxPool2dShape.PoolPaddingWidth => 0;
    static int IConvMaxPool2dShape.PoolDilationHeight => 1;
    static int IConvMaxPool2dShape.PoolDilationWidth => 1;
}

/// <summary>A residual network's first layers: more strips than one, windows that overlap and pad.</summary>
public readonly struct PooledStem : ITestConvMaxPool<PooledStem>
{
    public static int InChannels => 3;
    public static int InHeight => 75;
    public static int InWidth => 13;
    public static int OutChannels => 37;
    public static int KernelHeight => 7;
    public static int KernelWidth => 7;
    public static int StrideHeight => 2;
    public static int StrideWidth => 2;
    public static int PaddingHeight => 3;
    public static int PaddingWidth => 3;
    public static int PoolHeight => 3;
    public static int PoolWidth => 3;
    public static int PoolPaddingHeight => 1;
    public static int PoolPaddingWidth => 1;
}

/// <summary>Groups, a dilated window of odd shape, one strip.</summary>
public readonly struct PooledGroups : ITestConvMaxPool<PooledGroups>
{
    public static int InChannels => 6;
    public static int InHeight => 11;
    public static int InWidth => 12;
    public static int OutChannels => 10;
    public static int KernelHeight => 2;
    public static int KernelWidth => 3;
    public static int Groups => 2;
    public static int PoolHeight => 3;
    public static int PoolWidth => 1;
    public static int PoolStrideHeight => 1;
    public static int PoolStrideWidth => 3;
    public static int PoolDilationHeight => 2;
}

/// <summary>Rows so long that a strip holds few of them.</summary>
public readonly struct PooledLongRows : ITestConvMaxPool<PooledLongRows>
{
    public static int InChannels => 1;
    public static int InHeight => 21;
    public static int InWidth => 1600;
    public static int OutChannels => 40;
    public static int KernelHeight => 1;
    public static int KernelWidth => 1;
}

public class PooledStemTests : ConvMaxPoolTests<PooledStem>;

public class PooledGroupsTests : ConvMaxPoolTests<PooledGroups>;

public class PooledLongRowsTests : ConvMaxPoolTests<PooledLongRows>;
