namespace ShapeNet.Standins.Cuda.Ptx.Parsing;

/// <summary>An item of a function's body.</summary>
internal abstract record Item
{
    /// <summary>An instruction with what a fault names it by.</summary>
    public sealed record Statement(int Line, string Text, string? Guard, bool GuardNegated, string Opcode, IReadOnlyList<Operand> Operands) : Item;

    public sealed record Label(string Name) : Item;

    /// <summary>Labels that an indexed branch chooses from.</summary>
    public sealed record BranchTargets(string Name, IReadOnlyList<string> Labels) : Item;

    /// <summary>Registers of a type: one, or as many as <c>%r&lt;N&gt;</c> says.</summary>
    public sealed record Registers(string Type, string Name, int? Count) : Item;

    public sealed record Variable(VariableSyntax Declaration) : Item;

    public sealed record ScopeStart : Item;

    public sealed record ScopeEnd : Item;
}

/// <summary>A variable or a parameter.</summary>
/// <param name="Space">Its state space, as in <c>shared</c>.</param>
/// <param name="Bytes">Its size; null where the launch decides it, as of dynamic shared memory.</param>
/// <param name="Initial">The bytes it starts with; null where none are given.</param>
internal sealed record VariableSyntax(int Line, string Space, bool IsExternal, string Type, int Alignment, string Name, int? Bytes, byte[]? Initial);

/// <summary>A kernel or a function.</summary>
internal sealed record FunctionSyntax(
    int Line,
    string Name,
    bool IsEntry,
    IReadOnlyList<VariableSyntax> Results,
    IReadOnlyList<VariableSyntax> Parameters,
    int? MaxThreads,
    IReadOnlyList<Item> Body);

/// <summary>A module.</summary>
internal sealed record ModuleSyntax(IReadOnlyList<VariableSyntax> Variables, IReadOnlyList<FunctionSyntax> Functions);
