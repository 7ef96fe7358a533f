namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// A 3×3 convolution of stride 1, or its data gradient, by Winograd's F(2×2, 3×3): a tile of 2×2 outputs is the transform of 16
/// products where the direct sum takes 36. Its rounding error is no larger than the direct sum's; that of the larger tiles is.
/// </summary>
internal readonly struct WinogradPlan
{
    /// <summary>Products in a tile: 4×4.</summary>
    public const int Products = 16;

    private const int MaxBlockTiles = 48;

    // Vectors: with fewer, the multipliers wait for the tiles' values.
    private const int NarrowestPassing = 3;

    // What a cache that the threads share surely holds: 8 MB.
    private const long SharedFloats = 2 * 1024 * 1024;

    // Values between the matrices of two products, so that they do not all fall on the same cache sets.
    private const int Gap = 16;

    public WinogradPlan(in ConvolutionGeometry geometry, bool adjoint)
    {
        IsAdjoint = adjoint;
        Depth = adjoint ? geometry.OutChannels : geometry.InChannels;
        Width = adjoint ? geometry.InChannels : geometry.OutChannels;
        InputHeight = adjoint ? geometry.OutHeight : geometry.InHeight;
        InputWidth = adjoint ? geometry.OutWidth : geometry.InWidth;
        OutputHeight = adjoint ? geometry.InHeight : geometry.OutHeight;
        OutputWidth = adjoint ? geometry.InWidth : geometry.OutWidth;
        PaddingHeight = adjoint ? 2 - geometry.PaddingHeight : geometry.PaddingHeight;
        PaddingWidth = adjoint ? 2 - geometry.PaddingWidth : geometry.PaddingWidth;
        TileRows = (OutputHeight + 1) / 2;
        TileColumns = (OutputWidth + 1) / 2;
        var fitting = ((CpuThreads.WorkspaceFloats / Products) - (2 * Gap)) / (Depth + (TileOutput.MaxVectors * 16));
        BlockTiles = Math.Min(MaxBlockTiles, fitting);
    }

    public bool IsAdjoint { get; }

    /// <summary>Input channels.</summary>
    public int Depth { get; }

    /// <summary>Output channels.</summary>
    public int Width { get; }

    public int InputHeight { get; }

    public int InputWidth { get; }

    public int OutputHeight { get; }

    public int OutputWidth { get; }

    public int PaddingHeight { get; }

    public int PaddingWidth { get; }

    public int TileRows { get; }

    public int TileColumns { get; }

    /// <summary>The most tiles whose transforms share a thread's workspace.</summary>
    public int BlockTiles { get; }

    /// <summary>Values between the transformed inputs of two products of a block of tiles.</summary>
    public nint InputPitch => Pitch(BlockTiles);

    /// <summary>Values between the products themselves.</summary>
    public nint ProductPitch => ((nint)BlockTiles * TileOutput.MaxVectors * 16) + Gap;

    /// <summary>Values of the transformed weights.</summary>
    public long PanelFloats => PanelStart(ConvolutionGeometry.RoundUp16(Width));

    /// <summary>
    /// Where the transforms pay: with so few channels the direct sum is as fast. Larger paddings and depths than these are no one's.
    /// </summary>
    public static bool Applies(in ConvolutionGeometry geometry) =>
        geometry is
        {
            KernelHeight: 3,
            KernelWidth: 3,
            StrideHeight: 1,
            StrideWidth: 1,
            DilationHeight: 1,
            DilationWidth: 1,
            Groups: 1,
            PaddingHeight: <= 2,
            PaddingWidth: <= 2,
            InChannels: >= 32 and <= 2048,
            OutChannels: >= 32 and <= 2048,
        };

    /// <summary>
    /// The panels in which weights pass through the threads' caches, transformed where they are used: where they are more than a cache holds, and
    /// the tiles' inputs are fewer, or the weights more than all caches hold. Nothing where it is better to transform them all before: then each
    /// thread keeps some tiles in its cache, and the weights pass by.
    /// </summary>
    /// <param name="lanes">Values in a vector.</param>
    /// <param name="threads">The number of panels is a multiple of it where it can be.</param>
    /// <param name="tiles">Tiles of the whole batch.</param>
    public PanelLayout? PassingPanels(int lanes, int threads, int tiles)
    {
        if (PanelFloats <= CpuThreads.WorkspaceFloats || (tiles > Width && PanelFloats <= SharedFloats))
            return null;
        var floats = CpuThreads.WorkspaceFloats - (Products * ProductPitch);
        var widest = Math.Min(PanelLayout.Widest(lanes), (int)(floats / (Products * PanelPitch(lanes))));
        return widest < Math.Min(PanelLayout.Widest(lanes), NarrowestPassing) ? null : new(Width, lanes, widest, threads);
    }

    /// <summary>The panel that begins with a column.</summary>
    public long PanelStart(int firstColumn) => Products * (long)PanelPitch(firstColumn);

    /// <summary>Values between the weights of two products in a panel; a row more than there are keeps them on different cache sets.</summary>
    public nint PanelPitch(int columns) => ((nint)Depth + 1) * columns;

    /// <summary>Values between the transformed inputs of two products of some tiles.</summary>
    public nint Pitch(int tiles) => ((nint)tiles * Depth) + Gap;

    /// <summary>Tiles of the whole batch.</summary>
    public int Tiles(int batch) => batch * TileRows * TileColumns;
}
