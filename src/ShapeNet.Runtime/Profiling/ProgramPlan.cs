namespace ShapeNet.Runtime;

/// <summary>What a device takes to run a network, and how it was planned.</summary>
/// <param name="Capacity">Images in a full batch.</param>
/// <param name="ArenaBytes">All memory on the device.</param>
/// <param name="Memory">The memory of the device's program.</param>
/// <param name="Program">The program.</param>
public sealed record ProgramPlan(int Capacity, long ArenaBytes, MemoryPlan Memory, ProgramReport Program);
