using System.Numerics;
using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>What an instruction has done.</summary>
internal struct InstructionCounts
{
    /// <summary>How many times a warp executed it.</summary>
    public long Warps;

    /// <summary>The lanes that did, over all those times.</summary>
    public long Lanes;

    public Traffic Global;

    public Traffic Local;

    public SharedCycles Shared;

    /// <summary>A wave has executed it for these lanes: each warp that has one did.</summary>
    public void Execute(ulong lanes)
    {
        Warps += ((uint)lanes != 0 ? 1 : 0) + (lanes >> Wave.WarpLanes != 0 ? 1 : 0);
        Lanes += BitOperations.PopCount(lanes);
    }

    public void Add(in InstructionCounts other)
    {
        Warps += other.Warps;
        Lanes += other.Lanes;
        Global += other.Global;
        Local += other.Local;
        Shared += other.Shared;
    }
}
