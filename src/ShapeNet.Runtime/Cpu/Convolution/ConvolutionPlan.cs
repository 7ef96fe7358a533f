namespace ShapeNet.Runtime.Cpu;

/// <summary>The passes that make up a forward convolution or a data gradient, and how their weights are packed.</summary>
internal readonly struct ConvolutionPlan
{
    private readonly ConvolutionGeometry geometry;
    private readonly bool adjoint;

    private ConvolutionPlan(in ConvolutionGeometry geometry, bool adjoint)
    {
        this.geometry = geometry;
        this.adjoint = adjoint;
    }

    public static ConvolutionPlan Forward(in ConvolutionGeometry geometry) => new(geometry, adjoint: false);

    public static ConvolutionPlan DataGradient(in ConvolutionGeometry geometry) => new(geometry, adjoint: true);

    public bool IsAdjoint => adjoint;

    public ConvolutionGeometry Geometry => geometry;

    public int RowPhases => adjoint ? geometry.StrideHeight : 1;

    public int ColumnPhases => adjoint && !JoinsColumnPhases ? geometry.StrideWidth : 1;

    public int Passes => RowPhases * ColumnPhases;

    /// <summary>Input channels of one group.</summary>
    public int Depth => adjoint ? geometry.OutPerGroup : geometry.InPerGroup;

    /// <summary>Values of one group at one output position.</summary>
    public int Width =>
        !adjoint ? geometry.OutPerGroup : JoinsColumnPhases ? geometry.InPerGroup * geometry.StrideWidth : geometry.InPerGroup;

    /// <summary>Values of a group's packed weights.</summary>
    public long PanelFloats =>
        (long)geometry.KernelHeight * (JoinsColumnPhases ? geometry.KernelWidth / geometry.StrideWidth : geometry.KernelWidth)
        * Depth * ConvolutionGeometry.RoundUp16(Width);

    /// <summary>
    /// Whether the column phases of a data gradient are one pass whose output position is a run of StrideWidth pixels: where all
    /// phases have as many taps. A transposed convolution with many phases and few channels then still fills its vectors.
    /// </summary>
    private bool JoinsColumnPhases =>
        adjoint && geometry.StrideWidth > 1 && geometry.Groups == 1 && geometry.DilationWidth == 1
        && geometry.KernelWidth % geometry.StrideWidth == 0;

    /// <summary>Makes one pass.</summary>
    public ConvolutionPass Pass(int index)
    {
        if (!adjoint)
        {
            return new()
            {
                Rows = ConvolutionAxis.Forward(
                    geometry.InHeight, geometry.OutHeight, geometry.KernelHeight,
                    geometry.StrideHeight, geometry.PaddingHeight, geometry.DilationHeight),
                Columns = ConvolutionAxis.Forward(
                    geometry.InWidth, geometry.OutWidth, geometry.KernelWidth,
                    geometry.StrideWidth, geometry.PaddingWidth, geometry.DilationWidth),
                Depth = Depth,
                InputChannels = geometry.InChannels,
                Width = Width,
                OutputChannels = geometry.OutChannels,
                OutputHeight = geometry.OutHeight,
                OutputWidth = geometry.OutWidth,
            };
        }

        var rows = ConvolutionAxis.Adjoint(
            geometry.InHeight, geometry.OutHeight, geometry.KernelHeight,
            geometry.StrideHeight, geometry.PaddingHeight, geometry.DilationHeight, index / ColumnPhases);
        var columns = JoinsColumnPhases
            ? ConvolutionAxis.AdjointRuns(
                geometry.InWidth, geometry.OutWidth, geometry.KernelWidth, geometry.StrideWidth, geometry.PaddingWidth)
            : ConvolutionAxis.Adjoint(
                geometry.InWidth, geometry.OutWidth, geometry.KernelWidth,
                geometry.StrideWidth, geometry.PaddingWidth, geometry.DilationWidth, index % ColumnPhases);
        var tapsOfRow = JoinsColumnPhases ? columns.Taps : geometry.KernelWidth;
        var tapsBefore = ((long)rows.TapsBefore * tapsOfRow) + ((long)rows.Taps * columns.TapsBefore);
        return new()
        {
            Rows = rows,
            Columns = columns,
            Depth = Depth,
            InputChannels = geometry.OutChannels,
            Width = Width,
            OutputChannels = geometry.InChannels,
            OutputHeight = geometry.InHeight,
            OutputWidth = geometry.InWidth,
            PanelStart = tapsBefore * Depth * ConvolutionGeometry.RoundUp16(Width),
        };
    }
}
