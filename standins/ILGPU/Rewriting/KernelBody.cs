namespace ILGPU.Rewriting;

/// <summary>A kernel's code with its calls inlined.</summary>
internal sealed class KernelBody
{
    public List<Instruction> Instructions { get; set; } = [];

    public List<Variable> Variables { get; } = [];

    public Variable NewVariable(Type type, string name, int parameter = -1)
    {
        var variable = new Variable(type, name, Variables.Count) { Parameter = parameter };
        Variables.Add(variable);
        return variable;
    }

    /// <summary>Numbers the instructions and marks those that are jumped to.</summary>
    public void Number()
    {
        for (var i = 0; i < Instructions.Count; i++)
        {
            Instructions[i].Index = i;
            foreach (var target in Instructions[i].Targets)
                target.IsTarget = true;
        }
    }

    /// <summary>The instructions that may run after one.</summary>
    public IEnumerable<Instruction> Successors(Instruction instruction)
    {
        foreach (var target in instruction.Targets)
            yield return target;
        if (instruction.FallsThrough)
            yield return Instructions[instruction.Index + 1];
    }
}
