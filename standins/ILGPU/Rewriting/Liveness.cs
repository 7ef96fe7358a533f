using System.Reflection.Emit;

namespace ILGPU.Rewriting;

/// <summary>Finds which variables a thread still needs after each instruction.</summary>
internal sealed class Liveness
{
    private readonly KernelBody body;
    private readonly int words;
    private readonly ulong[] before;

    private Liveness(KernelBody body)
    {
        this.body = body;
        words = (body.Variables.Count + 63) / 64;
        before = new ulong[(long)body.Instructions.Count * words];
    }

    /// <summary>The variables that are needed after any of some instructions.</summary>
    public static List<Variable> After(KernelBody body, StackSlot[]?[] reached, IEnumerable<Instruction> instructions)
    {
        var liveness = new Liveness(body);
        liveness.Compute(reached);
        var live = new ulong[liveness.words];
        foreach (var instruction in instructions)
            liveness.AddAfter(instruction, live);
        return [.. body.Variables.Where(variable => (live[variable.Index / 64] >> (variable.Index % 64) & 1) != 0)];
    }

    private void Compute(StackSlot[]?[] reached)
    {
        var live = new ulong[words];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = body.Instructions.Count - 1; i >= 0; i--)
            {
                if (reached[i] is null)
                    continue;
                var instruction = body.Instructions[i];
                Array.Clear(live);
                AddAfter(instruction, live);
                Apply(instruction, live);
                var known = before.AsSpan(i * words, words);
                if (known.SequenceEqual(live))
                    continue;
                live.CopyTo(known);
                changed = true;
            }
        }
    }

    private void AddAfter(Instruction instruction, ulong[] live)
    {
        foreach (var successor in body.Successors(instruction))
        {
            for (var word = 0; word < words; word++)
                live[word] |= before[(successor.Index * words) + word];
        }
    }

    private static void Apply(Instruction instruction, ulong[] live)
    {
        if (instruction.Operand is not Variable variable)
            return;
        var bit = 1UL << (variable.Index % 64);
        if (instruction.Is(OpCodes.Stloc))
            live[variable.Index / 64] &= ~bit;
        else
            live[variable.Index / 64] |= bit;
    }
}
