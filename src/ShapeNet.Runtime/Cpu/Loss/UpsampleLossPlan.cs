namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// A transposed convolution whose kernel is a whole number of strides, cut by phase: all output pixels at one place within the stride
/// see the same taps, each through another window of the input. A phase row of 16 neighbouring columns is one product of matrices,
/// windows × (taps, input channels) by (taps, input channels) × (classes, 16 columns), in which a vector holds pixels, not classes.
/// </summary>
internal readonly struct UpsampleLossPlan
{
    /// <summary>Neighbouring columns of a phase: the widest vector.</summary>
    public const int Lanes = 16;

    /// <summary>The work is split in so many shares, whatever the threads, so that sums are always taken in the same order.</summary>
    public const int Shares = 16;

    /// <summary>Windows that are worked on at once: ten tiles of six.</summary>
    public const int BlockWindows = 60;

    /// <param name="geometry">The adjoint convolution: from logits to the layer's input.</param>
    /// <param name="hasBias">Whether the layer adds a bias: one more input, which is 1.</param>
    public UpsampleLossPlan(in ConvolutionGeometry geometry, bool hasBias)
    {
        Geometry = geometry;
        TapRows = geometry.KernelHeight / geometry.StrideHeight;
        TapColumns = geometry.KernelWidth / geometry.StrideWidth;
        ColumnPhases = geometry.StrideWidth / Lanes;
        Phases = geometry.StrideHeight * ColumnPhases;
        Depth = TapRows * TapColumns * geometry.OutChannels;
        BiasedDepth = Depth + (hasBias ? 1 : 0);
    }

    public ConvolutionGeometry Geometry { get; }

    public int Classes => Geometry.InChannels;

    /// <summary>Channels of the layer's input.</summary>
    public int Channels => Geometry.OutChannels;

    /// <summary>Taps that an output pixel sees, above each other.</summary>
    public int TapRows { get; }

    /// <summary>Taps that an output pixel sees, side by side.</summary>
    public int TapColumns { get; }

    /// <summary>Runs of 16 columns in a stride.</summary>
    public int ColumnPhases { get; }

    /// <summary>Runs of 16 columns in all rows of a stride.</summary>
    public int Phases { get; }

    /// <summary>Input values that an output value is a sum of.</summary>
    public int Depth { get; }

    /// <summary><see cref="Depth"/>, and 1 where there is a bias.</summary>
    public int BiasedDepth { get; }

    /// <summary>Columns of the product: the logits of 16 pixels.</summary>
    public int Width => Classes * Lanes;

    /// <summary><see cref="Depth"/> in whole vectors, however wide.</summary>
    public int PaddedDepth => ConvolutionGeometry.RoundUp16(Depth);

    /// <summary>Values of the layer's input for one image.</summary>
    public long InputElements => (long)Channels * Geometry.OutHeight * Geometry.OutWidth;

    /// <summary>What a thread has in its workspace: <see cref="UpsampleLossMemory"/>.</summary>
    public long WorkspaceFloats =>
        (2L * BiasedDepth * Width) + ((long)Width * PaddedDepth)
        + (BlockWindows * ((long)Width + BiasedDepth + PaddedDepth)) + (2L * Width) + (2L * PaddedDepth) + PixelLoss.RoomFloats;

    /// <summary>Whether such a layer and the loss behind it can be one kernel.</summary>
    public static bool Applies(in ConvolutionGeometry g) =>
        g.Groups == 1 && g is { DilationHeight: 1, DilationWidth: 1 }
        && g.KernelHeight % g.StrideHeight == 0 && g.KernelWidth % g.StrideWidth == 0
        && g.StrideWidth % Lanes == 0 && (long)g.StrideHeight * g.StrideWidth >= Shares * Lanes
        && new UpsampleLossPlan(g, hasBias: true).WorkspaceFloats <= CpuThreads.WorkspaceFloats;

    /// <summary>The windows along an axis in which a phase, or a run of them, lies within the output.</summary>
    public static (int First, int Count) Windows(int phase, int phases, int stride, int padding, int size)
    {
        var first = Math.Max(0, (padding - phase - phases + stride) / stride);
        var last = (size - 1 - phase + padding) / stride;
        return (first, Math.Max(0, last - first + 1));
    }
}
