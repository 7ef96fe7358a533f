using System.Collections.Concurrent;
using System.Reflection;
using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Operations;
using System.Runtime.Intrinsics;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Makes instructions of operations: closed generic types, so that the loop of each is compiled for its operation.</summary>
internal static class Make
{
    private static readonly ConcurrentDictionary<Type, ConstructorInvoker> Constructors = [];

    public static Instruction Unary(Type operation, Type type, Type result, int to, int a) =>
        New(typeof(Unary<,,>), [type, result, operation], to, a);

    public static Instruction Binary(Type operation, Type a, Type b, Type result, int to, int left, int right)
    {
        // Vector instructions exist for what is no Half and keeps its type.
        var isVector = a == b && a == result && a != typeof(Half) && typeof(IVectorBinary<>).MakeGenericType(a).IsAssignableFrom(operation);
        return isVector && Vector256.IsHardwareAccelerated
            ? New(typeof(VectorBinary<,>), [a, operation], to, left, right)
            : New(typeof(Binary<,,,>), [a, b, result, operation], to, left, right);
    }

    public static Instruction Ternary(Type operation, Type a, Type b, Type c, Type result, int to, int first, int second, int third) =>
        New(typeof(Ternary<,,,,>), [a, b, c, result, operation], to, first, second, third);

    public static Instruction New(Type generic, Type[] types, params object?[] arguments) =>
        (Instruction)Constructors.GetOrAdd(generic.MakeGenericType(types), type => ConstructorInvoker.Create(type.GetConstructors()[0])).Invoke(arguments)!;
}
