using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>
/// Up to 64 threads of a block, two warps, that share the cost of choosing what to run. Threads at the same instruction form a group. The group
/// with the lowest instruction runs, until it meets another, which it merges with: what has diverged in structured code converges again, and any
/// other code is run rightly too.
/// </summary>
internal sealed unsafe class Wave
{
    public const int Lanes = 64;
    public const int WarpLanes = 32;

    private readonly Instruction[] instructions;
    private readonly List<Group> groups = [];

    public Wave(BlockRunner block, int firstThread, int threads, byte* registers, byte* local)
    {
        Block = block;
        FirstThread = firstThread;
        All = threads == Lanes ? ulong.MaxValue : (1UL << threads) - 1;
        Registers = registers;
        Local = local;
        instructions = block.Launch.Code.Observed;
        Ranges = new MemoryRange[block.Launch.Code.RangeCount];
        Ranges.AsSpan().Fill(MemoryRange.None);
    }

    public BlockRunner Block { get; }

    public int FirstThread { get; }

    /// <summary>All lanes that are threads of the block.</summary>
    public ulong All { get; }

    /// <summary>The registers: each is <see cref="Lanes"/> values, one a lane.</summary>
    public byte* Registers { get; }

    /// <summary>Local memory: that of the first lane, then that of the next.</summary>
    public byte* Local { get; }

    /// <summary>For each instruction that accesses memory, where it last did.</summary>
    public MemoryRange[] Ranges { get; }

    /// <summary>The lanes that the instruction runs for.</summary>
    public ulong Active { get; private set; }

    /// <summary>The lanes that have not returned.</summary>
    public ulong Live { get; private set; }

    /// <summary>The active lanes follow one another, from <see cref="First"/> to before <see cref="End"/>.</summary>
    public bool IsDense { get; private set; }

    public int First { get; private set; }

    public int End { get; private set; }

    /// <summary>The groups that wait: at a barrier, or for the rest of their warp.</summary>
    public IReadOnlyList<Group> Waiting => groups;

    /// <summary>All threads start anew.</summary>
    public void Start()
    {
        Live = All;
        groups.Clear();
        groups.Add(new(0, All, GroupState.Ready));
    }

    /// <summary>Runs until all threads have returned or wait.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run()
    {
        while (TakeLowest(out var at, out var limit))
        {
            do
                at = instructions[at].Execute(this);
            while ((uint)at < (uint)limit);
            if (at >= 0)
                groups.Add(new(at, Active, GroupState.Ready));
        }
    }

    /// <summary>The lanes whose predicate is true, among the active ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong Where(int predicate, bool negated)
    {
        var source = (uint*)(Registers + predicate);
        var bits = 0UL;
        for (var i = 0; i < Lanes; i += Vector256<uint>.Count)
            bits |= (ulong)Vector256.Load(source + i).ExtractMostSignificantBits() << i;
        return (negated ? ~bits : bits) & Active;
    }

    /// <summary>The active lanes become a group that waits at an instruction.</summary>
    public void Wait(int at, GroupState state) => groups.Add(new(at, Active, state));

    /// <summary>Some lanes go on elsewhere.</summary>
    public void Split(int at, ulong lanes) => groups.Add(new(at, lanes, GroupState.Ready));

    /// <summary>The active lanes return.</summary>
    public void Exit()
    {
        Live &= ~Active;
        // Those that wait for the rest of their warp may have waited for these.
        for (var i = 0; i < groups.Count; i++)
        {
            if (groups[i].State == GroupState.AwaitsWarp)
                groups[i] = groups[i] with { State = GroupState.Ready };
        }
    }

    /// <summary>The groups that wait at a barrier go on behind it.</summary>
    public void Release(Predicate<Group> isReleased)
    {
        for (var i = 0; i < groups.Count; i++)
        {
            if (groups[i].State == GroupState.AtBarrier && isReleased(groups[i]))
                groups[i] = new(groups[i].At + 1, groups[i].Lanes, GroupState.Ready);
        }
    }

    public PtxFault Fault(Instruction instruction, int lane, string problem) => Block.Fault(instruction, FirstThread + lane, problem);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TakeLowest(out int at, out int limit)
    {
        (at, limit) = (int.MaxValue, int.MaxValue);
        foreach (var group in groups)
        {
            if (group.State == GroupState.Ready && group.At < at)
                at = group.At;
        }

        if (at == int.MaxValue)
            return false;
        var lanes = 0UL;
        for (var i = groups.Count - 1; i >= 0; i--)
        {
            var group = groups[i];
            if (group.State == GroupState.AtBarrier)
                continue;
            if (group.At == at)
            {
                lanes |= group.Lanes;
                groups[i] = groups[^1];
                groups.RemoveAt(groups.Count - 1);
            }
            else
            {
                // A group that waits for its warp may be met from either side: look again after each instruction.
                limit = group.State == GroupState.AwaitsWarp ? 0 : Math.Min(limit, group.At);
            }
        }

        Activate(lanes);
        return true;
    }

    private void Activate(ulong lanes)
    {
        Active = lanes;
        First = BitOperations.TrailingZeroCount(lanes);
        End = Lanes - BitOperations.LeadingZeroCount(lanes);
        IsDense = End - First == BitOperations.PopCount(lanes);
    }
}

/// <summary>What a group of threads waits for.</summary>
internal enum GroupState
{
    Ready,
    AtBarrier,
    AwaitsWarp,
}

/// <summary>Threads of a wave at one instruction.</summary>
internal readonly record struct Group(int At, ulong Lanes, GroupState State);
