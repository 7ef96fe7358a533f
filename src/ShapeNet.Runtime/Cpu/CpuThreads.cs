namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// A fixed set of threads that share a kernel's work items. Items are handed out by index and every item computes
/// the same values whichever thread runs it, so results do not depend on the number of threads.
/// </summary>
public sealed class CpuThreads : IDisposable
{
    /// <summary>Starts the threads.</summary>
    /// <param name="count">How many threads work, the caller's included; at least 1.</param>
    public CpuThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
    }

    private bool disposed;

    /// <summary>How many threads work, the caller's included.</summary>
    public int Count { get; }

    /// <summary>Runs <paramref name="work"/> once for each item 0 … <paramref name="items"/> − 1 and returns when all are done.</summary>
    /// <typeparam name="TWork">The work, a struct, so that the call is specialised and nothing is allocated.</typeparam>
    /// <param name="items">How many items there are.</param>
    /// <param name="work">What to do with an item.</param>
    public void Run<TWork>(int items, in TWork work)
        where TWork : struct, ICpuWork
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        for (var item = 0; item < items; item++)
            work.Execute(item, thread: 0);
    }

    /// <summary>Stops the threads.</summary>
    public void Dispose() => disposed = true;
}

/// <summary>One kernel's work, cut into items that may run in any order and on any thread.</summary>
public interface ICpuWork
{
    /// <summary>Does one item.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="thread">The index of the thread that runs it, for scratch memory of its own.</param>
    void Execute(int item, int thread);
}
