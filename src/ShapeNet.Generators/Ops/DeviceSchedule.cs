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

    /// <summary>Length of the longest slice of a product along its inner dimension.</summary>
    public const int LongestSlice = 32;

    /// <summary>Pixels that a group sums up for batch normalisation and bias gradients.</summary>
    public const int SumChunk = 1024;

    /// <summary>Pairs of an input and an output channel that a group works on in the weight gradient of narrow groups; its threads are these × pixels.</summary>
    public const int NarrowPairs = 32;

    /// <summary>
    /// Channels with which a group is wide enough for products in tiles: an estimate. A thread that reads both factors of every product reaches
    /// an eighth of a GPU's arithmetic (128 bytes of cache against 128 products a cycle); a tile with few of its 32 columns, and of the
    /// 32 values of a slice, in use reaches little more.
    /// </summary>
    private const int WideGroup = 16;

    /// <summary>Taps of a window whose sums a thread keeps.</summary>
    private const int LargestWindow = 9;

    /// <summary>Enough groups for every multiprocessor of a large GPU to have two.</summary>
    private const int WantedGroups = 264;

    /// <summary>Values that a part of a forward product sums up at least: its share of the parts' own traffic is small then.</summary>
    private const int ShortestPart = 4096;

    /// <summary>The images that are taken to be there when a forward product's tiles are counted.</summary>
    private const int SplitBatch = 16;

    /// <summary>Rows and columns of a group's tile of a product: larger where there is enough to fill it.</summary>
    public static TileShape Tile(long rows, long columns) => columns <= 32 ? new(128, 32) : new(rows >= 1024 ? 128 : 64, columns > 64 ? 128 : 64);

    /// <summary>Whether a convolution's groups have too few channels for products in tiles: its kernels compute value by value.</summary>
    public static bool HasNarrowGroups(int inPerGroup, int outPerGroup, int groups) => groups > 1 && inPerGroup < WideGroup && outPerGroup < WideGroup;

    /// <summary>The taps that a thread sums up in the weight gradient of narrow groups: the window, a row of it, or one tap.</summary>
    public static Pair NarrowTaps(Pair kernel) =>
        kernel.Height * kernel.Width <= LargestWindow ? kernel : new Pair(1, kernel.Width <= LargestWindow ? kernel.Width : 1);

    /// <summary>
    /// How many parts the inner dimension of a forward product is split into: one, but for windows of thousands of values whose outputs, those of
    /// some sixteen images together, make too few tiles.
    /// </summary>
    public static int ForwardParts(Pair kernel, int inPerGroup, int outPerGroup, int groups, int pixels)
    {
        if (HasNarrowGroups(inPerGroup, outPerGroup, groups))
            return 1;
        var tile = Tile(pixels, outPerGroup);
        return Parts(
            DivideUp((long)SplitBatch * pixels, tile.Rows) * DivideUp(outPerGroup, tile.Columns) * groups,
            (long)kernel.Height * kernel.Width * inPerGroup / ShortestPart);
    }

    /// <summary>The parts of the output; where there is only one, it is the output itself.</summary>
    public static ScratchSize Forward(TensorShape input, TensorShape output, Window window, int groups) =>
        ForwardParts(window.Kernel, input.Channels / groups, output.Channels / groups, groups, output.Height * output.Width) is var parts and > 1
            ? new(0, parts * output.Elements)
            : default;

    /// <summary>How many parts the pixels of a weight gradient are split into.</summary>
    public static int WeightGradientParts(Pair kernel, int inPerGroup, int outPerGroup, int groups, int pixels)
    {
        if (HasNarrowGroups(inPerGroup, outPerGroup, groups))
        {
            var taps = NarrowTaps(kernel);
            var windows = kernel.Height / taps.Height * (kernel.Width / taps.Width);
            return Parts(DivideUp((long)inPerGroup * outPerGroup * groups, NarrowPairs) * windows, DivideUp(pixels, GroupSize / NarrowPairs));
        }

        var rows = (long)kernel.Height * kernel.Width * inPerGroup;
        var tile = Tile(rows, outPerGroup);
        return PartsThatFill(DivideUp(rows, tile.Rows) * DivideUp(outPerGroup, tile.Columns) * groups, DivideUp(pixels, LongestSlice));
    }

    /// <summary>The parts; where there is only one, it is the gradient itself.</summary>
    public static ScratchSize WeightGradient(TensorShape input, TensorShape output, Window window, int groups) =>
        WeightGradientParts(window.Kernel, input.Channels / groups, output.Channels / groups, groups, output.Height * output.Width) is var parts and > 1
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

    /// <summary>Parts that make enough groups of threads, of at least some pixels each.</summary>
    private static int Parts(long groups, long most) => (int)Math.Max(1, Math.Min(WantedGroups / groups, most));

    /// <summary>
    /// Parts whose groups fill the multiprocessors' places in each of their rounds, the last one too: the fewest of those that take hardly longer
    /// than the best. 144 groups for 264 places take one round alone, and two thirds of one in three parts: two rounds of a third each.
    /// </summary>
    private static int PartsThatFill(long groups, long most)
    {
        const int mostForFilling = 8;
        var fewest = Parts(groups, most);
        var choice = Enumerable.Range(fewest, (int)Math.Max(1, Math.Min(most, mostForFilling) - fewest + 1));
        var best = choice.Min(Rounds);
        return choice.First(parts => Rounds(parts) <= best * 9 / 8);

        // The time of one round without parts is 1.
        double Rounds(int parts) => (double)DivideUp(groups * parts, WantedGroups) / parts;
    }

    private static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;
}
