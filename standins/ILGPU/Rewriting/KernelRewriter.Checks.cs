using System.Reflection;
using System.Reflection.Emit;
using ILGPU.Checker;

namespace ILGPU.Rewriting;

/// <summary>Puts a check before each access to memory that other threads may see.</summary>
internal sealed partial class KernelRewriter
{
    private static readonly Type[] CheckParameters = [typeof(nint), typeof(int), typeof(int), typeof(ThreadGroup)];
    private static readonly MethodInfo Read = typeof(ThreadGroup).GetMethod(nameof(ThreadGroup.Read), CheckParameters)!;
    private static readonly MethodInfo Write = typeof(ThreadGroup).GetMethod(nameof(ThreadGroup.Write), CheckParameters)!;
    private static readonly MethodInfo SetPosition = typeof(ThreadGroup).GetProperty(nameof(ThreadGroup.Position))!.SetMethod!;

    private void EmitChecks(Instruction instruction, string name, StackSlot[] stack)
    {
        switch (name)
        {
            case "ldobj" when stack[^1].MayBeShared:
                EmitCheck(Read, instruction, instruction.Type);
                break;
            case "ldfld" when stack[^1].MayBeShared:
                EmitCheck(Read, instruction, instruction.Field.FieldType, instruction.Field);
                break;
            case "initobj" when stack[^1].MayBeShared:
                EmitCheck(Write, instruction, instruction.Type);
                break;
            case "stobj" when stack[^2].MayBeShared:
                EmitCheckBelow(Write, instruction, instruction.Type, Temporary(instruction.Type));
                break;
            case "stfld" when stack[^2].MayBeShared:
                EmitCheckBelow(Write, instruction, instruction.Field.FieldType, Temporary(instruction.Field.FieldType), instruction.Field);
                break;
            case "cpobj":
                var source = Temporary(instruction.Type.MakeByRefType());
                if (stack[^1].MayBeShared)
                    EmitCheck(Read, instruction, instruction.Type);
                if (stack[^2].MayBeShared)
                    EmitCheckBelow(Write, instruction, instruction.Type, source);
                break;
            default:
                if (name.StartsWith("ldind.", StringComparison.Ordinal) && stack[^1].MayBeShared)
                    EmitCheck(Read, instruction, Arithmetic.AccessOf(name));
                else if (name.StartsWith("stind.", StringComparison.Ordinal) && stack[^2].MayBeShared)
                    EmitCheckBelow(Write, instruction, Arithmetic.AccessOf(name), Temporary(stack[^1].Type));
                break;
        }
    }

    /// <summary>Checks an access to the reference on the stack, or to a field there.</summary>
    private void EmitCheck(MethodInfo check, Instruction instruction, Type accessed, FieldInfo? field = null)
    {
        il.Emit(OpCodes.Dup);
        if (field is not null)
            il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Sizeof, accessed);
        il.Emit(OpCodes.Ldc_I4, program.Places.Number(instruction.Place));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, check);
    }

    /// <summary>Checks an access to the reference below the value on the stack.</summary>
    private void EmitCheckBelow(MethodInfo check, Instruction instruction, Type accessed, LocalBuilder value, FieldInfo? field = null)
    {
        il.Emit(OpCodes.Stloc, value);
        EmitCheck(check, instruction, accessed, field);
        il.Emit(OpCodes.Ldloc, value);
    }

    private void EmitPosition(Instruction instruction)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, program.Places.Number(instruction.Place));
        il.Emit(OpCodes.Call, SetPosition);
    }
}
