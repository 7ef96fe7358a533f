namespace ShapeNet.Runtime;

/// <summary>What no program can exceed on a device, as it was measured.</summary>
/// <param name="FlopsPerSecond">Floating-point operations of float32 multiply-adds on registers, all of the device at work; two for each multiply-add.</param>
/// <param name="BytesPerSecond">Bytes read and written while copying memory that is larger than the caches.</param>
public sealed record DeviceLimits(double FlopsPerSecond, double BytesPerSecond)
{
    /// <summary>The shortest time that work can take: that of its arithmetic or that of its memory, whichever is longer.</summary>
    /// <param name="flops">Floating-point operations.</param>
    /// <param name="bytes">Bytes read and written.</param>
    public double ShortestSeconds(double flops, double bytes) => Math.Max(flops / FlopsPerSecond, bytes / BytesPerSecond);
}
