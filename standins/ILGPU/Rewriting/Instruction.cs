using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Rewriting;

/// <summary>One instruction; short forms are written long, and variables and targets are resolved.</summary>
internal sealed class Instruction(OpCode opCode, object? operand, Place place)
{
    public OpCode OpCode { get; set; } = opCode;

    /// <summary>A <see cref="Variable"/>, an <see cref="Instruction"/> or several, a member, a type or a constant.</summary>
    public object? Operand { get; set; } = operand;

    public Place Place { get; } = place;

    public int Index { get; set; }

    public Label Label { get; set; }

    public bool IsTarget { get; set; }

    public Variable Variable => (Variable)Operand!;

    public Type Type => (Type)Operand!;

    public FieldInfo Field => (FieldInfo)Operand!;

    public MethodBase Method => (MethodBase)Operand!;

    public bool Is(OpCode other) => OpCode == other;

    public void Set(OpCode opCode, object? operand = null) => (OpCode, Operand) = (opCode, operand);

    /// <summary>Whether the next instruction may run after this one.</summary>
    public bool FallsThrough => OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);

    public IEnumerable<Instruction> Targets => Operand switch
    {
        Instruction target => [target],
        Instruction[] targets => targets,
        _ => [],
    };
}

/// <summary>An instruction's place in the source: a method, and an offset in its code.</summary>
internal readonly record struct Place(MethodBase Method, int Offset);
