using System.Runtime.InteropServices;
using ShapeNet.Standins.Cuda.Ptx;

namespace ShapeNet.Standins.Cuda.Driver;

/// <summary>
/// The device's memory: pieces of the process's own, each of the size that was asked for and not a byte more. New memory
/// holds NaNs, so that a kernel that reads what nobody wrote is found out.
/// </summary>
internal sealed unsafe class DeviceMemory : IDeviceMemory
{
    private const int Alignment = 256;
    private const byte Garbage = 0xff;

    private readonly Lock gate = new();
    private readonly SortedList<ulong, ulong> ends = [];

    /// <summary>The bytes in use.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reserves memory; null where the device has no more.</summary>
    /// <param name="bytes">How much.</param>
    public ulong? Allocate(long bytes)
    {
        lock (gate)
        {
            if (bytes > DeviceAttributes.MemoryBytes - Bytes)
                return null;
            var memory = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
            NativeMemory.Fill(memory, (nuint)bytes, Garbage);
            ends.Add((ulong)memory, (ulong)memory + (ulong)bytes);
            Bytes += bytes;
            return (ulong)memory;
        }
    }

    /// <summary>Gives memory back; false where none begins at the address.</summary>
    /// <param name="address">Where it begins.</param>
    public bool Free(ulong address)
    {
        lock (gate)
        {
            if (!ends.TryGetValue(address, out var end))
                return false;
            ends.Remove(address);
            Bytes -= (long)(end - address);
            NativeMemory.AlignedFree((void*)address);
            return true;
        }
    }

    /// <inheritdoc/>
    public bool TryFind(ulong address, out ulong start, out ulong end)
    {
        lock (gate)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (ends.GetKeyAtIndex(middle) <= address)
                    low = middle + 1;
                else
                    high = middle;
            }

            (start, end) = low == 0 ? (0, 0) : (ends.GetKeyAtIndex(low - 1), ends.GetValueAtIndex(low - 1));
            return address < end;
        }
    }
}
