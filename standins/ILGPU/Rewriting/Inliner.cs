using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Rewriting;

/// <summary>Brings a kernel and all methods it calls, but those of the package and of the class library, into one body.</summary>
internal sealed class Inliner
{
    private readonly KernelBody body = new();
    private readonly Stack<MethodBase> callers = new();

    /// <summary>Reads a kernel.</summary>
    public static KernelBody Inline(MethodInfo kernel)
    {
        var inliner = new Inliner();
        var parameters = kernel.GetParameters()
            .Select((parameter, i) => inliner.body.NewVariable(parameter.ParameterType, parameter.Name ?? $"parameter {i}", i))
            .ToList<Variable?>();
        if (!kernel.IsStatic)
            parameters.Insert(0, null);
        inliner.body.Instructions = inliner.Expand(kernel, [.. parameters]);
        inliner.body.Number();
        return inliner.body;
    }

    private List<Instruction> Expand(MethodBase method, Variable?[] parameters)
    {
        var place = new Place(method, 0);
        if (callers.Contains(method))
            throw new UnsupportedKernelException("calls itself", place);
        if (method.GetMethodBody() is not { } methodBody)
            throw new UnsupportedKernelException($"calls {Name(method)}, which has no code", place);
        if (methodBody.ExceptionHandlingClauses.Count > 0)
            throw new UnsupportedKernelException("handles exceptions", place);

        callers.Push(method);
        var locals = methodBody.LocalVariables.Select(local => body.NewVariable(local.LocalType, $"local {local.LocalIndex}")).ToArray();
        var result = new List<Instruction>();
        Type? constraint = null;
        foreach (var instruction in MethodReader.Read(method, methodBody, parameters, locals))
        {
            result.Add(instruction);
            if (instruction.Is(OpCodes.Constrained))
            {
                constraint = instruction.Type;
                instruction.Set(OpCodes.Nop);
                continue;
            }

            if (instruction.Is(OpCodes.Call) || instruction.Is(OpCodes.Callvirt) || instruction.Is(OpCodes.Newobj))
                Call(instruction, constraint, result);
            constraint = null;
        }

        callers.Pop();
        return result;
    }

    private void Call(Instruction call, Type? constraint, List<Instruction> result)
    {
        var target = call.Method;
        if (constraint is not null)
        {
            if (target.IsStatic)
                throw new UnsupportedKernelException($"calls {Name(target)}, a static member of an interface", call.Place);
            target = Implementation(constraint, (MethodInfo)target, call.Place);
            call.Set(OpCodes.Call, target);
        }
        else if (call.Is(OpCodes.Callvirt))
        {
            throw new UnsupportedKernelException($"calls {Name(target)} on an object", call.Place);
        }

        if (Callees.IsKept(target))
            return;
        if (Callees.IsForeign(target))
            throw new UnsupportedKernelException($"calls {Name(target)}, which devices do not have", call.Place);

        if (call.Is(OpCodes.Newobj))
            Construct(call, (ConstructorInfo)target, result);
        else
            InlineCall(call, target, Receive(call, target, result), result);
    }

    /// <summary>Puts the arguments of a call into variables; the call itself becomes where they are expected.</summary>
    private List<Variable> Receive(Instruction call, MethodBase target, List<Instruction> result)
    {
        var parameters = target.GetParameters().Select(parameter => body.NewVariable(parameter.ParameterType, parameter.Name ?? "")).ToList();
        if (!target.IsStatic && !call.Is(OpCodes.Newobj))
            parameters.Insert(0, body.NewVariable(target.DeclaringType!.MakeByRefType(), "this"));
        call.Set(OpCodes.Nop);
        for (var i = parameters.Count - 1; i >= 0; i--)
            result.Add(Store(parameters[i], call.Place));
        return parameters;
    }

    private void InlineCall(Instruction call, MethodBase target, List<Variable> parameters, List<Instruction> result)
    {
        var end = new Instruction(OpCodes.Nop, null, call.Place);
        foreach (var instruction in Expand(target, [.. parameters]))
        {
            if (instruction.Is(OpCodes.Ret))
                instruction.Set(OpCodes.Br, end);
            result.Add(instruction);
        }

        result.Add(end);
    }

    private void Construct(Instruction call, ConstructorInfo constructor, List<Instruction> result)
    {
        var type = constructor.DeclaringType!;
        if (!type.IsValueType)
            throw new UnsupportedKernelException($"creates an object of {type.Name}", call.Place);
        var parameters = Receive(call, constructor, result);
        var value = body.NewVariable(type, "new");
        var self = body.NewVariable(type.MakeByRefType(), "this");
        value.IsAddressTaken = true;
        result.Add(new(OpCodes.Ldloca, value, call.Place));
        result.Add(new(OpCodes.Initobj, type, call.Place));
        result.Add(new(OpCodes.Ldloca, value, call.Place));
        result.Add(Store(self, call.Place));
        InlineCall(call, constructor, [self, .. parameters], result);
        result.Add(new(OpCodes.Ldloc, value, call.Place));
    }

    private static Instruction Store(Variable variable, Place place)
    {
        variable.IsAssigned = true;
        return new(OpCodes.Stloc, variable, place);
    }

    private static MethodInfo Implementation(Type type, MethodInfo method, Place place)
    {
        if (!type.IsValueType)
            throw new UnsupportedKernelException($"calls {Name(method)} on an object", place);
        if (method.DeclaringType is not { IsInterface: true } declaring)
        {
            return type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .Single(candidate => candidate.GetBaseDefinition() == method.GetBaseDefinition());
        }

        var map = type.GetInterfaceMap(declaring);
        var definition = method.IsGenericMethod ? method.GetGenericMethodDefinition() : method;
        var target = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, definition)];
        return method.IsGenericMethod ? target.MakeGenericMethod(method.GetGenericArguments()) : target;
    }

    private static string Name(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";
}
