using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// A fixed set of threads that share a kernel's work items. Items are handed out by index and every item computes
/// the same values whichever thread runs it, so results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// A thread takes part by raising <see cref="participants"/> while the job is open; the caller closes the job when its
/// own loop finds no item left and waits for those that take part. A thread that the system runs late therefore costs
/// nothing: it finds the job closed. Idle threads spin for a moment, because kernels follow each other closely, then block.
/// </remarks>
public sealed unsafe class CpuThreads : IDisposable
{
    /// <summary>Values in each thread's workspace: what stays in a core's L2 cache.</summary>
    internal const int WorkspaceFloats = 512 * 1024;

    private const int Open = 1 << 30;
    private const int SpinsBeforeBlocking = 2000;

    private readonly object gate = new();
    private readonly Thread[] workers;
    private readonly float* workspaces;

    // What the open job is. Written only while no thread takes part.
    private delegate*<void*, int, int, void> execute;
    private void* work;
    private int items;
    private ExceptionDispatchInfo? failure;

    private int participants;
    private int generation;
    private int sleepers;
    private int busy;
    private volatile bool disposed;
    private PaddedCounter next;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">How many threads work, the caller's included; at least 1.</param>
    public CpuThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        workspaces = (float*)NativeMemory.AlignedAlloc((nuint)count * WorkspaceFloats * sizeof(float), 64);
        workers = new Thread[count - 1];
        for (var index = 0; index < workers.Length; index++)
        {
            var thread = index + 1;
            workers[index] = new Thread(() => Work(thread)) { IsBackground = true, Name = $"ShapeNet kernel {thread}" };
            workers[index].Start();
        }
    }

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
        if (workers.Length == 0 || items <= 1)
        {
            for (var item = 0; item < items; item++)
                work.Execute(item, thread: 0);
            return;
        }

        if (Interlocked.Exchange(ref busy, 1) != 0)
            throw new InvalidOperationException("Another thread is using this device: its trainers and predictors compute one at a time. To let two compute at once, open a device for each.");

        // The copy lives on this stack frame until the job is done, so its address is good for the other threads.
        var copy = work;
        this.work = Unsafe.AsPointer(ref copy);
        execute = &ExecuteItem<TWork>;
        this.items = items;
        failure = null;
        next.Value = 0;
        Volatile.Write(ref participants, Open);
        Interlocked.Increment(ref generation);
        if (Volatile.Read(ref sleepers) > 0)
        {
            lock (gate)
                Monitor.PulseAll(gate);
        }

        TakeItems(thread: 0);
        Interlocked.And(ref participants, ~Open);
        var spinner = default(SpinWait);
        while (Volatile.Read(ref participants) != 0)
            spinner.SpinOnce(sleep1Threshold: -1);

        var caught = failure;
        Volatile.Write(ref busy, 0);
        caught?.Throw();
    }

    /// <summary>Stops the threads.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        Interlocked.Increment(ref generation);
        lock (gate)
            Monitor.PulseAll(gate);
        foreach (var worker in workers)
            worker.Join();
        NativeMemory.AlignedFree(workspaces);
    }

    /// <summary>Memory of <see cref="WorkspaceFloats"/> values that only this thread uses, for the time of one item.</summary>
    internal float* Workspace(int thread) => workspaces + ((long)thread * WorkspaceFloats);

    private static void ExecuteItem<TWork>(void* work, int item, int thread)
        where TWork : struct, ICpuWork
        => Unsafe.AsRef<TWork>(work).Execute(item, thread);

    private void Work(int thread)
    {
        var seen = 0;
        while (true)
        {
            seen = AwaitJob(seen);
            if (disposed)
                return;
            if (!TryTakePart())
                continue;
            TakeItems(thread);
            Interlocked.Decrement(ref participants);
        }
    }

    /// <summary>Returns the new generation when there is one after <paramref name="seen"/>.</summary>
    private int AwaitJob(int seen)
    {
        for (var spin = 0; spin < SpinsBeforeBlocking; spin++)
        {
            var current = Volatile.Read(ref generation);
            if (current != seen)
                return current;
            Thread.SpinWait(8);
        }

        lock (gate)
        {
            // The caller raises the generation, then looks for sleepers; this thread counts itself as one, then looks
            // at the generation. One of the two sees the other.
            Interlocked.Increment(ref sleepers);
            while (Volatile.Read(ref generation) == seen)
                Monitor.Wait(gate);
            Interlocked.Decrement(ref sleepers);
            return Volatile.Read(ref generation);
        }
    }

    private bool TryTakePart()
    {
        while (true)
        {
            var current = Volatile.Read(ref participants);
            if ((current & Open) == 0)
                return false;
            if (Interlocked.CompareExchange(ref participants, current + 1, current) == current)
                return true;
        }
    }

    private void TakeItems(int thread)
    {
        var count = items;
        try
        {
            int item;
            while ((item = Interlocked.Increment(ref next.Value) - 1) < count)
                execute(work, item, thread);
        }
#pragma warning disable CA1031 // Whatever a kernel throws reaches the caller of Run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            Interlocked.Exchange(ref next.Value, count);
        }
    }

    /// <summary>The next item, on a cache line that nothing else shares.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct PaddedCounter
    {
        [FieldOffset(64)]
        public int Value;
    }
}

/// <summary>One kernel's work, cut into items that may run in any order and on any thread.</summary>
public interface ICpuWork
{
    /// <summary>Does one item.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="thread">The index of the thread that runs it, for scratch memory of its own.</param>
    void Execute(int item, int thread);
}
