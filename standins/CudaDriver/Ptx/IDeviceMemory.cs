namespace ShapeNet.Standins.Cuda.Ptx;

/// <summary>The allocations of global memory. Addresses are real pointers: what lies in an allocation can be read and written.</summary>
internal interface IDeviceMemory
{
    /// <summary>The allocation that an address lies in, from its first byte to past its last. Blocks that run in parallel call this at once.</summary>
    bool TryFind(ulong address, out ulong start, out ulong end);
}
