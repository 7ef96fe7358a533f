using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using ILGPU.Checker;

namespace ILGPU.Rewriting;

/// <summary>Decides which variables are kept in memory while their thread waits, and where.</summary>
internal sealed class VariablePlacement
{
    private int variableBytes;
    private int spillBytes;

    private VariablePlacement()
    {
    }

    /// <summary>The bytes a thread keeps.</summary>
    public int FrameBytes => Align(variableBytes + spillBytes, Alignment.Widest);

    /// <summary>The objects a thread keeps.</summary>
    public int References { get; private set; }

    /// <summary>Places the variables of a body with these waits.</summary>
    public static VariablePlacement Place(KernelBody body, StackSlot[]?[] stacks, List<Instruction> waits)
    {
        var placement = new VariablePlacement();
        var kept = Liveness.After(body, stacks, waits).Where(variable => !IsReloaded(variable)).ToHashSet();
        if (kept.Any(variable => variable.Type.IsByRef) || waits.Any(wait => Waiting(stacks, wait).Any(slot => slot.IsReference)))
            kept.UnionWith(body.Variables.Where(variable => variable.IsAddressTaken && !IsReloaded(variable)));
        foreach (var variable in body.Variables.Where(kept.Contains))
            placement.Keep(variable, waits[0]);
        foreach (var wait in waits)
            placement.Spill(stacks, wait);
        return placement;
    }

    /// <summary>Whether a variable is a parameter that never changes: each entry loads it anew.</summary>
    public static bool IsReloaded(Variable variable) =>
        variable.Parameter >= 0 && !variable.IsAssigned && (!variable.IsAddressTaken || IsReadOnly(variable.Type));

    /// <summary>What lies on the stack while a thread waits: all but the call's arguments.</summary>
    public static StackSlot[] Waiting(StackSlot[]?[] stacks, Instruction wait) => stacks[wait.Index]![..^StackFlow.Arguments(wait)];

    /// <summary>Where each of the values on the stack is kept while a thread waits.</summary>
    public int[] SpillOffsets(StackSlot[] waiting)
    {
        var offsets = new int[waiting.Length];
        var offset = Align(variableBytes, Alignment.Widest);
        for (var i = 0; i < waiting.Length; i++)
        {
            offsets[i] = offset;
            offset = Align(offset + TypeSizes.Of(waiting[i].Type), Alignment.Widest);
        }

        return offsets;
    }

    private void Keep(Variable variable, Instruction wait)
    {
        if (!variable.Type.IsValueType && !variable.Type.IsByRef)
        {
            variable.ReferenceSlot = References++;
            return;
        }

        if (TypeSizes.ContainsReferences(variable.Type))
            throw new UnsupportedKernelException($"keeps '{variable.Name}', a {variable.Type.Name} with references, over a barrier", wait.Place);
        var size = TypeSizes.Of(variable.Type);
        variable.FrameOffset = Align(variableBytes, Alignment.Of(size));
        variableBytes = variable.FrameOffset + size;
    }

    private void Spill(StackSlot[]?[] stacks, Instruction wait)
    {
        var waiting = Waiting(stacks, wait);
        if (waiting.Any(slot => !slot.IsReference && TypeSizes.ContainsReferences(slot.Type)))
            throw new UnsupportedKernelException("keeps an object in an expression over a barrier", wait.Place);
        spillBytes = Math.Max(spillBytes, waiting.Sum(slot => Align(TypeSizes.Of(slot.Type), Alignment.Widest)) + Alignment.Widest);
    }

    private static bool IsReadOnly(Type type) => type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false);

    private static int Align(int offset, int alignment) => (offset + alignment - 1) & -alignment;
}
