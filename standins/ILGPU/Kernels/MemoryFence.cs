namespace ILGPU;

/// <summary>Fences; threads run one at a time here, so that memory is always in order. A fence is not a barrier.</summary>
public static class MemoryFence
{
    /// <summary>Orders accesses as the group sees them.</summary>
    public static void GroupLevel() => Thread.MemoryBarrier();

    /// <summary>Orders accesses as the device sees them.</summary>
    public static void DeviceLevel() => Thread.MemoryBarrier();

    /// <summary>Orders accesses as the system sees them.</summary>
    public static void SystemLevel() => Thread.MemoryBarrier();
}
