using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>One kernel as C# that ILGPU compiles. Kernels with the same name are the same kernel.</summary>
/// <param name="Name">The method's name; says op, shapes and variant.</param>
/// <param name="Summary">What it computes, its tile and its shapes: the comment that opens it.</param>
/// <param name="Parameters">Its parameters behind <c>int batch</c>: element type and name.</param>
/// <param name="Body">Writes its statements: most launches name a kernel that is written for another one already.</param>
internal sealed record DeviceKernel(string Name, string Summary, EquatableArray<DeviceParameter> Parameters, Func<string> Body)
{
    /// <summary>Methods that the body calls and other kernels may call too; ILGPU inlines them.</summary>
    public Func<IReadOnlyList<DeviceFunction>> Functions { get; init; } = static () => [];
}

/// <summary>A method that kernels call. Functions with the same name are the same function.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Text">Writes the whole method, with its comment.</param>
internal sealed record DeviceFunction(string Name, Func<string> Text);

/// <summary>A parameter of a kernel.</summary>
/// <param name="Type">Its type: <c>ArrayView&lt;float&gt;</c> or a scalar.</param>
/// <param name="Name">Its name.</param>
internal sealed record DeviceParameter(string Type, string Name)
{
    public static DeviceParameter Floats(string name) => new("ArrayView<float>", name);

    public static DeviceParameter Bytes(string name) => new("ArrayView<byte>", name);

    public static DeviceParameter Ints(string name) => new("ArrayView<int>", name);
}

/// <summary>A launch of a device kernel.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="GridX">Groups along x, as C# in terms of <c>n</c>, the batch.</param>
/// <param name="GridY">Groups along y.</param>
/// <param name="GridZ">Groups along z.</param>
/// <param name="Arguments">One argument for each parameter behind the batch.</param>
/// <param name="Layer">The layer that asked for it.</param>
internal sealed record DeviceLaunch(
    DeviceKernel Kernel, string GridX, string GridY, string GridZ, EquatableArray<DeviceArgument> Arguments, string Layer)
{
    /// <summary>Whether it is the first that a launch of the plan was turned into.</summary>
    public bool IsFirst { get; init; }
}

/// <summary>An argument of a device launch.</summary>
/// <param name="Code">How the host gets at it.</param>
/// <param name="Comment">What it is.</param>
internal sealed record DeviceArgument(string Code, string Comment);

/// <summary>Reads the constants of a kernel shape.</summary>
internal static class KernelShapeMembers
{
    public static int Int(this KernelShape shape, string name) =>
        int.Parse(Literal(shape, name), System.Globalization.CultureInfo.InvariantCulture);

    public static bool Bool(this KernelShape shape, string name) => Literal(shape, name) == "true";

    /// <summary>The name of a batch normalisation's shape, without what only its output depends on.</summary>
    public static string WithoutFusion(this KernelShape shape) => shape.Name.Replace("_add", "").Replace("_relu", "");

    public static string Literal(this KernelShape shape, string name)
    {
        for (var i = 0; i < shape.Members.Count; i++)
        {
            if (shape.Members[i].Name == name)
                return shape.Members[i].Literal;
        }

        throw new InvalidOperationException($"{shape.Name} has no {name}");
    }
}
