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

    /// <summary>Whether quads of what a window sees are whole and aligned: of channels, or of rows of taps.</summary>
    public bool HasPatchQuads => HasInQuads || (HasTapRows && new[] { KernelWidth, StrideWidth, PaddingWidth, InWidth }.All(pixels => pixels * InChannels % 4 == 0));

    /// <summary>Whether phases differ in how many rows of taps they have.</summary>
    public bool TapRowsVary => HasPhases && KernelHeight % StepHeight != 0;

    /// <summary>Whether phases have one column of taps more or less. Where they have many, those that lack one multiply by zeros instead.</summary>
    public bool TapColumnsVary => HasPhases && KernelWidth % StepWidth != 0 && PhaseTapColumns <= 2;

    /// <summary>Whether the inner dimension of the data gradient is shorter in some phases.</summary>
    public bool PhasesVary => TapRowsVary || TapColumnsVary;

    /// <summary>Phases that follow one another along rows and see the same pixels of the output, with other taps.</summary>
    public int RunHeight => PaddingHeight % StepHeight == 0 ? StepHeight : StepHeight / 2;

    /// <summary>Phases that follow one another along columns and see the same pixels of the output, with other taps.</summary>
    public int RunWidth => PaddingWidth % StepWidth == 0 ? StepWidth : StepWidth / 2;

    /// <summary>
    /// Whether the phases of a run are better taken together, as columns of one product: where there are few channels, too few
    /// for a tile's columns, and where every run is whole.
    /// </summary>
    public bool HasRuns =>
        HasPhases && Groups == 1 && InChannels < 64 && RunHeight * RunWidth > 1
        && IsWhole(InHeight, KernelHeight, PaddingHeight, StepHeight) && IsWhole(InWidth, KernelWidth, PaddingWidth, StepWidth)
        && RunWidth * InChannels % 4 == 0;

    /// <summary>Whether a row of taps sees values that follow one another in memory.</summary>
    public bool HasTapRows => Groups == 1 && DilationWidth == 1;

    public string Describe() =>
        $"{InChannels}×{InHeight}×{InWidth} → {OutChannels}×{OutHeight}×{OutWidth}, {KernelHeight}×{KernelWidth}"
        + Unless(StrideHeight == 1 && StrideWidth == 1, $", stride {StrideHeight}×{StrideWidth}")
        + Unless(PaddingHeight == 0 && PaddingWidth == 0, $", padding {PaddingHeight}×{PaddingWidth}")
        + Unless(DilationHeight == 1 && DilationWidth == 1, $", dilation {DilationHeight}×{DilationWidth}")
        + Unless(Groups == 1, $", groups {Groups}");

    internal static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    private static bool IsWhole(int size, int kernel, int padding, int step) =>
        size % step == 0 && kernel % step == 0 && (padding % step == 0 || padding % step * 2 == step);

    private static string Unless(bool isUsual, string text) => isUsual ? "" : text;
}
