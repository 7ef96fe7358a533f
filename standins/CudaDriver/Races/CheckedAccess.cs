using System.Numerics;
using System.Runtime.CompilerServices;
using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Races;

/// <summary>Executes an instruction that accesses memory, after a look at who did before.</summary>
internal sealed class CheckedAccess : Instruction
{
    private readonly MemoryInstruction instruction;

    private CheckedAccess(MemoryInstruction instruction)
    {
        this.instruction = instruction;
        (Index, Source) = (instruction.Index, instruction.Source);
    }

    /// <summary>An instruction with the check, where it accesses what other threads may.</summary>
    public static Instruction Of(Instruction instruction) =>
        instruction is MemoryInstruction { Access.Space: Space.Generic or Space.Global or Space.Shared } memory ? new CheckedAccess(memory) : instruction;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        // Before the access: a load may write the register that its address is in.
        Span<ulong> addresses = stackalloc ulong[Wave.WarpLanes];
        var races = wave.Block.Races!;
        for (var first = 0; first < Wave.Lanes; first += Wave.WarpLanes)
        {
            var lanes = (uint)(wave.Active >> first);
            instruction.ReadAddresses(wave, first, lanes, addresses);
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                races.Check(instruction, wave.FirstThread + first + lane, addresses[lane]);
            }
        }

        return instruction.Execute(wave);
    }
}
