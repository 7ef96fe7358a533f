using System.Numerics;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>What a barrier computes of its threads' predicates.</summary>
internal enum BarrierReduction
{
    None,
    Count,
    And,
    Or,
}

/// <summary>A barrier of a block, with or without a reduction.</summary>
/// <param name="barrier">The register with the barrier's number.</param>
/// <param name="expectedThreads">How many threads it is for; null for all of the block.</param>
internal sealed unsafe class BarrierInstruction(
    int barrier, int? expectedThreads, bool isAligned, bool arrivesOnly, BarrierReduction reduction, int result, int predicate, bool negated) : Instruction
{
    private const int Count = 16;

    public int? ExpectedThreads { get; } = expectedThreads;

    /// <summary>All threads of a warp arrive together.</summary>
    public bool IsAligned { get; } = isAligned;

    public int BarrierOf(Wave wave, Group group) => Number(wave, BitOperations.TrailingZeroCount(group.Lanes));

    public override int Execute(Wave wave)
    {
        if (arrivesOnly)
        {
            wave.Block.Barriers.Arrive(Number(wave, wave.First), BitOperations.PopCount(wave.Active));
            return Next;
        }

        Number(wave, wave.First);
        wave.Wait(Index, GroupState.AtBarrier);
        return Regroup;
    }

    /// <summary>All have come: each gets the result of the reduction.</summary>
    public void Complete(IEnumerable<(Wave Wave, Group Group, BarrierInstruction Instruction)> waiters)
    {
        if (reduction == BarrierReduction.None)
            return;
        var all = waiters.ToArray();
        var count = all.Sum(waiter => BitOperations.PopCount(waiter.Instruction.True(waiter.Wave, waiter.Group.Lanes)));
        var threads = all.Sum(waiter => BitOperations.PopCount(waiter.Group.Lanes));
        foreach (var (wave, group, instruction) in all)
        {
            for (var lanes = group.Lanes; lanes != 0; lanes &= lanes - 1)
                ((uint*)(wave.Registers + instruction.Result))[BitOperations.TrailingZeroCount(lanes)] = instruction.Reduced(count, threads);
        }
    }

    private int Result => result;

    private uint Reduced(int count, int threads) => reduction switch
    {
        BarrierReduction.Count => (uint)count,
        BarrierReduction.And => count == threads ? uint.MaxValue : 0,
        _ => count > 0 ? uint.MaxValue : 0,
    };

    private ulong True(Wave wave, ulong lanes)
    {
        var found = 0UL;
        for (var rest = lanes; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            if (((uint*)(wave.Registers + predicate))[lane] != 0 != negated)
                found |= 1UL << lane;
        }

        return found;
    }

    private int Number(Wave wave, int lane)
    {
        var number = ((uint*)(wave.Registers + barrier))[lane];
        return number < Count ? (int)number : throw wave.Fault(this, lane, $"there is no barrier {number}; there are {Count}");
    }
}
