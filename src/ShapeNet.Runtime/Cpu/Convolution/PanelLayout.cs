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
        : this(width, lanes, Widest(lanes), multiple: 1)
    {
    }

    /// <summary>Panels of at most <paramref name="widest"/> vectors, a multiple of <paramref name="multiple"/> of them where there are as many vectors.</summary>
    public PanelLayout(int width, int lanes, int widest, int multiple)
    {
        this.lanes = lanes;
        vectors = (width + lanes - 1) / lanes;
        var count = (vectors + widest - 1) / widest;
        Count = Math.Min(vectors, (count + multiple - 1) / multiple * multiple);
    }

    /// <summary>How many panels there are.</summary>
    public int Count { get; }

    /// <summary>The vectors that the registers have room for beside the sums.</summary>
    public static int Widest(int lanes) => lanes == 16 ? TileOutput.MaxVectors : 2;

    /// <summary>Vectors in all panels before this one.</summary>
    public int FirstVector(int panel) => (int)((long)panel * vectors / Count);

    /// <summary>The first column of a panel.</summary>
    public int FirstColumn(int panel) => FirstVector(panel) * lanes;

    /// <summary>Vectors in a panel.</summary>
    public int Vectors(int panel) => FirstVector(panel + 1) - FirstVector(panel);
}
