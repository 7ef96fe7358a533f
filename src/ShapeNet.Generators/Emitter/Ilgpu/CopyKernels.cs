using ShapeNet.Generators.Ir;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>Copies between tensors of different extent or order: one thread for each value written.</summary>
internal static class CopyKernels
{
    public static DeviceKernel Extract(KernelShape shape, bool accumulate) => new(
        $"{shape.Name}_Extract{(accumulate ? "_add" : "")}", "Copies a box out of a larger tensor.", [Floats("outer"), Floats("box")],
        () => $"""
        {BoxPosition(shape)}
        box[at] = {(accumulate ? "box[at] + " : "")}outer[{OuterIndex(shape)}];
        """);

    public static DeviceKernel Insert(KernelShape shape) => new(
        $"{shape.Name}_Insert", "Copies a box into a larger tensor.", [Floats("box"), Floats("outer")],
        () => $"""
        {BoxPosition(shape)}
        outer[{OuterIndex(shape)}] = box[at];
        """);

    public static DeviceKernel InsertZeroed(KernelShape shape, bool accumulate)
    {
        var (channels, height, width) = (shape.Int("OuterChannels"), shape.Int("OuterHeight"), shape.Int("OuterWidth"));
        return new DeviceKernel(
            $"{shape.Name}_InsertZeroed{(accumulate ? "_add" : "")}", "A larger tensor that is a box's values inside the box and zero outside.",
            [Floats("box"), Floats("outer")],
            () => $"""
            var at = Grid.GlobalIndex.X;
            if (at >= batch * {channels * height * width})
                return;
            var pixel = {Over("at", channels)};
            var channel = {Modulo("at", channels)} - {shape.Int("FirstChannel")};
            var x = {Modulo("pixel", width)} - {shape.Int("FirstColumn")};
            var y = {Modulo(Over("pixel", width), height)} - {shape.Int("FirstRow")};
            var image = {Over("pixel", height * width)};
            var isInside = (uint)channel < {shape.Int("Channels")}u && (uint)x < {shape.Int("Width")}u && (uint)y < {shape.Int("Height")}u;
            var value = isInside ? box[((image * {shape.Int("Height")} + y) * {shape.Int("Width")} + x) * {shape.Int("Channels")} + channel] : 0f;
            outer[at] = {(accumulate ? "outer[at] + " : "")}value;
            """);
    }

    public static string BoxGrid(KernelShape shape) => PoolingKernels.Grid((long)shape.Int("Channels") * shape.Int("Height") * shape.Int("Width"));

    public static string OuterGrid(KernelShape shape) =>
        PoolingKernels.Grid((long)shape.Int("OuterChannels") * shape.Int("OuterHeight") * shape.Int("OuterWidth"));

    public static DeviceKernel Flatten(KernelShape shape) => Reorder(shape, "Flatten", "input", "output", "output[features] = input[at];");

    public static DeviceKernel Unflatten(KernelShape shape, bool accumulate) => Reorder(
        shape, $"Unflatten{(accumulate ? "_add" : "")}", "outputGradient", "inputGradient",
        $"inputGradient[at] = {(accumulate ? "inputGradient[at] + " : "")}outputGradient[features];");

    private static DeviceKernel Reorder(KernelShape shape, string method, string source, string target, string copy)
    {
        var (channels, pixels) = (shape.Int("Channels"), shape.Int("Height") * shape.Int("Width"));
        return new DeviceKernel(
            $"{shape.Name}_{method}", "Between channels-last values (at) and features in the order channel, row, column.",
            [Floats(source), Floats(target)],
            () => $"""
            var at = Grid.GlobalIndex.X;
            if (at >= batch * {channels * pixels})
                return;
            var image = {Over("at", channels * pixels)};
            var rest = at - image * {channels * pixels};
            var features = image * {channels * pixels} + {Modulo("rest", channels)} * {pixels} + {Over("rest", channels)};
            {copy}
            """);
    }

    private static string BoxPosition(KernelShape shape)
    {
        var (channels, height, width) = (shape.Int("Channels"), shape.Int("Height"), shape.Int("Width"));
        return $"""
            var at = Grid.GlobalIndex.X;
            if (at >= batch * {channels * height * width})
                return;
            var channel = {Modulo("at", channels)};
            var pixel = {Over("at", channels)};
            var x = {Modulo("pixel", width)};
            var y = {Modulo(Over("pixel", width), height)};
            var image = {Over("pixel", height * width)};
            """;
    }

    private static string OuterIndex(KernelShape shape) =>
        $"((image * {shape.Int("OuterHeight")} + y + {shape.Int("FirstRow")}) * {shape.Int("OuterWidth")} + x + {shape.Int("FirstColumn")}) * {shape.Int("OuterChannels")} + channel + {shape.Int("FirstChannel")}";
}
