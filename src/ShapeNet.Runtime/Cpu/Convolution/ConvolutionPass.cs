namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// A forward convolution, or one stride phase of a data gradient, as sums over taps:
/// output[i, j] = Σ taps input[i·s + t·d + o, …] · panel[t].
/// </summary>
internal readonly unsafe struct ConvolutionPass
{
    public ConvolutionAxis Rows { get; init; }

    public ConvolutionAxis Columns { get; init; }

    /// <summary>Input channels of one group: the values that one tap contributes.</summary>
    public int Depth { get; init; }

    /// <summary>All input channels.</summary>
    public int InputChannels { get; init; }

    /// <summary>Values of one group at one output position.</summary>
    public int Width { get; init; }

    /// <summary>All output channels.</summary>
    public int OutputChannels { get; init; }

    /// <summary>Rows of the output tensor.</summary>
    public int OutputHeight { get; init; }

    /// <summary>Columns of the output tensor.</summary>
    public int OutputWidth { get; init; }

    /// <summary>This pass's first value in a group's packed weights.</summary>
    public long PanelStart { get; init; }

    /// <summary>Whether neighbouring taps of a row are neighbours in memory, so that they make one longer run of values.</summary>
    public bool MergesTaps => Columns.Dilation == 1 && Depth == InputChannels;

    public long InputRowFloats => (long)Columns.InputSize * InputChannels;

    public long OutputRowFloats => (long)OutputWidth * OutputChannels;

    /// <summary>Taps of the whole pass.</summary>
    public int Taps => Rows.Taps * Columns.Taps;
}
