namespace ShapeNet.Runtime;

/// <summary>What the runtime computes from tensor sizes and how it writes them.</summary>
internal static class TensorShapes
{
    /// <summary>How many values a tensor of these sizes has; 1 when there are none.</summary>
    public static int Product(this ReadOnlySpan<int> sizes)
    {
        var product = 1;
        foreach (var size in sizes)
            product = checked(product * size);
        return product;
    }

    /// <summary>The sizes as people write them: <c>64×3×7×7</c>.</summary>
    public static string Text<T>(ReadOnlySpan<T> sizes)
        where T : notnull =>
        sizes.IsEmpty ? "a single value" : string.Join('×', sizes.ToArray());
}
