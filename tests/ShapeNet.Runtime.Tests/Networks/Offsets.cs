namespace ShapeNet.Runtime.Tests.Networks;

/// <summary>Gives tensors places of their own, as the generator aligns them.</summary>
internal sealed class Offsets
{
    public long Total { get; private set; }

    public long Take(long floats)
    {
        var offset = Total;
        Total += (floats + 15) / 16 * 16;
        return offset;
    }
}
