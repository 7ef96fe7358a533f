using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Races;

namespace ShapeNet.Standins.Cuda.Races;

/// <summary>The accesses of a launch's blocks, which run one after another.</summary>
internal sealed class LaunchRaces : IRaceFaults, IDisposable
{
    private readonly RaceChecker checker;
    private readonly BlockRunner block;
    private readonly ShadowMemory shared;

    // For each instruction, the record of global memory that it looked at last.
    private readonly ShadowMemory?[] recent;
    private readonly int[] warpBarriers;
    private Moment now;

    public LaunchRaces(RaceChecker checker, BlockRunner block)
    {
        (this.checker, this.block) = (checker, block);
        shared = new(0, block.Launch.SharedBytes, ofGroup: true);
        recent = new ShadowMemory?[block.Launch.Code.Instructions.Length];
        warpBarriers = new int[(block.Launch.Threads + Wave.WarpLanes - 1) / Wave.WarpLanes];
        now.WarpSize = Wave.WarpLanes;
        now.LaunchStart = checker.NextEpoch();
    }

    public void StartBlock()
    {
        Barrier();
        now.GroupStart = now.PhaseStart;
    }

    /// <summary>All threads of the block have met.</summary>
    public void Barrier()
    {
        now.PhaseStart = checker.NextEpoch();
        Array.Clear(warpBarriers);
    }

    /// <summary>All threads of a warp have met.</summary>
    /// <param name="warp">Its index in the block.</param>
    public void WarpBarrier(int warp) => warpBarriers[warp]++;

    /// <summary>A thread is about to access memory.</summary>
    /// <exception cref="Ptx.PtxFault">Another thread's access races with it, or nobody has written the shared memory that it reads.</exception>
    public void Check(MemoryInstruction instruction, int thread, ulong address)
    {
        var access = instruction.Access;
        // The instruction itself says what is wrong with such an address.
        if ((address & ((uint)access.Bytes - 1)) != 0)
            return;
        var space = access.Space;
        if (space == Space.Generic)
        {
            space = Windows.SpaceOf(address);
            address -= Windows.Of(space);
        }

        var shadow = space switch
        {
            Space.Shared => shared,
            Space.Global => Global(instruction, address),
            _ => null,
        };
        if (shadow is null || !shadow.Contains((nint)address) || !shadow.Contains((nint)address + access.Bytes - 1))
            return;
        now.Position = instruction.Index;
        now.Lane = thread;
        now.Warp = thread / Wave.WarpLanes;
        now.Epoch = now.PhaseStart + (ulong)warpBarriers[now.Warp];
        switch (instruction.Kind)
        {
            case AccessKind.Read:
                shadow.Read((nint)address, access.Bytes, now, this);
                break;
            case AccessKind.Write:
                shadow.Write((nint)address, access.Bytes, now, this);
                break;
            case AccessKind.Change:
                shadow.Atomic((nint)address, access.Bytes, now, this);
                break;
        }
    }

    /// <inheritdoc/>
    public Exception Race(in Race race, in Moment when)
    {
        var other = race.Other(when, "block", thread => block.Launch.Block.At(thread).ToString());
        var source = block.Launch.Code.Instructions[race.Position].Source!;
        return Fault(when, $"race: {race.Does} memory at 0x{race.Address:x}, which {other} {race.Did} at line {source.Line}, \"{source.Text}\", with no barrier between");
    }

    /// <inheritdoc/>
    public Exception Unwritten(nint address) => Fault(now, $"reads shared memory at 0x{address:x}, which no thread of the block has written");

    public void Dispose() => shared.Dispose();

    private Ptx.PtxFault Fault(in Moment when, string problem) => block.Fault(block.Launch.Code.Instructions[when.Position], when.Lane, problem);

    private ShadowMemory? Global(MemoryInstruction instruction, ulong address)
    {
        ref var last = ref recent[instruction.Index];
        if (last is null || !last.Contains((nint)address))
            last = checker.Find(address, block.Launch.Memory);
        return last;
    }
}
