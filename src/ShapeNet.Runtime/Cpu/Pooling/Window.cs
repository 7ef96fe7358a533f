namespace ShapeNet.Runtime.Cpu;

/// <summary>One axis of a pooling window.</summary>
internal static class Window
{
    /// <summary>The window's positions <paramref name="first"/> … <paramref name="last"/> − 1 that lie inside 0 … size − 1.</summary>
    public static void Clip(int start, int kernel, int dilation, int size, out int first, out int last)
    {
        first = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
        last = start >= size ? 0 : Math.Min(kernel, ((size - 1 - start) / dilation) + 1);
        if (last < first)
            last = first;
    }
}
