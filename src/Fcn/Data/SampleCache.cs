using System.Collections.Concurrent;

namespace Fcn.Data;

/// <summary>
/// Keeps decoded samples up to a number of bytes. What fits first stays: with every sample read once an epoch,
/// evicting the least recent one would evict each just before it is needed again.
/// </summary>
internal sealed class SampleCache(long capacityBytes)
{
    private readonly ConcurrentDictionary<VocSample, DecodedSample> decoded = new(ReferenceEqualityComparer.Instance);
    private long bytes;

    /// <summary>What the samples held take.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Finds a sample, or decodes it: into the cache if there is room, else into <paramref name="scratch"/>.</summary>
    public DecodedSample Get(VocSample sample, DecodedSample scratch)
    {
        if (decoded.TryGetValue(sample, out var held))
            return held;
        if (!TryReserve(sample.DecodedBytes))
        {
            scratch.Read(sample);
            return scratch;
        }

        var fresh = new DecodedSample();
        try
        {
            fresh.Read(sample);
        }
        catch
        {
            Interlocked.Add(ref bytes, -sample.DecodedBytes);
            throw;
        }

        if (decoded.TryAdd(sample, fresh))
            return fresh;

        // Another thread decoded the same sample meanwhile.
        Interlocked.Add(ref bytes, -sample.DecodedBytes);
        return decoded[sample];
    }

    private bool TryReserve(long count)
    {
        if (Interlocked.Add(ref bytes, count) <= capacityBytes)
            return true;
        Interlocked.Add(ref bytes, -count);
        return false;
    }
}
