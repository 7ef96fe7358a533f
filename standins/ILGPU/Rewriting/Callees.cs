using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ILGPU.Rewriting;

/// <summary>Which methods a kernel may call without their code: the package's, and those of the class library it knows.</summary>
internal static class Callees
{
    private static readonly Type[] SmallIntegers = [typeof(sbyte), typeof(short), typeof(int), typeof(long)];

    private static readonly Type[] Unsigned = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];

    private static readonly string[] FloatFunctions =
    [
        "Abs", "Sqrt", "Sin", "Sinh", "Asin", "Cos", "Cosh", "Acos", "Tan", "Tanh", "Atan", "Exp", "Floor", "Ceiling", "Log", "Log10",
        "Min", "Max", "Atan2", "Pow",
    ];

    private static readonly HashSet<MethodBase> Known = [.. KnownMethods()];

    /// <summary>Whether a call stays a call.</summary>
    public static bool IsKept(MethodBase method) =>
        method.DeclaringType?.Assembly == typeof(Callees).Assembly || Known.Contains(method) || IsOfTuple(method);

    /// <summary>Whether a method is the class library's.</summary>
    public static bool IsForeign(MethodBase method) =>
        method.DeclaringType?.Assembly == typeof(object).Assembly || method.DeclaringType?.Assembly == typeof(Debug).Assembly;

    private static bool IsOfTuple(MethodBase method) =>
        method.IsConstructor && typeof(ITuple).IsAssignableFrom(method.DeclaringType) && method.DeclaringType!.IsValueType;

    private static IEnumerable<MethodBase> KnownMethods()
    {
        var methods = new List<MethodInfo?>();
        foreach (var name in FloatFunctions)
        {
            foreach (var (type, declaring) in new[] { (typeof(float), typeof(MathF)), (typeof(double), typeof(Math)) })
            {
                methods.Add(declaring.GetMethod(name, [type]));
                methods.Add(declaring.GetMethod(name, [type, type]));
            }
        }

        methods.Add(typeof(Math).GetMethod("Abs", [typeof(float)]));
        foreach (var name in (string[])["Min", "Max"])
            methods.AddRange(SmallIntegers.Concat(Unsigned).Append(typeof(float)).Select(type => typeof(Math).GetMethod(name, [type, type])));
        methods.AddRange(SmallIntegers.Select(type => typeof(Math).GetMethod("Abs", [type])));

        foreach (var type in (Type[])[typeof(float), typeof(double)])
            methods.AddRange(((string[])["IsNaN", "IsInfinity", "IsFinite"]).Select(name => type.GetMethod(name, [type])));

        methods.Add(typeof(BitConverter).GetMethod("DoubleToInt64Bits", [typeof(double)]));
        methods.Add(typeof(BitConverter).GetMethod("Int64BitsToDouble", [typeof(long)]));
        methods.Add(typeof(BitConverter).GetMethod("SingleToInt32Bits", [typeof(float)]));
        methods.Add(typeof(BitConverter).GetMethod("Int32BitsToSingle", [typeof(int)]));

        foreach (var name in (string[])["LeadingZeroCount", "TrailingZeroCount", "PopCount"])
        {
            methods.AddRange(((Type[])[typeof(int), typeof(long), typeof(uint), typeof(ulong)])
                .Select(type => typeof(BitOperations).GetMethod(name, [type])));
        }

        methods.Add(typeof(RuntimeHelpers).GetMethod("InitializeArray"));
        methods.Add(typeof(Debug).GetMethod("Assert", [typeof(bool)]));
        methods.Add(typeof(Debug).GetMethod("Assert", [typeof(bool), typeof(string)]));
        methods.Add(typeof(Trace).GetMethod("Assert", [typeof(bool)]));
        methods.Add(typeof(Trace).GetMethod("Assert", [typeof(bool), typeof(string)]));
        return methods.OfType<MethodBase>();
    }
}
