namespace ShapeNet.Standins.Cuda.Ptx.Parsing;

/// <summary>An operand as it is written.</summary>
internal abstract record Operand
{
    /// <summary>A register, a variable, a label or a function: which, its place and the declarations tell.</summary>
    public sealed record Name(string Text, long Offset = 0) : Operand;

    /// <summary>An integer, negative ones in two's complement.</summary>
    public sealed record Integer(ulong Value) : Operand;

    /// <summary>A floating-point constant: of 32 bits where it is written as <c>0f…</c>.</summary>
    public sealed record Float(double Value) : Operand;

    /// <summary>An address in brackets: a name or an integer, and a displacement.</summary>
    public sealed record Address(Operand Base, long Displacement) : Operand;

    /// <summary>Operands in braces or, of a call, in parentheses.</summary>
    public sealed record List(IReadOnlyList<Operand> Items) : Operand;

    /// <summary>Two destinations, <c>p|q</c>.</summary>
    public sealed record Pair(string First, string Second) : Operand;

    /// <summary>A predicate that is negated, <c>!p</c>.</summary>
    public sealed record Not(string Predicate) : Operand;
}
