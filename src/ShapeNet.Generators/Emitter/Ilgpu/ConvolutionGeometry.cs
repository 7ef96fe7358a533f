using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>The numbers of a convolution.</summary>
internal sealed class ConvolutionGeometry(KernelShape shape)
{
    public string Name { get; } = shape.Name;

    public int InChannels { get; } = shape.Int("InChannels");

    public int InHeight { get; } = shape.Int("InHeight");

    public int InWidth { get; } = shape.Int("InWidth");

    public int OutChannels { get; } = shape.Int("OutChannels");

    public int OutHeight { get; } = shape.Int("OutHeight");

    public int OutWidth { get; } = shape.Int("OutWidth");

    public int KernelHeight { get; } = shape.Int("KernelHeight");

    public int KernelWidth { get; } = shape.Int("KernelWidth");

    public int StrideHeight { get; } = shape.Int("StrideHeight");

    public int StrideWidth { get; } = shape.Int("StrideWidth");

    public int PaddingHeight { get; } = shape.Int("PaddingHeight");

    public int PaddingWidth { get; } = shape.Int("PaddingWidth");

    public int DilationHeight { get; } = shape.Int("DilationHeight");

    public int DilationWidth { get; } = shape.Int("DilationWidth");

    public int Groups { get; } = shape.Int("Groups");

    public int InPerGroup => InChannels / Groups;

    public int OutPerGroup => OutChannels / Groups;

    public int OutPixels => OutHeight * OutWidth;

    public Pair Kernel => new(KernelHeight, KernelWidth);

    public int Taps => KernelHeight * KernelWidth;

    public long Weights => (long)Taps * InPerGroup * OutChannels;

    /// <inheritdoc cref="DeviceSchedule.HasNarrowGroups"/>
    public bool HasNarrowGroups => DeviceSchedule.HasNarrowGroups(InPerGroup, OutPerGroup, Groups);

    /// <summary>Whether every channel is a group.</summary>
    public bool IsDepthwise => InPerGroup == 1 && OutPerGroup == 1;

    /// <summary>Whether quads of the input's channels are whole and aligned.</summary>
    public bool HasInQuads => InPerGroup % 4 == 0;

    /// <summary>Whether quads of the output's channels are whole and aligned.</summary>
    public bool HasOutQuads => OutPerGroup % 4 == 0;

    /// <summary>Whether a window can reach above or below the input.</summary>
    public bool ChecksRows => PaddingHeight > 0 || (OutHeight - 1) * StrideHeight + DilationHeight * (KernelHeight - 1) >= InHeight;

    /// <summary>Whether a window can reach left or right of the input.</summary>
    public bool ChecksColumns => PaddingWidth > 0 || (OutWidth - 1) * StrideWidth + DilationWidth * (KernelWidth - 1) >= InWidth;

    /// <summary>
    /// With dilation an input pixel's taps do not follow from its remainder by the stride, and all pixels are one phase
    /// that tries every tap.
    /// </summary>
    public bool HasPhases => (StrideHeight > 1 || StrideWidth > 1) && DilationHeight == 1 && DilationWidth == 1;

    public int StepHeight => HasPhases ? StrideHeight : 1;

    public int StepWidth => HasPhases ? StrideWidth : 1;

    public int Phases => StepHeight * StepWidth;

    /// <summary>Rows of the largest phase.</summary>
    public int PhaseRows => DivideUp(InHeight, StepHeight);

    /// <summary>Columns of the largest phase.</summary>
    public int PhaseColumns => DivideUp(InWidth, StepWidth);

    /// <summary>Taps of the phase with the most of them, along rows.</summary>
    public int PhaseTapRows => DivideUp(KernelHeight, StepHeight);

    /// <summary>Taps of the phase with the most of them, along columns.</summary>
    public int PhaseTapColumns => DivideUp(KernelWidth, StepWidth);

    public string Describe() =>
        $"{InChannels}×{InHeight}×{InWidth} → {OutChannels}×{OutHeight}×{OutWidth}, {KernelHeight}×{KernelWidth}"
        + Unless(StrideHeight == 1 && StrideWidth == 1, $", stride {StrideHeight}×{StrideWidth}")
        + Unless(PaddingHeight == 0 && PaddingWidth == 0, $", padding {PaddingHeight}×{PaddingWidth}")
        + Unless(DilationHeight == 1 && DilationWidth == 1, $", dilation {DilationHeight}×{DilationWidth}")
        + Unless(Groups == 1, $", groups {Groups}");

    internal static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    private static string Unless(bool isUsual, string text) => isUsual ? "" : text;
}
