using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Runtime.Tests.Kernels;

/// <summary>A convolution of stride 1 without padding; shapes below say only what differs.</summary>
public interface ITestConvolution<TSelf> : IConv2dShape
    where TSelf : IConv2dShape
{
    static int IConv2dShape.OutHeight =>
        ((TSelf.InHeight + (2 * TSelf.PaddingHeight) - ((TSelf.KernelHeight - 1) * TSelf.DilationHeight) - 1) / TSelf.StrideHeight) + 1;

    static int IConv2dShape.OutWidth =>
        ((TSelf.InWidth + (2 * TSelf.PaddingWidth) - ((TSelf.KernelWidth - 1) * TSelf.DilationWidth) - 1) / TSelf.StrideWidth) + 1;

    static int IConv2dShape.StrideHeight => 1;

    static int IConv2dShape.StrideWidth => 1;

    static int IConv2dShape.PaddingHeight => 0;

    static int IConv2dShape.PaddingWidth => 0;

    static int IConv2dShape.DilationHeight => 1;

    static int IConv2dShape.DilationWidth => 1;

    static int IConv2dShape.Groups => 1;
}

/// <summary>3×3, padding 1: whole vectors of channels.</summary>
public readonly struct Square3x3 : ITestConvolution<Square3x3>
{
    public static int InChannels => 16;

    public static int InHeight => 9;

    public static int InWidth => 7;

    public static int OutChannels => 32;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;
}

/// <summary>Channels that fill no vector, odd sizes, stride 2.</summary>
public readonly struct OddChannels : ITestConvolution<OddChannels>
{
    public static int InChannels => 5;

    public static int InHeight => 11;

    public static int InWidth => 9;

    public static int OutChannels => 21;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;
}

/// <summary>The first layer of a network: 7×7, stride 2, three channels.</summary>
public readonly struct Stem : ITestConvolution<Stem>
{
    public static int InChannels => 3;

    public static int InHeight => 17;

    public static int InWidth => 20;

    public static int OutChannels => 64;

    public static int KernelHeight => 7;

    public static int KernelWidth => 7;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 3;

    public static int PaddingWidth => 3;
}

/// <summary>1×1 with stride 2: most input positions have no tap.</summary>
public readonly struct Downsample : ITestConvolution<Downsample>
{
    public static int InChannels => 20;

    public static int InHeight => 8;

    public static int InWidth => 6;

    public static int OutChannels => 40;

    public static int KernelHeight => 1;

    public static int KernelWidth => 1;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;
}

/// <summary>Kernel, stride and padding differ between the axes.</summary>
public readonly struct Asymmetric : ITestConvolution<Asymmetric>
{
    public static int InChannels => 6;

    public static int InHeight => 10;

    public static int InWidth => 13;

    public static int OutChannels => 18;

    public static int KernelHeight => 5;

    public static int KernelWidth => 2;

    public static int StrideHeight => 1;

    public static int StrideWidth => 3;

    public static int PaddingHeight => 2;

    public static int PaddingWidth => 0;
}

/// <summary>Dilation and stride with a common divisor.</summary>
public readonly struct Dilated : ITestConvolution<Dilated>
{
    public static int InChannels => 7;

    public static int InHeight => 13;

    public static int InWidth => 14;

    public static int OutChannels => 9;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 2;

    public static int PaddingWidth => 3;

    public static int DilationHeight => 2;

    public static int DilationWidth => 3;
}

/// <summary>Three groups with channel tails.</summary>
public readonly struct Grouped : ITestConvolution<Grouped>
{
    public static int InChannels => 15;

    public static int InHeight => 7;

    public static int InWidth => 8;

    public static int OutChannels => 21;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int Groups => 3;
}

/// <summary>One channel in each group.</summary>
public readonly struct Depthwise : ITestConvolution<Depthwise>
{
    public static int InChannels => 10;

    public static int InHeight => 8;

    public static int InWidth => 9;

    public static int OutChannels => 10;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 2;

    public static int StrideWidth => 1;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int Groups => 10;
}

