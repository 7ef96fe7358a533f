using System.Collections.Concurrent;

namespace Fcn.Data;

/// <summary>
/// Keeps decoded samples up to a number of bytes. What fits first stays: with every sample read once an epoch,
/// evicting the least recent one would evict each just before it is needed again.
/// </summary>
/// <param name="budget">How many bytes they may take.</param>
internal sealed class SampleCache(CacheBudget budget)
{
    private readonly ConcurrentDictionary<VocSample, DecodedSample> decoded = new(ReferenceEqualityComparer.Instance);

    /// <summary>Finds a sample, or decodes it: into the cache if there is room, else into <paramref name="scratch"/>.</summary>
    public DecodedSample Get(VocSample sample, DecodedSample scratch)
    {
        if (decoded.TryGetValue(sample, out var held))
            return held;
        if (!budget.TryTake(sample.DecodedBytes))
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
            budget.GiveBack(sample.DecodedBytes);
            throw;
        }

        if (decoded.TryAdd(sample, fresh))
            return fresh;

        // Another thread decoded the same sample meanwhile.
        budget.GiveBack(sample.DecodedBytes);
        return decoded[sample];
    }
}
