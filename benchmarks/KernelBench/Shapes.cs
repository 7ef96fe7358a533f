using ShapeNet.Runtime.Cpu;

namespace KernelBench;

internal readonly struct Stem : IConv2dShape
{
    public static int InChannels => 3;

    public static int InHeight => 320;

    public static int InWidth => 480;

    public static int OutChannels => 64;

    public static int OutHeight => 160;

    public static int OutWidth => 240;

    public static int KernelHeight => 7;

    public static int KernelWidth => 7;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 3;

    public static int PaddingWidth => 3;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer1 : IConv2dShape
{
    public static int InChannels => 64;

    public static int InHeight => 80;

    public static int InWidth => 120;

    public static int OutChannels => 64;

    public static int OutHeight => 80;

    public static int OutWidth => 120;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 1;

    public static int StrideWidth => 1;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer2First : IConv2dShape
{
    public static int InChannels => 64;

    public static int InHeight => 80;

    public static int InWidth => 120;

    public static int OutChannels => 128;

    public static int OutHeight => 40;

    public static int OutWidth => 60;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer2 : IConv2dShape
{
    public static int InChannels => 128;

    public static int InHeight => 40;

    public static int InWidth => 60;

    public static int OutChannels => 128;

    public static int OutHeight => 40;

    public static int OutWidth => 60;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 1;

    public static int StrideWidth => 1;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer2Downsample : IConv2dShape
{
    public static int InChannels => 64;

    public static int InHeight => 80;

    public static int InWidth => 120;

    public static int OutChannels => 128;

    public static int OutHeight => 40;

    public static int OutWidth => 60;

    public static int KernelHeight => 1;

    public static int KernelWidth => 1;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 0;

    public static int PaddingWidth => 0;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer3First : IConv2dShape
{
    public static int InChannels => 128;

    public static int InHeight => 40;

    public static int InWidth => 60;

    public static int OutChannels => 256;

    public static int OutHeight => 20;

    public static int OutWidth => 30;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer3 : IConv2dShape
{
    public static int InChannels => 256;

    public static int InHeight => 20;

    public static int InWidth => 30;

    public static int OutChannels => 256;

    public static int OutHeight => 20;

    public static int OutWidth => 30;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 1;

    public static int StrideWidth => 1;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer3Downsample : IConv2dShape
{
    public static int InChannels => 128;

    public static int InHeight => 40;

    public static int InWidth => 60;

    public static int OutChannels => 256;

    public static int OutHeight => 20;

    public static int OutWidth => 30;

    public static int KernelHeight => 1;

    public static int KernelWidth => 1;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 0;

    public static int PaddingWidth => 0;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer4First : IConv2dShape
{
    public static int InChannels => 256;

    public static int InHeight => 20;

    public static int InWidth => 30;

    public static int OutChannels => 512;

    public static int OutHeight => 10;

    public static int OutWidth => 15;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer4 : IConv2dShape
{
    public static int InChannels => 512;

    public static int InHeight => 10;

    public static int InWidth => 15;

    public static int OutChannels => 512;

    public static int OutHeight => 10;

    public static int OutWidth => 15;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 1;

    public static int StrideWidth => 1;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Layer4Downsample : IConv2dShape
{
    public static int InChannels => 256;

    public static int InHeight => 20;

    public static int InWidth => 30;

    public static int OutChannels => 512;

    public static int OutHeight => 10;

    public static int OutWidth => 15;

    public static int KernelHeight => 1;

    public static int KernelWidth => 1;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 0;

    public static int PaddingWidth => 0;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Head : IConv2dShape
{
    public static int InChannels => 512;

    public static int InHeight => 10;

    public static int InWidth => 15;

    public static int OutChannels => 21;

    public static int OutHeight => 10;

    public static int OutWidth => 15;

    public static int KernelHeight => 1;

    public static int KernelWidth => 1;

    public static int StrideHeight => 1;

    public static int StrideWidth => 1;

    public static int PaddingHeight => 0;

    public static int PaddingWidth => 0;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct Transposed : IConv2dShape
{
    public static int InChannels => 21;

    public static int InHeight => 320;

    public static int InWidth => 480;

    public static int OutChannels => 21;

    public static int OutHeight => 10;

    public static int OutWidth => 15;

    public static int KernelHeight => 64;

    public static int KernelWidth => 64;

    public static int StrideHeight => 32;

    public static int StrideWidth => 32;

    public static int PaddingHeight => 16;

    public static int PaddingWidth => 16;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static int Groups => 1;
}

internal readonly struct StemNorm : IBatchNorm2dShape
{
    public static int Channels => 64;

    public static int Height => 160;

    public static int Width => 240;

    public static float Epsilon => 1e-5f;

    public static float Momentum => 0.1f;

    public static bool AddsResidual => false;

    public static bool AppliesReLU => true;
}

internal readonly struct Layer1Norm : IBatchNorm2dShape
{
    public static int Channels => 64;

    public static int Height => 80;

    public static int Width => 120;

    public static float Epsilon => 1e-5f;

    public static float Momentum => 0.1f;

    public static bool AddsResidual => true;

    public static bool AppliesReLU => true;
}

internal readonly struct StemPool : IPool2dShape
{
    public static int Channels => 64;

    public static int InHeight => 160;

    public static int InWidth => 240;

    public static int OutHeight => 80;

    public static int OutWidth => 120;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 1;

    public static int DilationWidth => 1;

    public static bool CountsPadding => true;
}

internal readonly struct Logits : IChannelShape
{
    public static int Channels => 21;

    public static int Height => 320;

    public static int Width => 480;
}
