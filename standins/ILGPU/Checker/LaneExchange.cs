using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ILGPU.Checker;

/// <summary>
/// Hands values from thread to thread. Threads take one after another, and one that has taken may offer its next value before
/// others have taken its last: each has two places, in turn.
/// </summary>
internal sealed unsafe class LaneExchange : IDisposable
{
    private const int MaximumBytes = 64;

    private readonly ThreadGroup group;
    private readonly byte* values;
    private readonly int[] sources;
    private readonly int[] turns;

    public LaneExchange(ThreadGroup group, int lanes)
    {
        this.group = group;
        values = (byte*)NativeMemory.AllocZeroed((nuint)(lanes * 2 * MaximumBytes));
        sources = new int[lanes];
        turns = new int[lanes];
    }

    /// <summary>Offers the running thread's value, and names the thread whose value it wants.</summary>
    public void Offer<T>(T value, int source)
        where T : unmanaged
    {
        if (sizeof(T) > MaximumBytes)
            throw Fault.Create($"{typeof(T).Name} has {sizeof(T)} bytes: too many to hand to another thread");
        if ((uint)source >= (uint)group.Size)
            throw Fault.Create($"asks for the value of thread {source} of a group of {group.Size}");
        var lane = group.Lane;
        sources[lane] = source;
        Unsafe.WriteUnaligned(Place(lane, turns[lane]), value);
    }

    /// <summary>Takes the value asked for.</summary>
    public T Take<T>()
        where T : unmanaged
    {
        var lane = group.Lane;
        return Unsafe.ReadUnaligned<T>(Place(sources[lane], turns[lane]++));
    }

    /// <summary>Forgets what an earlier group has left.</summary>
    public void Reset() => Array.Clear(turns);

    public void Dispose() => NativeMemory.Free(values);

    private byte* Place(int lane, int turn) => values + (((lane * 2) + (turn & 1)) * MaximumBytes);
}
