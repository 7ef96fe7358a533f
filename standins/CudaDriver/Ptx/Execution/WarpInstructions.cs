using System.Numerics;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>An instruction that the named threads of a warp execute together.</summary>
/// <param name="members">The register with the mask of the threads; null where it is those that are here.</param>
internal abstract unsafe class WarpInstruction(int? members) : Instruction
{
    public override int Execute(Wave wave)
    {
        if (members is { } register)
        {
            var masks = (uint*)(wave.Registers + register);
            for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var (warp, place) = (lane & ~(Wave.WarpLanes - 1), lane % Wave.WarpLanes);
                if ((masks[lane] >> place & 1) == 0)
                    throw wave.Fault(this, lane, $"its member mask 0x{masks[lane]:x} does not name itself");
                if (((ulong)masks[lane] << warp & wave.Live & ~wave.Active) == 0)
                    continue;
                wave.Wait(Index, GroupState.AwaitsWarp);
                return Regroup;
            }
        }

        Together(wave);
        return Next;
    }

    /// <summary>All named threads are here.</summary>
    protected abstract void Together(Wave wave);
}

/// <summary>A barrier of a warp.</summary>
internal sealed class WarpBarrier(int members) : WarpInstruction(members)
{
    protected override void Together(Wave wave)
    {
        for (var warp = 0; warp < Wave.Lanes; warp += Wave.WarpLanes)
        {
            var lanes = (ulong)uint.MaxValue << warp;
            if ((wave.Active & lanes) != 0 && (wave.Live & ~wave.Active & lanes) == 0)
                wave.Block.Races?.WarpBarrier((wave.FirstThread + warp) / Wave.WarpLanes);
        }
    }
}

/// <summary>How a shuffle finds the lane to read from.</summary>
internal enum ShuffleMode
{
    Up,
    Down,
    Butterfly,
    Index,
}

/// <summary>A value of another thread of the warp.</summary>
/// <param name="inRange">The predicate that tells whether that lane lies in the segment.</param>
internal sealed unsafe class Shuffle(ShuffleMode mode, int result, int? inRange, int a, int b, int c, int? members) : WarpInstruction(members)
{
    protected override void Together(Wave wave)
    {
        var source = (uint*)(wave.Registers + a);
        var offsets = (uint*)(wave.Registers + b);
        var clamps = (uint*)(wave.Registers + c);
        var values = stackalloc uint[Wave.Lanes];
        var found = 0UL;
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            var lane = i % Wave.WarpLanes;
            var (offset, clamp, segment) = ((int)(offsets[i] & 31), (int)(clamps[i] & 31), (int)(clamps[i] >> 8 & 31));
            var last = (lane & segment) | (clamp & ~segment);
            var from = mode switch
            {
                ShuffleMode.Up => lane - offset,
                ShuffleMode.Down => lane + offset,
                ShuffleMode.Butterfly => lane ^ offset,
                _ => (lane & segment) | (offset & ~segment),
            };
            if (mode == ShuffleMode.Up ? from >= last : from <= last)
                found |= 1UL << i;
            else
                from = lane;
            var target = i - lane + from;
            if ((wave.Active >> target & 1) == 0)
                throw wave.Fault(this, i, $"reads from lane {from}, which does not execute this");
            values[i] = source[target];
        }

        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            ((uint*)(wave.Registers + result))[i] = values[i];
            if (inRange is { } predicate)
                ((uint*)(wave.Registers + predicate))[i] = (found >> i & 1) != 0 ? uint.MaxValue : 0;
        }
    }
}

/// <summary>What a vote finds.</summary>
internal enum VoteMode
{
    All,
    Any,
    Uniform,
    Ballot,
    ActiveMask,
}

/// <summary>A vote of the threads of a warp on a predicate.</summary>
internal sealed unsafe class Vote(VoteMode mode, int result, int predicate, bool negated, int? members) : WarpInstruction(members)
{
    protected override void Together(Wave wave)
    {
        var trueLanes = mode == VoteMode.ActiveMask ? wave.Active : wave.Where(predicate, negated);
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            var warp = i & ~(Wave.WarpLanes - 1);
            var (yes, voters) = ((uint)(trueLanes >> warp), (uint)(wave.Active >> warp));
            var outcome = mode switch
            {
                VoteMode.All => yes == voters,
                VoteMode.Any => yes != 0,
                VoteMode.Uniform => yes == 0 || yes == voters,
                _ => false,
            };
            ((uint*)(wave.Registers + result))[i] = mode is VoteMode.Ballot or VoteMode.ActiveMask ? yes : outcome ? uint.MaxValue : 0;
        }
    }
}
