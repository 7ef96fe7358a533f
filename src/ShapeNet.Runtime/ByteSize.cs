namespace ShapeNet.Runtime;

/// <summary>Sizes of memory as people read them.</summary>
internal static class ByteSize
{
    /// <summary><c>812 bytes</c>, <c>3.4 MB</c>, <c>1.25 GB</c>.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} bytes",
        < 1_000_000_000 => $"{bytes / 1e6:0.##} MB",
        _ => $"{bytes / 1e9:0.##} GB",
    };
}
