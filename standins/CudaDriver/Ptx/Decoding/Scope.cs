using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>A register of a kernel.</summary>
internal sealed record Register(PtxType Type, int Offset);

/// <summary>A variable: an address in its state space.</summary>
internal sealed record Symbol(Space Space, ulong Address);

/// <summary>The names between two braces.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Register> registers = [];
    private readonly Dictionary<string, Symbol> symbols = [];
    private readonly Dictionary<string, int> labels = [];
    private readonly Dictionary<string, IReadOnlyList<string>> branchTargets = [];

    public Scope? Outer => outer;

    public void Add(string name, Register register) => registers[name] = register;

    public void Add(string name, Symbol symbol) => symbols[name] = symbol;

    public void AddLabel(string name, int at) => labels[name] = at;

    public void AddTargets(string name, IReadOnlyList<string> targets) => branchTargets[name] = targets;

    public Register? Register(string name) => registers.GetValueOrDefault(name) ?? outer?.Register(name);

    public Symbol? Symbol(string name) => symbols.GetValueOrDefault(name) ?? outer?.Symbol(name);

    public int? Label(string name) => labels.TryGetValue(name, out var at) ? at : outer?.Label(name);

    public IReadOnlyList<string>? Targets(string name) => branchTargets.GetValueOrDefault(name) ?? outer?.Targets(name);
}
