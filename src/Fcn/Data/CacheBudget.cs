namespace Fcn.Data;

/// <summary>How many bytes of decoded images may be kept in memory, by all caches that share the budget.</summary>
/// <param name="capacityBytes">The bytes.</param>
internal sealed class CacheBudget(long capacityBytes)
{
    private long bytes;

    /// <summary>What is taken.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Takes a part if there is as much left.</summary>
    public bool TryTake(long count)
    {
        if (Interlocked.Add(ref bytes, count) <= capacityBytes)
            return true;
        GiveBack(count);
        return false;
    }

    /// <summary>Gives a part back.</summary>
    public void GiveBack(long count) => Interlocked.Add(ref bytes, -count);
}
