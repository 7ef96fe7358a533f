using System.Reflection;
using System.Reflection.Emit;
using ILGPU.Checker;

namespace ILGPU.Rewriting;

/// <summary>
/// Writes a kernel as a method that can leave at each call that waits for other threads and go on from there later. Variables that
/// outlive a wait live in the thread's frame, the others on the stack; accesses to memory that other threads may see are checked.
/// </summary>
internal sealed partial class KernelRewriter
{
    private readonly KernelProgram program;
    private readonly KernelBody body;
    private readonly StackSlot[]?[] stacks;
    private readonly List<Instruction> waits;
    private readonly VariablePlacement placement;
    private readonly DynamicMethod method;
    private readonly ILGenerator il;
    private readonly Dictionary<Type, LocalBuilder> temporaries = [];
    private readonly List<Label> resumptions = [];
    private int sites;

    public KernelRewriter(KernelProgram program, KernelBody body)
    {
        this.program = program;
        this.body = body;
        stacks = StackFlow.Compute(body);
        waits = [.. body.Instructions.Where(instruction =>
            stacks[instruction.Index] is not null && instruction.Is(OpCodes.Call) && KernelForms.Suspension(instruction.Method) is not null)];
        placement = VariablePlacement.Place(body, stacks, waits);
        program.FrameBytes = placement.FrameBytes;
        program.ReferenceCount = placement.References;
        method = new DynamicMethod(
            program.Name, typeof(int), [typeof(ThreadGroup), typeof(nint), typeof(nint), typeof(int)], typeof(KernelRewriter).Module, skipVisibility: true);
        il = method.GetILGenerator();
    }

    public KernelStep Emit()
    {
        foreach (var instruction in body.Instructions.Where(instruction => instruction.IsTarget))
            instruction.Label = il.DefineLabel();
        resumptions.AddRange(waits.Select(_ => il.DefineLabel()));
        EmitEntry();
        foreach (var instruction in body.Instructions)
        {
            if (instruction.IsTarget)
                il.MarkLabel(instruction.Label);
            if (stacks[instruction.Index] is { } stack)
                Emit(instruction, stack);
        }

        return method.CreateDelegate<KernelStep>();
    }

    private void EmitEntry()
    {
        foreach (var variable in body.Variables.Where(VariablePlacement.IsReloaded))
        {
            EmitParameter(variable);
            il.Emit(OpCodes.Stloc, Local(variable));
        }

        var start = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Switch, [start, .. resumptions]);
        il.MarkLabel(start);
        foreach (var variable in body.Variables.Where(variable => variable.Parameter >= 0 && !VariablePlacement.IsReloaded(variable)))
        {
            EmitParameter(variable);
            EmitStore(variable);
        }
    }

    private void EmitParameter(Variable variable)
    {
        var parameter = variable.Parameter - (program.TakesIndex ? 1 : 0);
        if (parameter < 0)
        {
            var property = typeof(ThreadGroup).GetProperty("Auto" + variable.Type.Name)
                ?? throw new UnsupportedKernelException($"takes its index as {variable.Type.Name}", body.Instructions[0].Place);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, property.GetMethod!);
            return;
        }

        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldc_I4, program.Parameters[parameter].Offset);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldobj, variable.Type);
    }

    private void Emit(Instruction instruction, StackSlot[] stack)
    {
        var name = instruction.OpCode.Name!;
        switch (name)
        {
            case "ldloc":
                EmitLoad(instruction.Variable);
                break;
            case "stloc":
                EmitStore(instruction.Variable);
                break;
            case "ldloca":
                EmitAddress(instruction.Variable);
                break;
            case "call":
                EmitCall(instruction, stack);
                break;
            case "ret":
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Ret);
                break;
            case "newarr":
                // Pinned, so that a reference to an element stays good while its thread waits.
                il.Emit(OpCodes.Conv_I4);
                il.Emit(OpCodes.Ldc_I4_1);
                il.Emit(OpCodes.Call, typeof(GC).GetMethod(nameof(GC.AllocateArray))!.MakeGenericMethod(instruction.Type));
                break;
            default:
                EmitChecks(instruction, name, stack);
                EmitPlain(instruction);
                break;
        }
    }

    private void EmitCall(Instruction instruction, StackSlot[] stack)
    {
        if (instruction.Method is ConstructorInfo constructor)
        {
            il.Emit(OpCodes.Call, constructor);
            return;
        }

        var called = (MethodInfo)instruction.Method;
        if (KernelForms.Suspension(called) is { } suspension)
        {
            EmitWait(instruction, called, suspension);
            return;
        }

        EmitPosition(instruction);
        var form = KernelForms.Find(called);
        if (KernelForms.IsBySite(called))
            il.Emit(OpCodes.Ldc_I4, sites++);
        if (form.DeclaringType == typeof(ThreadGroup) || form.GetParameters() is [.., { ParameterType: var last }] && last == typeof(ThreadGroup))
            il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, form);
    }

    private void EmitWait(Instruction instruction, MethodInfo called, SuspendsAttribute suspension)
    {
        var number = program.Waits.Count + 1;
        var position = program.Places.Number(instruction.Place);
        var isBarrier = suspension.Enter == nameof(ThreadGroup.Arrive);
        program.Waits.Add(new($"{called.DeclaringType!.Name}.{called.Name}", suspension.Meeting, isBarrier, position));
        EmitPosition(instruction);
        EmitHalf(KernelForms.Half(called, suspension.Enter, StackFlow.Arguments(instruction) + 1));

        var waiting = VariablePlacement.Waiting(stacks, instruction);
        var offsets = placement.SpillOffsets(waiting);
        for (var i = waiting.Length - 1; i >= 0; i--)
        {
            var temporary = Temporary(waiting[i].Type);
            il.Emit(OpCodes.Stloc, temporary);
            EmitFrameAddress(offsets[i]);
            il.Emit(OpCodes.Ldloc, temporary);
            EmitStoreIndirect(waiting[i].Type);
        }

        il.Emit(OpCodes.Ldc_I4, number);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(resumptions[number - 1]);
        for (var i = 0; i < waiting.Length; i++)
        {
            EmitFrameAddress(offsets[i]);
            EmitLoadIndirect(waiting[i].Type);
        }

        EmitHalf(KernelForms.Half(called, suspension.Leave, 1));
    }

    private void EmitHalf(MethodInfo half)
    {
        if (half.GetParameters().Length > 0)
            il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, half);
    }

    private void EmitPlain(Instruction instruction)
    {
        var opCode = instruction.OpCode;
        switch (instruction.Operand)
        {
            case null:
                il.Emit(opCode);
                break;
            case Instruction target:
                il.Emit(opCode, target.Label);
                break;
            case Instruction[] targets:
                il.Emit(opCode, targets.Select(target => target.Label).ToArray());
                break;
            case Type type:
                il.Emit(opCode, type);
                break;
            case FieldInfo field:
                il.Emit(opCode, field);
                break;
            case ConstructorInfo constructor:
                il.Emit(opCode, constructor);
                break;
            case int value when opCode.OperandType == OperandType.ShortInlineI:
                il.Emit(opCode, (byte)value);
                break;
            case int value:
                il.Emit(opCode, value);
                break;
            case long value:
                il.Emit(opCode, value);
                break;
            case float value:
                il.Emit(opCode, value);
                break;
            case double value:
                il.Emit(opCode, value);
                break;
            case string value:
                il.Emit(opCode, value);
                break;
            default:
                throw new UnsupportedKernelException($"uses '{opCode.Name}', which devices do not have", instruction.Place);
        }
    }
}
