namespace ShapeNet.Runtime;

/// <summary>Reorders one image between channels-last (here) and channels-first (PyTorch); features stay as they are.</summary>
internal static class ChannelOrder
{
    public static void ToLast<TShape>(ReadOnlySpan<float> source, Span<float> destination)
        where TShape : IShape
    {
        var channels = Channels<TShape>();
        Transpose(source, channels, TShape.Elements / channels, destination);
    }

    public static void ToFirst<TShape>(ReadOnlySpan<float> source, Span<float> destination)
        where TShape : IShape
    {
        var channels = Channels<TShape>();
        Transpose(source, TShape.Elements / channels, channels, destination);
    }

    private static int Channels<TShape>()
        where TShape : IShape =>
        TShape.Dimensions.Length == 3 ? TShape.Dimensions[0] : 1;

    private static void Transpose(ReadOnlySpan<float> source, int rows, int columns, Span<float> destination)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                destination[column * rows + row] = source[row * columns + column];
        }
    }
}
