using System.Runtime.InteropServices;

namespace ILGPU.Checker;

/// <summary>The local arrays of a group's threads: for each thread one array for each call that allocates.</summary>
internal sealed unsafe class LocalArena : IDisposable
{
    /// <summary>What views of local memory know their buffer by.</summary>
    public const int BufferId = -2;

    /// <summary>More than a kernel that is to run fast has; devices grant 512 KB.</summary>
    private const int BytesPerThread = 64 * 1024;

    private readonly Dictionary<int, (int Offset, int Extent)> arrays = [];
    private readonly nint start;
    private readonly long length;
    private int usedBytes;

    public LocalArena(int lanes)
    {
        length = (long)BytesPerThread * lanes;
        start = (nint)NativeMemory.AlignedAlloc((nuint)length, Alignment.Widest);
    }

    public bool Contains(nint address) => (ulong)(address - start) < (ulong)length;

    /// <summary>The thread's array of a call that allocates, its values unspecified.</summary>
    public nint Allocate(int lane, int site, Type type, int elementSize, int extent)
    {
        var bytes = checked(elementSize * extent);
        if (!arrays.TryGetValue(site, out var array))
        {
            array = (usedBytes, extent);
            arrays[site] = array;
            usedBytes += (bytes + Alignment.Widest - 1) & -Alignment.Widest;
            if (usedBytes > BytesPerThread)
                throw Fault.Create($"asks for {usedBytes} bytes of local memory: a thread has {BytesPerThread}");
        }
        else if (array.Extent != extent)
        {
            throw Fault.Create($"asks for {extent} local {type.Name} where it or another thread asked for {array.Extent}");
        }

        var address = start + (nint)((long)BytesPerThread * lane) + array.Offset;
        NativeMemory.Fill((void*)address, (nuint)bytes, Runtime.MemoryBuffer.Poison);
        return address;
    }

    public void Dispose() => NativeMemory.AlignedFree((void*)start);
}
