namespace ShapeNet.Runtime.Cpu;

/// <summary>The constants of an <see cref="IConv2dShape"/> as values, with the sizes that follow from them.</summary>
internal readonly record struct ConvolutionGeometry(
    int InChannels,
    int InHeight,
    int InWidth,
    int OutChannels,
    int OutHeight,
    int OutWidth,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int PaddingHeight,
    int PaddingWidth,
    int DilationHeight,
    int DilationWidth,
    int Groups)
{
    /// <summary>Input channels that one output channel sees.</summary>
    public int InPerGroup => InChannels / Groups;

    /// <summary>Output channels that one input channel feeds.</summary>
    public int OutPerGroup => OutChannels / Groups;

    public int Taps => KernelHeight * KernelWidth;

    /// <summary>Values in the weights.</summary>
    public long Weights => (long)Taps * InPerGroup * OutChannels;

    public static ConvolutionGeometry Of<TShape>()
        where TShape : struct, IConv2dShape
        => new(
            TShape.InChannels,
            TShape.InHeight,
            TShape.InWidth,
            TShape.OutChannels,
            TShape.OutHeight,
            TShape.OutWidth,
            TShape.KernelHeight,
            TShape.KernelWidth,
            TShape.StrideHeight,
            TShape.StrideWidth,
            TShape.PaddingHeight,
            TShape.PaddingWidth,
            TShape.DilationHeight,
            TShape.DilationWidth,
            TShape.Groups);

    /// <summary>A multiple of the widest vectors, so that memory sizes do not depend on the vectors in use.</summary>
    public static int RoundUp16(int value) => (value + 15) / 16 * 16;
}
