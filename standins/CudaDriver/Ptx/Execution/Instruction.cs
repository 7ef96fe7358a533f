using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>An instruction with its operands resolved. It runs for all active lanes of a wave at once.</summary>
internal abstract class Instruction
{
    /// <summary>What <see cref="Execute"/> returns where the wave's groups have changed and the next to run must be chosen.</summary>
    public const int Regroup = -1;

    /// <summary>Its place in the kernel.</summary>
    public int Index { get; set; }

    /// <summary>What it was written as; null for those that the decoder adds.</summary>
    public Item.Statement? Source { get; set; }

    /// <summary>The place of the instruction that follows.</summary>
    protected int Next => Index + 1;

    /// <summary>Runs the instruction; returns the place of the next one for all active lanes, or <see cref="Regroup"/>.</summary>
    public abstract int Execute(Wave wave);
}
