using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.Rewriting;

/// <summary>A kernel's parameter in the block of arguments. Views begin with their address, then their buffer's number.</summary>
internal sealed record KernelParameter(string Name, Type Type, int Offset, int Size)
{
    /// <summary>The bytes of a view's element; zero for what is no view.</summary>
    public int ElementSize { get; } = ElementSizeOf(Type);

    public nint ViewAddress(nint arguments) => Marshal.ReadIntPtr(arguments, Offset);

    public int ViewBufferId(nint arguments) => Marshal.ReadInt32(arguments, Offset + nint.Size);

    private static int ElementSizeOf(Type type)
    {
        if (!type.IsGenericType)
            return 0;
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(ArrayView<>) || definition == typeof(ArrayView1D<,>)
            ? TypeSizes.Of(type.GetGenericArguments()[0])
            : 0;
    }
}

/// <summary>Sizes and properties of types that are known only when a kernel is loaded.</summary>
internal static class TypeSizes
{
    private static readonly MethodInfo SizeOf = typeof(System.Runtime.CompilerServices.Unsafe).GetMethod("SizeOf")!;

    private static readonly MethodInfo HasReferences =
        typeof(System.Runtime.CompilerServices.RuntimeHelpers).GetMethod("IsReferenceOrContainsReferences")!;

    public static int Of(Type type) =>
        type.IsByRef ? nint.Size : (int)SizeOf.MakeGenericMethod(type).Invoke(null, null)!;

    public static bool ContainsReferences(Type type) =>
        !type.IsByRef && (bool)HasReferences.MakeGenericMethod(type).Invoke(null, null)!;
}
