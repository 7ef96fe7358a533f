using System.Runtime.InteropServices;
using ShapeNet.Standins.Races;

namespace ILGPU.Checker;

/// <summary>The shared memory of a group: one array for each call that allocates, then what the launch asked for.</summary>
internal sealed unsafe class SharedArena : IDisposable
{
    /// <summary>What every CUDA device grants a group without being asked.</summary>
    public const int MaximumBytes = 48 * 1024;

    /// <summary>What views of shared memory know their buffer by.</summary>
    public const int BufferId = -1;

    private readonly SortedDictionary<int, SharedArray> arrays = [];
    private readonly nint start;
    private int usedBytes;

    public SharedArena()
    {
        start = (nint)NativeMemory.AlignedAlloc(MaximumBytes, Alignment.Widest);
        Shadow = new ShadowMemory(start, MaximumBytes, ofGroup: true);
    }

    public ShadowMemory Shadow { get; }

    /// <summary>Where the memory the launch asked for begins.</summary>
    public nint Dynamic => start + MaximumBytes - RoundUp(DynamicBytes);

    /// <summary>The bytes the launch asked for.</summary>
    public int DynamicBytes { get; private set; }

    /// <summary>The array of a call that allocates; the same each time.</summary>
    public nint Allocate(int site, Type type, int elementSize, int extent)
    {
        if (arrays.TryGetValue(site, out var array))
        {
            return array.Extent == extent
                ? start + array.Offset
                : throw Fault.Create($"asks for {extent} shared {type.Name} where another thread asked for {array.Extent}");
        }

        var bytes = checked(elementSize * extent);
        if (usedBytes + RoundUp(bytes) + RoundUp(DynamicBytes) > MaximumBytes)
        {
            throw Fault.Create(
                $"asks for {bytes} bytes of shared memory after {usedBytes + DynamicBytes}: a group has {MaximumBytes}");
        }

        arrays[site] = new SharedArray(usedBytes, type, elementSize, extent);
        var address = start + usedBytes;
        usedBytes += RoundUp(bytes);
        return address;
    }

    /// <summary>Sets the memory the launch asks for.</summary>
    public void RequestDynamic(int bytes)
    {
        if (usedBytes + RoundUp(bytes) > MaximumBytes)
            throw Fault.Create($"the launch asks for {bytes} bytes of shared memory after the kernel's {usedBytes}: a group has {MaximumBytes}");
        DynamicBytes = bytes;
    }

    /// <summary>Makes the memory's values unspecified, as they are for each group.</summary>
    public void Poison() => NativeMemory.Fill((void*)start, MaximumBytes, Runtime.MemoryBuffer.Poison);

    public string Describe(nint address)
    {
        var offset = (int)(address - start);
        foreach (var array in arrays.Values)
        {
            if (offset >= array.Offset && offset < array.Offset + (array.Extent * array.ElementSize))
                return $"element {(offset - array.Offset) / array.ElementSize} of a shared array of {array.Extent} {array.Type.Name}";
        }

        return $"byte {address - Dynamic} of dynamic shared memory";
    }

    public void Dispose()
    {
        Shadow.Dispose();
        NativeMemory.AlignedFree((void*)start);
    }

    private static int RoundUp(int bytes) => (bytes + Alignment.Widest - 1) & -Alignment.Widest;

    private readonly record struct SharedArray(int Offset, Type Type, int ElementSize, int Extent);
}
