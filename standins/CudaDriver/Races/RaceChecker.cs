using ShapeNet.Standins.Cuda.Ptx;
using ShapeNet.Standins.Races;

namespace ShapeNet.Standins.Cuda.Races;

/// <summary>Remembers who accessed a device's memory, so that accesses of one launch that nothing orders are found.</summary>
internal sealed class RaceChecker
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, ShadowMemory> shadows = [];
    private ulong barriers;

    /// <summary>The epoch that begins with a launch, a block or a barrier. Launches run one after another.</summary>
    public ulong NextEpoch() => ++barriers << Moment.WarpBits;

    /// <summary>The record of an allocation's accesses; null where nothing is allocated.</summary>
    public ShadowMemory? Find(ulong address, IDeviceMemory memory)
    {
        if (!memory.TryFind(address, out var start, out var end))
            return null;
        lock (gate)
        {
            if (!shadows.TryGetValue(start, out var shadow))
                shadows[start] = shadow = new((nint)start, (long)(end - start), ofGroup: false);
            return shadow;
        }
    }

    /// <summary>An allocation is given back.</summary>
    /// <param name="start">Where it begins.</param>
    public void Forget(ulong start)
    {
        lock (gate)
        {
            if (shadows.Remove(start, out var shadow))
                shadow.Dispose();
        }
    }
}
