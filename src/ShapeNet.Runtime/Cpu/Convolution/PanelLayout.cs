namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// How the columns of a matrix are cut into panels of at most four vectors, as evenly as possible: a tile with few vectors
/// keeps the multipliers less busy than two tiles of middling width.
/// </summary>
internal readonly struct PanelLayout
{
    private readonly int lanes;
    private readonly int vectors;

    public PanelLayout(int width, int lanes)
    {
        this.lanes = lanes;
        vectors = (width + lanes - 1) / lanes;
        var widest = lanes == 16 ? TileOutput.MaxVectors : 2;
        Count = (vectors + widest - 1) / widest;
    }

    /// <summary>How many panels there are.</summary>
    public int Count { get; }

    /// <summary>Vectors in all panels before this one.</summary>
    public int FirstVector(int panel) => (int)((long)panel * vectors / Count);

    /// <summary>The first column of a panel.</summary>
    public int FirstColumn(int panel) => FirstVector(panel) * lanes;

    /// <summary>The panel of a column.</summary>
    public int PanelOf(int column)
    {
        var panel = 0;
        while (FirstColumn(panel + 1) <= column)
            panel++;
        return panel;
    }

    /// <summary>Vectors in a panel.</summary>
    public int Vectors(int panel) => FirstVector(panel + 1) - FirstVector(panel);
}
