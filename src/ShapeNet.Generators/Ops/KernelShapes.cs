using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>The kernel shapes that several ops use.</summary>
internal static class KernelShapes
{
    /// <summary>An op that keeps the shape: <c>IChannelShape</c>. Features are channels of one pixel.</summary>
    public static KernelShape Channels(TensorShape shape) => new(
        $"Channels_{Size(shape)}", "IChannelShape", ChannelMembers(shape));

    public static EquatableArray<ShapeMember> ChannelMembers(TensorShape shape) =>
    [
        ShapeMember.Int("Channels", shape.Channels),
        ShapeMember.Int("Height", shape.Height),
        ShapeMember.Int("Width", shape.Width),
    ];

    /// <summary>A box within a larger image: <c>IBoxCopyShape</c>.</summary>
    public static KernelShape BoxCopy(TensorShape box, TensorShape outer, int channel, int row, int column) => new(
        $"Box_{Size(box)}_in_{Size(outer)}_at_{channel}x{row}x{column}",
        "IBoxCopyShape",
        [
            ShapeMember.Int("Channels", box.Channels),
            ShapeMember.Int("Height", box.Height),
            ShapeMember.Int("Width", box.Width),
            ShapeMember.Int("OuterChannels", outer.Channels),
            ShapeMember.Int("OuterHeight", outer.Height),
            ShapeMember.Int("OuterWidth", outer.Width),
            ShapeMember.Int("FirstChannel", channel),
            ShapeMember.Int("FirstRow", row),
            ShapeMember.Int("FirstColumn", column),
        ]);

    /// <summary>A shape as part of a C# name: <c>21x320x480</c>.</summary>
    public static string Size(TensorShape shape) => string.Join("x", shape.Dimensions);

    /// <summary>A pair as part of a C# name: <c>3</c> or <c>1x7</c>.</summary>
    public static string Size(Pair pair) => pair.Height == pair.Width ? $"{pair.Height}" : $"{pair.Height}x{pair.Width}";

    /// <summary>The size of a buffer that must hold <paramref name="bytes"/> bytes, in float32 values.</summary>
    public static long FloatsForBytes(long bytes) => (bytes + 3) / 4;
}
