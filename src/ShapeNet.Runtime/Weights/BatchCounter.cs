namespace ShapeNet.Runtime;

/// <summary>
/// How many training batches a batch normalisation has seen. Nothing here depends on it; PyTorch keeps it beside the
/// running statistics and asks for it when it loads a file.
/// </summary>
/// <param name="runningMean">The name of the running mean that it counts for: <c>bn1.running_mean</c>.</param>
internal sealed class BatchCounter(string runningMean)
{
    private const string Mean = "running_mean";

    /// <summary>Its name in weight files: <c>bn1.num_batches_tracked</c>.</summary>
    public string Name { get; } = runningMean[..^Mean.Length] + "num_batches_tracked";

    /// <summary>The name of the running mean that it counts for.</summary>
    public string RunningMean { get; } = runningMean;

    /// <summary>How many batches.</summary>
    public long Value { get; set; }

    /// <summary>Whether a running statistic is a mean, of which each has a counter.</summary>
    /// <param name="buffer">The running statistic.</param>
    public static bool IsCounted(BufferDefinition buffer) =>
        buffer.Name == Mean || buffer.Name.EndsWith("." + Mean, StringComparison.Ordinal);
}
