using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>A branch, of all lanes or of those whose predicate says so.</summary>
internal sealed class Branch(int? predicate, bool negated) : Instruction
{
    public int Target { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        if (predicate is not { } condition)
            return Target;
        var taken = wave.Where(condition, negated);
        if (taken == 0)
            return Next;
        if (taken == wave.Active)
            return Target;
        wave.Split(Target, taken);
        wave.Split(Next, wave.Active & ~taken);
        return Regroup;
    }
}

/// <summary>A branch to the label of an index.</summary>
internal sealed unsafe class IndexedBranch(int index, int[] targets) : Instruction
{
    public int[] Targets { get; } = targets;

    public override int Execute(Wave wave)
    {
        var indices = (uint*)(wave.Registers + index);
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            if (indices[i] >= Targets.Length)
                throw wave.Fault(this, i, $"index {indices[i]} is outside the {Targets.Length} targets");
            wave.Split(Targets[indices[i]], 1UL << i);
        }

        return Regroup;
    }
}

/// <summary>The end of a thread.</summary>
internal sealed class Exit : Instruction
{
    public override int Execute(Wave wave)
    {
        wave.Exit();
        return Regroup;
    }
}

/// <summary>An instruction without an effect here, a memory fence for one: each thread's writes are seen at once.</summary>
internal sealed class Nothing : Instruction
{
    public override int Execute(Wave wave) => Next;
}

/// <summary>A trap or a breakpoint: the program says that something is wrong.</summary>
internal sealed class Trap : Instruction
{
    public override int Execute(Wave wave) => throw wave.Fault(this, wave.First, "the program traps");
}

/// <summary>The clock, for code that measures itself.</summary>
internal sealed unsafe class ReadClock(int result, int bytes) : Instruction
{
    public override int Execute(Wave wave)
    {
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
            Bits.Write(wave.Registers + result + (BitOperations.TrailingZeroCount(lanes) * bytes), bytes, (ulong)Stopwatch.GetTimestamp());
        return Next;
    }
}
