namespace ShapeNet.Runtime;

/// <summary>Reorders parameters between PyTorch's order and the arena's.</summary>
internal static class ParameterLayouts
{
    // A cache line's worth of the arena's innermost size: both sides are then read and written line by line.
    private const int TileSize = 16;

    /// <summary>PyTorch's order → the arena's.</summary>
    /// <param name="layout">How the parameter lies in the arena.</param>
    /// <param name="shape">Its shape in PyTorch.</param>
    /// <param name="source">Its values in PyTorch's order.</param>
    /// <param name="destination">Room for as many.</param>
    public static void ToArena(ParameterLayout layout, ReadOnlySpan<int> shape, ReadOnlySpan<float> source, Span<float> destination)
    {
        var (outer, inner, positions) = Split(layout, shape);
        for (var tile = 0; tile < outer; tile += TileSize)
        {
            var end = Math.Min(outer, tile + TileSize);
            for (var b = 0; b < inner; b++)
            {
                for (var position = 0; position < positions; position++)
                {
                    for (var a = tile; a < end; a++)
                        destination[(position * inner + b) * outer + a] = source[(a * inner + b) * positions + position];
                }
            }
        }
    }

    /// <summary>The arena's order → PyTorch's.</summary>
    /// <param name="layout">How the parameter lies in the arena.</param>
    /// <param name="shape">Its shape in PyTorch.</param>
    /// <param name="source">Its values in the arena's order.</param>
    /// <param name="destination">Room for as many.</param>
    public static void FromArena(ParameterLayout layout, ReadOnlySpan<int> shape, ReadOnlySpan<float> source, Span<float> destination)
    {
        var (outer, inner, positions) = Split(layout, shape);
        for (var tile = 0; tile < outer; tile += TileSize)
        {
            var end = Math.Min(outer, tile + TileSize);
            for (var b = 0; b < inner; b++)
            {
                for (var position = 0; position < positions; position++)
                {
                    for (var a = tile; a < end; a++)
                        destination[(a * inner + b) * positions + position] = source[(position * inner + b) * outer + a];
                }
            }
        }
    }

    /// <summary>(outer, inner, positions) in PyTorch lies as [positions][inner][outer].</summary>
    private static (int Outer, int Inner, int Positions) Split(ParameterLayout layout, ReadOnlySpan<int> shape) => layout switch
    {
        ParameterLayout.Vector => (shape.Product(), 1, 1),
        ParameterLayout.Matrix => (shape[0], shape[1], 1),
        ParameterLayout.Kernel2d => (shape[0], shape[1], shape[2] * shape[3]),
        _ => throw new ArgumentOutOfRangeException(nameof(layout)),
    };
}
