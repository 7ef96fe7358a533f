namespace ShapeNet.Runtime;

/// <summary>
/// How many training batches a batch normalisation has seen. Nothing here depends on it; PyTorch keeps it beside the
/// running statistics and asks for it when it loads a file.
/// </summary>
/// <param name="name">Its name in weight files: <c>bn1.num_batches_tracked</c>.</param>
internal sealed class BatchCounter(string name)
{
    private const string RunningMean = "running_mean";

    /// <summary>Its name in weight files.</summary>
    public string Name { get; } = name;

    /// <summary>How many batches.</summary>
    public long Value { get; set; }

    /// <summary>The name of the counter that belongs to a running mean; nothing for other buffers.</summary>
    /// <param name="buffer">A running statistic.</param>
    public static string? NameFor(BufferDefinition buffer) =>
        buffer.Name == RunningMean || buffer.Name.EndsWith("." + RunningMean, StringComparison.Ordinal)
            ? buffer.Name[..^RunningMean.Length] + "num_batches_tracked"
            : null;
}
