namespace ShapeNet.Runtime.Cpu;

/// <summary>Sizes that follow from an <see cref="IChannelShape"/>.</summary>
internal static class ChannelShape
{
    /// <summary>Values in one image.</summary>
    public static long Values<TShape>()
        where TShape : struct, IChannelShape => (long)TShape.Channels * TShape.Height * TShape.Width;

    /// <summary>Pixels in one image.</summary>
    public static int Pixels<TShape>()
        where TShape : struct, IChannelShape => TShape.Height * TShape.Width;
}
