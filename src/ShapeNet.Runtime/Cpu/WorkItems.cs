namespace ShapeNet.Runtime.Cpu;

/// <summary>Cuts work whose sums do not depend on the cut into items.</summary>
internal static class WorkItems
{
    // With so many items for each thread, one more or less does not leave the others waiting for long.
    private const int ManyItems = 4;

    /// <summary>
    /// How many parts of at most <paramref name="largest"/> units to make; each part becomes <paramref name="factor"/> items. Where these
    /// are few, every thread gets as many.
    /// </summary>
    public static int Parts(int units, int largest, int factor, int threads)
    {
        var parts = (units + largest - 1) / largest;
        if (parts * factor >= ManyItems * threads)
            return parts;
        while (parts < units && parts * factor % threads != 0)
            parts++;
        return parts;
    }
}
