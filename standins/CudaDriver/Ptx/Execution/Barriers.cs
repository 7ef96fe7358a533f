using System.Numerics;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>The barriers of a block. They are looked at when no thread of the block can run on.</summary>
internal sealed class Barriers(BlockRunner block, Wave[] waves)
{
    private const int Count = 16;

    private readonly int[] arrivals = new int[Count];

    public void Start() => Array.Clear(arrivals);

    /// <summary>Threads arrive at a barrier and go on.</summary>
    public void Arrive(int barrier, int threads) => arrivals[barrier] += threads;

    /// <summary>Releases the threads of barriers that are complete. False when all threads of the block have returned.</summary>
    /// <exception cref="PtxFault">Threads wait for others that never come.</exception>
    public bool Release()
    {
        var anyWaits = false;
        var released = false;
        foreach (var wave in waves)
            anyWaits |= wave.Waiting.Count > 0;
        if (!anyWaits)
            return false;
        CheckWarps();
        for (var barrier = 0; barrier < Count; barrier++)
            released |= Release(barrier);
        return released ? true : throw Stuck();
    }

    private bool Release(int barrier)
    {
        BarrierInstruction? first = null;
        var waiting = 0;
        foreach (var (wave, group, instruction) in Waiting())
        {
            if (instruction.BarrierOf(wave, group) != barrier)
                continue;
            first ??= instruction;
            waiting += BitOperations.PopCount(group.Lanes);
            CheckAligned(wave, group, instruction, barrier);
        }

        if (first is null)
            return false;
        var live = 0;
        foreach (var wave in waves)
            live += BitOperations.PopCount(wave.Live);
        var expected = first.ExpectedThreads;
        if (expected is null ? waiting < live : waiting + arrivals[barrier] < expected)
            return false;
        arrivals[barrier] = 0;
        if (waiting == live)
            block.Races?.Barrier();
        first.Complete(Waiting().Where(waiter => waiter.Instruction.BarrierOf(waiter.Wave, waiter.Group) == barrier));
        foreach (var wave in waves)
            wave.Release(group => InstructionAt(group).BarrierOf(wave, group) == barrier);
        return true;
    }

    private IEnumerable<(Wave Wave, Group Group, BarrierInstruction Instruction)> Waiting()
    {
        foreach (var wave in waves)
        {
            foreach (var group in wave.Waiting)
            {
                if (group.State == GroupState.AtBarrier)
                    yield return (wave, group, InstructionAt(group));
            }
        }
    }

    private BarrierInstruction InstructionAt(Group group) => (BarrierInstruction)block.Launch.Code.Instructions[group.At];

    // The threads of a warp must arrive at bar.sync together; at barrier.sync they need not.
    private void CheckAligned(Wave wave, Group group, BarrierInstruction instruction, int barrier)
    {
        if (!instruction.IsAligned)
            return;
        for (var warp = 0; warp < Wave.Lanes; warp += Wave.WarpLanes)
        {
            var lanes = group.Lanes & ((ulong)uint.MaxValue << warp);
            if (lanes == 0)
                continue;
            foreach (var other in wave.Waiting)
            {
                if (other.At != group.At && (other.Lanes & ((ulong)uint.MaxValue << warp)) != 0 && other.State == GroupState.AtBarrier
                    && InstructionAt(other).BarrierOf(wave, other) == barrier)
                    throw Apart(wave, group, instruction, wave, other);
            }
        }
    }

    private void CheckWarps()
    {
        foreach (var wave in waves)
        {
            foreach (var group in wave.Waiting)
            {
                if (group.State != GroupState.AwaitsWarp)
                    continue;
                var lane = BitOperations.TrailingZeroCount(group.Lanes);
                throw wave.Fault(block.Launch.Code.Instructions[group.At], lane, "waits for threads of its warp that do not come here");
            }
        }
    }

    private PtxFault Stuck()
    {
        var (wave, group, instruction) = Waiting().First();
        foreach (var (otherWave, other, otherInstruction) in Waiting())
        {
            if (otherInstruction.BarrierOf(otherWave, other) != instruction.BarrierOf(wave, group))
                return Apart(wave, group, instruction, otherWave, other);
        }

        var waiting = Waiting().Sum(waiter => BitOperations.PopCount(waiter.Group.Lanes));
        return wave.Fault(
            instruction,
            BitOperations.TrailingZeroCount(group.Lanes),
            $"{waiting} threads wait at this barrier, which is for {instruction.ExpectedThreads}");
    }

    private PtxFault Apart(Wave wave, Group group, BarrierInstruction instruction, Wave otherWave, Group other)
    {
        var thread = otherWave.FirstThread + BitOperations.TrailingZeroCount(other.Lanes);
        return wave.Fault(
            instruction,
            BitOperations.TrailingZeroCount(group.Lanes),
            $"waits at this barrier while thread {block.Launch.Block.At(thread)} waits at line {InstructionAt(other).Source!.Line}, \"{InstructionAt(other).Source!.Text}\"");
    }
}
