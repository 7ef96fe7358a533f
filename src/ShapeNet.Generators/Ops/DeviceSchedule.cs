using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// How the emitted ILGPU kernels cut their work: tiles of products, parts of sums. The memory plan needs it for the
/// partial results, the emitter for the kernels.
/// </summary>
internal static class DeviceSchedule
{
    /// <summary>Threads in a group of every kernel.</summary>
    public const int GroupSize = 256;

    /// <summary>Length of a slice of a product along its inner dimension.</summary>
    public const int Slice = 16;

    /// <summary>Pixels that a group sums up for batch normalisation and bias gradients.</summary>
    public const int SumChunk = 1024;

    /// <summary>Enough groups for every multiprocessor of a large GPU to have two.</summary>
    private const int WantedGroups = 264;

    /// <summary>Rows and columns of a group's tile of a product: larger where there is enough to fill it.</summary>
    public static (int Rows, int Columns) Tile(long rows, long columns) => (rows >= 1024 ? 128 : 64, columns > 64 ? 128 : 64);

    /// <summary>How many parts the pixels of a weight gradient are split into.</summary>
    public static int WeightGradientParts(TensorShape input, TensorShape output, Window window, int groups) =>
        WeightGradientParts((long)window.Kernel.Height * window.Kernel.Width * (input.Channels / groups), output.Channels / groups, groups, output.Height * output.Width);

    /// <summary>How many parts the pixels of a weight gradient of rows × columns are split into.</summary>
    public static int WeightGradientParts(long rows, int columns, int groups, int pixels)
    {
        var tile = Tile(rows, columns);
        var tiles = DivideUp(rows, tile.Rows) * DivideUp(columns, tile.Columns) * groups;
        return (int)Math.Max(1, Math.Min(WantedGroups / tiles, DivideUp(pixels, Slice)));
    }

    /// <summary>The parts; where there is only one, it is the gradient itself.</summary>
    public static ScratchSize WeightGradient(TensorShape input, TensorShape output, Window window, int groups) =>
        WeightGradientParts(input, output, window, groups) is var parts and > 1
            ? new(parts * (long)window.Kernel.Height * window.Kernel.Width * (input.Channels / groups) * output.Channels, 0)
            : default;

    /// <summary>Chunks of an image in sums over pixels.</summary>
    public static int SumChunks(int pixels) => (int)DivideUp(pixels, SumChunk);

    /// <summary>Two values for each chunk and channel.</summary>
    public static ScratchSize ChannelSums(TensorShape shape) => new(0, 2L * SumChunks(shape.Height * shape.Width) * shape.Channels);

    /// <summary>Groups of an image in the loss.</summary>
    public static int LossChunks(int pixels) => (int)DivideUp(pixels, GroupSize);

    /// <summary>Two values for each group.</summary>
    public static ScratchSize Loss(TensorShape shape) => new(0, 2L * LossChunks(shape.Height * shape.Width));

    private static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;
}
