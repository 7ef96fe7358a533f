using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>What the launches of a kernel have done, instruction by instruction.</summary>
internal sealed class KernelProfile
{
    private readonly Lock gate = new();
    private readonly Instruction[] code;
    private readonly bool[] isArithmetic;
    private readonly InstructionCounts[] counts;
    private long launches;
    private long blocks;

    public KernelProfile(string name, Instruction[] code)
    {
        Name = name;
        this.code = code;
        isArithmetic = MultiplyAdds.Of(code);
        counts = NewCounts();
        Instructions = Array.ConvertAll(code, Counted.Of);
    }

    public string Name { get; }

    /// <summary>The kernel's instructions, each of which counts what it does in <see cref="NewCounts"/> of who runs it.</summary>
    public Instruction[] Instructions { get; }

    /// <summary>Counts for one who runs blocks of the kernel: nobody else writes them.</summary>
    public InstructionCounts[] NewCounts() => new InstructionCounts[code.Length];

    public void AddLaunch(long ofBlocks)
    {
        lock (gate)
        {
            launches++;
            blocks += ofBlocks;
        }
    }

    public void Add(InstructionCounts[] more)
    {
        lock (gate)
        {
            for (var i = 0; i < counts.Length; i++)
                counts[i].Add(more[i]);
        }
    }

    /// <summary>Adds all that was counted.</summary>
    public void AddTo(KernelTotals totals)
    {
        lock (gate)
        {
            totals.Launches += launches;
            totals.Blocks += blocks;
            for (var i = 0; i < code.Length; i++)
            {
                // A guard is a branch around its instruction here: the warp issues both as one, for the lanes that do not branch.
                if (!IsGuard(i - 1))
                    totals.Warps += counts[i].Warps;
                if (!IsGuard(i) && code[i].Source is { } source)
                    totals.Add(source, isArithmetic[i], counts[i]);
            }
        }
    }

    private bool IsGuard(int i) =>
        i >= 0 && i + 1 < code.Length && code[i] is Branch && code[i].Source is { } source && ReferenceEquals(source, code[i + 1].Source);
}
