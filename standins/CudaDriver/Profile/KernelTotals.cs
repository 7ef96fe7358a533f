using System.Runtime.InteropServices;
using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>What all launches of a kernel have done, and the cycles of one multiprocessor that it takes at least.</summary>
internal sealed class KernelTotals(string name)
{
    private const double WarpsACycle = 4;
    private const double SectorsACycle = 2;

    private readonly Dictionary<(int Line, string Text), InstructionCounts> accesses = [];

    public string Name { get; } = name;

    public long Launches { get; set; }

    public long Blocks { get; set; }

    /// <summary>Instructions, each once for a warp.</summary>
    public long Warps { get; set; }

    /// <summary>The lanes that executed them.</summary>
    public long Lanes { get; private set; }

    /// <summary>Those that multiply and add in single precision.</summary>
    public long Arithmetic { get; private set; }

    public Traffic Global { get; private set; }

    public Traffic Local { get; private set; }

    public SharedCycles Shared { get; private set; }

    /// <summary>The instructions that accessed memory, by their place in the PTX.</summary>
    public IReadOnlyDictionary<(int Line, string Text), InstructionCounts> Accesses => accesses;

    public double ActiveLanes => Warps == 0 ? 0 : (double)Lanes / (Warps * Wave.WarpLanes);

    public double IssueCycles => Warps / WarpsACycle;

    public double ArithmeticCycles => Arithmetic / WarpsACycle;

    public double SharedCycles => Shared.Cycles;

    public double GlobalCycles => CyclesOf(Global.Sectors);

    /// <summary>The most of <see cref="ArithmeticCycles"/>, <see cref="SharedCycles"/> and <see cref="GlobalCycles"/>, and which it is.</summary>
    public (double Cycles, string By) Bound =>
        ArithmeticCycles >= Math.Max(SharedCycles, GlobalCycles) ? (ArithmeticCycles, "arithmetic")
        : SharedCycles >= GlobalCycles ? (SharedCycles, "shared")
        : (GlobalCycles, "global");

    public static double CyclesOf(double sectors) => sectors / SectorsACycle;

    /// <summary>Adds what an instruction of the kernel has done, once it was issued.</summary>
    public void Add(Item.Statement source, bool isArithmetic, in InstructionCounts counts)
    {
        Lanes += counts.Lanes;
        if (isArithmetic)
            Arithmetic += counts.Warps;
        Global += counts.Global;
        Local += counts.Local;
        Shared += counts.Shared;
        if (counts.Global.Requests + counts.Local.Requests + counts.Shared.Requests > 0)
            CollectionsMarshal.GetValueRefOrAddDefault(accesses, (source.Line, source.Text), out _).Add(counts);
    }
}
