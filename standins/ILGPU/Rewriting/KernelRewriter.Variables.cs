using System.Reflection.Emit;
using ILGPU.Checker;

namespace ILGPU.Rewriting;

/// <summary>Loads and stores variables, on the stack or in the thread's frame.</summary>
internal sealed partial class KernelRewriter
{
    private void EmitLoad(Variable variable)
    {
        if (variable.ReferenceSlot >= 0)
        {
            EmitReferences(variable);
            il.Emit(OpCodes.Ldelem_Ref);
        }
        else if (variable.FrameOffset >= 0)
        {
            EmitFrameAddress(variable.FrameOffset);
            EmitLoadIndirect(variable.Type);
        }
        else
        {
            il.Emit(OpCodes.Ldloc, Local(variable));
        }
    }

    private void EmitStore(Variable variable)
    {
        if (!variable.IsKept)
        {
            il.Emit(OpCodes.Stloc, Local(variable));
            return;
        }

        var temporary = Temporary(variable.Type);
        il.Emit(OpCodes.Stloc, temporary);
        if (variable.ReferenceSlot >= 0)
        {
            EmitReferences(variable);
            il.Emit(OpCodes.Ldloc, temporary);
            il.Emit(OpCodes.Stelem_Ref);
        }
        else
        {
            EmitFrameAddress(variable.FrameOffset);
            il.Emit(OpCodes.Ldloc, temporary);
            EmitStoreIndirect(variable.Type);
        }
    }

    private void EmitAddress(Variable variable)
    {
        if (variable.FrameOffset >= 0)
            EmitFrameAddress(variable.FrameOffset);
        else
            il.Emit(OpCodes.Ldloca, Local(variable));
    }

    private void EmitReferences(Variable variable)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(ThreadGroup).GetProperty(nameof(ThreadGroup.References))!.GetMethod!);
        il.Emit(OpCodes.Ldc_I4, variable.ReferenceSlot);
    }

    private void EmitFrameAddress(int offset)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, offset);
        il.Emit(OpCodes.Add);
    }

    // References to memory are kept as addresses: what they refer to does not move.
    private void EmitLoadIndirect(Type type)
    {
        if (type.IsByRef)
            il.Emit(OpCodes.Ldind_I);
        else
            il.Emit(OpCodes.Ldobj, type);
    }

    private void EmitStoreIndirect(Type type)
    {
        if (type.IsByRef)
            il.Emit(OpCodes.Stind_I);
        else
            il.Emit(OpCodes.Stobj, type);
    }

    private LocalBuilder Local(Variable variable) => variable.Local ??= il.DeclareLocal(variable.Type);

    private LocalBuilder Temporary(Type type)
    {
        if (!temporaries.TryGetValue(type, out var temporary))
            temporaries[type] = temporary = il.DeclareLocal(type);
        return temporary;
    }
}
