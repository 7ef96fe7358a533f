namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// How sums over pixels are cut: into chunks of fixed length within an image, summed by themselves in float32 and combined in
/// double in the chunks' order, so that the result depends neither on the threads nor much on the number of pixels.
/// </summary>
internal static class ChannelChunks
{
    /// <summary>Pixels in a chunk.</summary>
    public const int Pixels = 128;

    /// <summary>Chunks in one image.</summary>
    public static int PerImage<TShape>()
        where TShape : struct, IChannelShape => (ChannelShape.Pixels<TShape>() + Pixels - 1) / Pixels;

    /// <summary>The first pixel of a chunk, counted over the whole batch, and the chunk's length.</summary>
    public static long First<TShape>(int chunk, out int count)
        where TShape : struct, IChannelShape
    {
        var perImage = PerImage<TShape>();
        var first = chunk % perImage * Pixels;
        count = Math.Min(Pixels, ChannelShape.Pixels<TShape>() - first);
        return ((long)(chunk / perImage) * ChannelShape.Pixels<TShape>()) + first;
    }
}
