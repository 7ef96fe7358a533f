using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Rewriting;

/// <summary>Finds what lies on the evaluation stack before each instruction.</summary>
internal sealed class StackFlow
{
    private readonly KernelBody body;
    private readonly StackSlot[]?[] before;
    private readonly Stack<Instruction> pending = new();

    private StackFlow(KernelBody body)
    {
        this.body = body;
        before = new StackSlot[body.Instructions.Count][];
    }

    /// <summary>The stack before each instruction, its top last; null where the instruction is never reached.</summary>
    public static StackSlot[]?[] Compute(KernelBody body)
    {
        while (true)
        {
            var flow = new StackFlow(body);
            var own = body.Variables.Count(variable => variable.RefersToOwn);
            flow.Run();
            if (body.Variables.Count(variable => variable.RefersToOwn) == own)
                return flow.before;
        }
    }

    private void Run()
    {
        Reach(body.Instructions[0], []);
        while (pending.TryPop(out var instruction))
        {
            var stack = new List<StackSlot>(before[instruction.Index]!);
            Apply(instruction, stack);
            foreach (var successor in body.Successors(instruction))
                Reach(successor, stack);
        }
    }

    private void Reach(Instruction instruction, List<StackSlot> stack)
    {
        var known = before[instruction.Index];
        if (known is null)
        {
            before[instruction.Index] = [.. stack];
            pending.Push(instruction);
            return;
        }

        if (known.Length != stack.Count)
            throw new UnsupportedKernelException("has code that cannot be followed", instruction.Place);
        var joined = known.Zip(stack, (first, second) => first.Join(second)).ToArray();
        if (joined.SequenceEqual(known))
            return;
        before[instruction.Index] = joined;
        pending.Push(instruction);
    }

    private static void Apply(Instruction instruction, List<StackSlot> stack)
    {
        var opCode = instruction.OpCode;
        var name = opCode.Name!;
        switch (name)
        {
            case "nop" or "br" or "volatile." or "unaligned." or "readonly." or "ret" or "break":
                return;
            case "ldloc":
                stack.Add(StackSlot.Of(instruction.Variable.Type, instruction.Variable.RefersToOwn));
                return;
            case "ldloca":
                stack.Add(new(instruction.Variable.Type.MakeByRefType(), RefersToOwn: true));
                return;
            case "stloc":
                instruction.Variable.RefersToOwn &= !Pop(stack).MayBeShared;
                return;
            case "dup":
                stack.Add(stack[^1]);
                return;
            case "ldc.i4":
                stack.Add(new(typeof(int)));
                return;
            case "ldc.i8":
                stack.Add(new(typeof(long)));
                return;
            case "ldc.r4":
                stack.Add(new(typeof(float)));
                return;
            case "ldc.r8":
                stack.Add(new(typeof(double)));
                return;
            case "ldnull" or "ldstr":
                stack.Add(new(name == "ldstr" ? typeof(string) : typeof(object)));
                return;
            case "sizeof":
                stack.Add(new(typeof(int)));
                return;
            case "ldtoken":
                stack.Add(new(typeof(RuntimeFieldHandle)));
                return;
            case "call" or "newobj":
                ApplyCall(instruction, stack);
                return;
            case "ldsfld":
                if (!instruction.Field.IsInitOnly)
                    throw new UnsupportedKernelException($"reads the static field {instruction.Field.Name}, which is not read-only", instruction.Place);
                stack.Add(StackSlot.Of(instruction.Field.FieldType));
                return;
            case "ldfld":
                Pop(stack);
                stack.Add(StackSlot.Of(instruction.Field.FieldType));
                return;
            case "ldflda":
                stack.Add(new(instruction.Field.FieldType.MakeByRefType(), Pop(stack).RefersToOwn));
                return;
            case "ldobj":
                PopReference(instruction, stack);
                stack.Add(StackSlot.Of(instruction.Type));
                return;
            case "newarr":
                Pop(stack);
                stack.Add(new(instruction.Type.MakeArrayType()));
                return;
            case "ldlen":
                Pop(stack);
                stack.Add(new(typeof(nint)));
                return;
            case "ldelem":
                Pop(stack, 2);
                stack.Add(StackSlot.Of(instruction.Type));
                return;
            case "ldelema":
                Pop(stack, 2);
                stack.Add(new(instruction.Type.MakeByRefType(), RefersToOwn: true));
                return;
            case "stfld" or "stobj" or "cpobj" or "pop" or "initobj" or "switch":
                Pop(stack, name is "stfld" or "stobj" or "cpobj" ? 2 : 1);
                return;
            case "neg" or "not":
                return;
        }

        if (name.StartsWith("ldind.", StringComparison.Ordinal))
            PopReference(instruction, stack);
        else if (name.StartsWith("ldelem.", StringComparison.Ordinal))
            Pop(stack, 2);
        else if (name.StartsWith("stind.", StringComparison.Ordinal))
            Pop(stack, 2);
        else if (name.StartsWith("stelem", StringComparison.Ordinal))
            Pop(stack, 3);
        else if (name.StartsWith("conv.", StringComparison.Ordinal))
            Pop(stack);
        else if (opCode.FlowControl == FlowControl.Cond_Branch)
            Pop(stack, name.StartsWith("brtrue", StringComparison.Ordinal) || name.StartsWith("brfalse", StringComparison.Ordinal) ? 1 : 2);
        else if (Arithmetic.IsBinary(name))
            Pop(stack, 2, out var first, out var second).Add(Arithmetic.Result(name, first, second));
        else
            throw new UnsupportedKernelException($"uses '{name}', which devices do not have", instruction.Place);

        if (Arithmetic.ResultOf(name) is { } result)
            stack.Add(new(result));
    }

    private static void ApplyCall(Instruction instruction, List<StackSlot> stack)
    {
        var method = instruction.Method;
        Pop(stack, Arguments(instruction));
        var result = instruction.Is(OpCodes.Newobj) ? method.DeclaringType! : ((MethodInfo)method).ReturnType;
        if (result != typeof(void))
            stack.Add(StackSlot.Of(result));
    }

    /// <summary>How many values a call takes from the stack.</summary>
    public static int Arguments(Instruction call) =>
        call.Method.GetParameters().Length + (call.Method.IsStatic || call.Is(OpCodes.Newobj) ? 0 : 1);

    private static void PopReference(Instruction instruction, List<StackSlot> stack)
    {
        if (!Pop(stack).IsReference)
            throw new UnsupportedKernelException("uses a pointer", instruction.Place);
    }

    private static StackSlot Pop(List<StackSlot> stack, int count = 1)
    {
        var top = count > 0 ? stack[^1] : default;
        stack.RemoveRange(stack.Count - count, count);
        return top;
    }

    private static List<StackSlot> Pop(List<StackSlot> stack, int count, out StackSlot first, out StackSlot second)
    {
        (first, second) = (stack[^2], stack[^1]);
        Pop(stack, count);
        return stack;
    }
}
