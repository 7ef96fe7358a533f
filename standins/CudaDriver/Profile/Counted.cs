using System.Runtime.CompilerServices;
using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>Executes an instruction and counts it in what the block's runner has counted.</summary>
internal sealed class Counted : Instruction
{
    private readonly Instruction instruction;

    private Counted(Instruction instruction)
    {
        this.instruction = instruction;
        (Index, Source) = (instruction.Index, instruction.Source);
    }

    public static Instruction Of(Instruction instruction) => instruction switch
    {
        // The decoder's own: the end of the kernel.
        { Source: null } => instruction,
        MemoryInstruction memory when CountedAccess.Counts(memory) => new CountedAccess(memory),
        _ => new Counted(instruction),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var next = instruction.Execute(wave);
        // Threads that wait here for the rest of their warp execute it when those have come.
        if (next != Regroup || instruction is not WarpInstruction)
            wave.Block.Counts![Index].Execute(wave.Active);
        return next;
    }
}
