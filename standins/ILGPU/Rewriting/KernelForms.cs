using System.Diagnostics;
using System.Reflection;
using ILGPU.Checker;

namespace ILGPU.Rewriting;

/// <summary>Finds what a call of the package's API becomes inside a kernel.</summary>
internal static class KernelForms
{
    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>The call at which a thread waits, if this is one.</summary>
    public static SuspendsAttribute? Suspension(MethodBase method) => method.GetCustomAttribute<SuspendsAttribute>();

    /// <summary>Whether the call is numbered, so that each allocates an array of its own.</summary>
    public static bool IsBySite(MethodBase method) => method.GetCustomAttribute<AllocatesBySiteAttribute>() is not null;

    /// <summary>What the call becomes; the same where it has no form of its own.</summary>
    public static MethodInfo Find(MethodInfo method)
    {
        if (method.DeclaringType == typeof(Debug) || method.DeclaringType == typeof(Trace))
            return Lookup(typeof(Assertions), nameof(Assertions.Assert), method, extra: 1);
        if (method.GetCustomAttribute<AllocatesBySiteAttribute>() is { } bySite)
            return Lookup(method.DeclaringType!, bySite.Name, method, extra: 2);
        var attribute = method.GetCustomAttribute<KernelFormAttribute>() ?? Property(method)?.GetCustomAttribute<KernelFormAttribute>();
        if (attribute is null)
            return method;
        return typeof(ThreadGroup).GetProperty(attribute.Name)?.GetMethod ?? Lookup(method.DeclaringType!, attribute.Name, method, extra: 1);
    }

    /// <summary>One half of a call at which a thread waits.</summary>
    public static MethodInfo Half(MethodInfo method, string name, int parameters)
    {
        if (typeof(ThreadGroup).GetMethod(name, Type.EmptyTypes) is { } shared)
            return shared;
        var half = method.DeclaringType!.GetMethods(Members).Single(candidate => candidate.Name == name && candidate.GetParameters().Length == parameters);
        return half.IsGenericMethodDefinition ? half.MakeGenericMethod(method.GetGenericArguments()) : half;
    }

    /// <summary>The method of a name whose parameters begin with the method's; there may be more, the group the last.</summary>
    private static MethodInfo Lookup(Type type, string name, MethodInfo method, int extra)
    {
        var wanted = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        foreach (var candidate in type.GetMethods(Members).Where(candidate => candidate.Name == name))
        {
            var form = candidate;
            if (candidate.IsGenericMethodDefinition)
            {
                var value = wanted.Length > 0 && wanted[0].IsByRef ? wanted[0].GetElementType() : null;
                form = candidate.MakeGenericMethod(method.IsGenericMethod ? method.GetGenericArguments() : [value!]);
            }

            var types = form.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
            if ((types.Length == wanted.Length || types.Length == wanted.Length + extra) && types.AsSpan(0, wanted.Length).SequenceEqual(wanted))
                return form;
        }

        throw new MissingMethodException(type.FullName, name);
    }

    private static PropertyInfo? Property(MethodInfo method) =>
        method.IsSpecialName
            ? method.DeclaringType!.GetProperties(Members).FirstOrDefault(property => property.GetMethod == method)
            : null;
}