/// <summary>More than one panel and block of channels, and weights beyond one cache chunk.</summary>
public readonly struct ManyChannels : ITestConvolution<ManyChannels>
{
    public static int InChannels => 150;

    public static int InHeight => 5;

    public static int InWidth => 4;

    public static int OutChannels => 132;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;
}

/// <summary>The adjoint of an upsampling: kernel twice the stride.</summary>
public readonly struct TransposedBilinear : ITestConvolution<TransposedBilinear>
{
    public static int InChannels => 5;

    public static int InHeight => 32;

    public static int InWidth => 48;

    public static int OutChannels => 5;

    public static int KernelHeight => 16;

    public static int KernelWidth => 16;

    public static int StrideHeight => 8;

    public static int StrideWidth => 8;

    public static int PaddingHeight => 4;

    public static int PaddingWidth => 4;
}

/// <summary>The adjoint of an upsampling whose last input row and column no tap reaches.</summary>
public readonly struct TransposedOutputPadding : ITestConvolution<TransposedOutputPadding>
{
    public static int InChannels => 6;

    public static int InHeight => 10;

    public static int InWidth => 12;

    public static int OutChannels => 11;

    public static int KernelHeight => 3;

    public static int KernelWidth => 2;

    public static int StrideHeight => 3;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 0;

    public static int PaddingWidth => 1;

    public static int OutHeight => 3;

    public static int OutWidth => 5;
}

/// <summary>Every output sees more padding than input.</summary>
public readonly struct KernelBeyondInput : ITestConvolution<KernelBeyondInput>
{
    public static int InChannels => 3;

    public static int InHeight => 2;

    public static int InWidth => 2;

    public static int OutChannels => 4;

    public static int KernelHeight => 5;

    public static int KernelWidth => 5;

    public static int PaddingHeight => 2;

    public static int PaddingWidth => 2;
}

/// <summary>Whole windows lie in the padding.</summary>
public readonly struct WidePadding : ITestConvolution<WidePadding>
{
    public static int InChannels => 4;

    public static int InHeight => 3;

    public static int InWidth => 4;

    public static int OutChannels => 17;

    public static int KernelHeight => 2;

    public static int KernelWidth => 2;

    public static int PaddingHeight => 3;

    public static int PaddingWidth => 4;
}

/// <summary>One row of many columns.</summary>
public readonly struct LongRow : ITestConvolution<LongRow>
{
    public static int InChannels => 8;

    public static int InHeight => 1;

    public static int InWidth => 230;

    public static int OutChannels => 16;

    public static int KernelHeight => 1;

    public static int KernelWidth => 5;

    public static int PaddingHeight => 0;

    public static int PaddingWidth => 2;
}

/// <summary>Tiles of 2×2 outputs that hang over both edges, channel tails, several blocks of tiles.</summary>
public readonly struct TiledOddSize : ITestConvolution<TiledOddSize>
{
    public static int InChannels => 33;

    public static int InHeight => 13;

    public static int InWidth => 19;

    public static int OutChannels => 70;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;
}

/// <summary>Paddings that differ, none and two.</summary>
public readonly struct TiledWidePadding : ITestConvolution<TiledWidePadding>
{
    public static int InChannels => 40;

    public static int InHeight => 8;

    public static int InWidth => 6;

    public static int OutChannels => 64;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int PaddingHeight => 0;

    public static int PaddingWidth => 2;
}

/// <summary>More weights than a thread's cache holds, for few tiles, with channel tails on both sides.</summary>
public readonly struct PassingWeights : ITestConvolution<PassingWeights>
{
    public static int InChannels => 200;

    public static int InHeight => 3;

    public static int InWidth => 2;

    public static int OutChannels => 180;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;
}

/// <summary>More weights than all caches hold, as deep as they may be with 16 lanes, and one tile more in three images than there are output channels.</summary>
public readonly struct PassingTwice : ITestConvolution<PassingTwice>
{
    public static int InChannels => 617;

    public static int InHeight => 10;

    public static int InWidth => 29;

    public static int OutChannels => 224;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;
}
