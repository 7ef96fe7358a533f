using System.Numerics;
using System.Runtime.CompilerServices;
using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>Executes an instruction that accesses memory, and counts what its warps ask for.</summary>
internal sealed class CountedAccess : Instruction
{
    private readonly MemoryInstruction instruction;

    public CountedAccess(MemoryInstruction instruction)
    {
        this.instruction = instruction;
        (Index, Source) = (instruction.Index, instruction.Source);
    }

    /// <summary>Whether the memory is one of those that are counted. Constants and parameters have a cache of their own.</summary>
    public static bool Counts(MemoryInstruction instruction) =>
        instruction.Access.Space != Space.Parameter
        && !instruction.Source!.Opcode.Split('.').Any(part => part == "const" || part.StartsWith("param", StringComparison.Ordinal));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        // Before the access: a load may write the register that its address is in.
        ref var counts = ref wave.Block.Counts![Index];
        counts.Execute(wave.Active);
        for (var first = 0; first < Wave.Lanes; first += Wave.WarpLanes)
        {
            var lanes = (uint)(wave.Active >> first);
            if (lanes != 0)
                Count(wave, first, lanes, ref counts);
        }

        return instruction.Execute(wave);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count(Wave wave, int first, uint lanes, ref InstructionCounts counts)
    {
        Span<ulong> addresses = stackalloc ulong[Wave.WarpLanes];
        instruction.ReadAddresses(wave, first, lanes, addresses);
        var space = instruction.Access.Space;
        if (space != Space.Generic)
        {
            Count(space, addresses, lanes, ref counts);
            return;
        }

        while (lanes != 0)
        {
            // A request for each memory that lanes have addresses of.
            space = Windows.SpaceOf(addresses[BitOperations.TrailingZeroCount(lanes)]);
            var same = 0u;
            for (var rest = lanes; rest != 0; rest &= rest - 1)
            {
                var lane = BitOperations.TrailingZeroCount(rest);
                if (Windows.SpaceOf(addresses[lane]) == space)
                    same |= 1u << lane;
            }

            Count(space, addresses, same, ref counts);
            lanes &= ~same;
        }
    }

    private void Count(Space space, ReadOnlySpan<ulong> addresses, uint lanes, ref InstructionCounts counts)
    {
        var request = new WarpRequest(addresses, lanes, instruction.Access.Bytes);
        switch (space)
        {
            case Space.Global:
                counts.Global += Traffic.OfGlobal(request);
                break;
            case Space.Local:
                counts.Local += Traffic.OfLocal(request);
                break;
            case Space.Shared:
                counts.Shared += SharedCycles.Of(request, isLoad: instruction.Kind == AccessKind.Read);
                break;
        }
    }
}
