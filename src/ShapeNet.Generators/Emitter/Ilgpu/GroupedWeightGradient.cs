using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionGeometry;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;
using static ShapeNet.Generators.Emitter.Ilgpu.TapAxis;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// The weight gradient of convolutions with few channels in each group. A pair is an output channel and an input
/// channel of its group; a thread sums up its pair's products at several taps, which share the read of the output gradient.
/// </summary>
internal static class GroupedWeightGradient
{
    private const int Pairs = DeviceSchedule.NarrowPairs;

    private const int Lanes = DeviceSchedule.GroupSize / Pairs;

    /// <summary>
    /// (tap, input channel of the group) × output channel = Σ pixels. The pixels are split into parts, each of which leaves a partial
    /// sum, and a part's between the threads of a group; all sums are taken in a fixed order.
    /// </summary>
    public static DeviceKernel Kernel(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return new DeviceKernel(
            $"{g.Name}_WeightGradient",
            $"Weight gradient of {g.Describe()}: parts[part][tap, c, channel] = Σ in[pixel·stride + tap, c]·out gradient[pixel, channel] over one of "
                + $"{ConvolutionKernels.WeightGradientSplits(shape)} parts of the pixels. A group takes {Pairs} pairs of channels at {Describe(g)}.",
            [Floats("input"), Floats("outputGradient"), Floats("parts")],
            () => Body(g, ConvolutionKernels.WeightGradientSplits(shape)));
    }

    /// <summary>Parts times windows of taps along x; pairs along y.</summary>
    public static (string X, string Y, string Z) Grid(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        var (rows, columns) = Windows(g);
        return (
            NetworkFile.Number((long)ConvolutionKernels.WeightGradientSplits(shape) * rows * columns),
            NetworkFile.Number(DivideUp(g.InPerGroup * g.OutChannels, Pairs)), "1");
    }

    private static string Body(ConvolutionGeometry g, int parts)
    {
        var window = TapWindow.Forward(g);
        var taps = DeviceSchedule.NarrowTaps(g.Kernel);
        var (windowRows, windowColumns) = Windows(g);
        var (rowTaps, columnTaps) = (Numbers(taps.Height, windowRows, "tapRow"), Numbers(taps.Width, windowColumns, "tapColumn"));
        var count = taps.Height * taps.Width;
        var pairs = g.InPerGroup * g.OutChannels;
        string SumOf(Tap tap) => $"sum{rowTaps.ToList().IndexOf(tap.Row) * taps.Width + columnTaps.ToList().IndexOf(tap.Column)}";
        List<string> lines =
        [
            "var thread = Group.IdxX;",
            $"var sums = SharedMemory.Allocate<float>({count * DeviceSchedule.GroupSize});",
            $"var part = {Over("Grid.IdxX", windowRows * windowColumns)};",
        ];
        if (windowColumns > 1)
            lines.Add($"var tapColumn = {Modulo("Grid.IdxX", windowColumns)};");
        if (windowRows > 1)
            lines.Add($"var tapRow = {Modulo(Over("Grid.IdxX", windowColumns), windowRows)};");
        lines.Add($"var pair = Grid.IdxY * {Pairs} + {Modulo("thread", Pairs)};");
        lines.AddRange(Enumerable.Range(0, count).Select(tap => $"var sum{tap} = 0f;"));
        lines.AddRange(
        [
            $"if (pair < {pairs})",
            "{",
            $"    var channel = {Modulo("pair", g.OutChannels)};",
            $"    var c = {(g.InPerGroup == 1 ? Over("channel", g.OutPerGroup) : $"{Over("channel", g.OutPerGroup)} * {g.InPerGroup} + {Over("pair", g.OutChannels)}")};",
            $"    var share = {Over($"(batch * {g.OutPixels}{(parts == 1 ? "" : $" + {parts - 1}")})", parts)};",
            $"    var end = Math.Min(batch * {g.OutPixels}, (part + 1) * share);",
            $"    for (var pixel = part * share + {Over("thread", Pairs)}; pixel < end; pixel += {Lanes})",
            "    {",
            .. window.Setup(g.OutHeight, g.OutWidth).Concat(
                [$"var gradient = outputGradient[pixel * {g.OutChannels} + channel];",
                .. window.WriteOut(rowTaps, columnTaps, tap => [$"{SumOf(tap)} += gradient * input[{tap.Pixel} * {g.InChannels} + c];"])]).Select(line => "        " + line),
            "    }",
            "}",
            "",
        ]);
        lines.AddRange(Enumerable.Range(0, count).Select(tap => $"sums[{Sum("thread", tap * DeviceSchedule.GroupSize)}] = sum{tap};"));
        lines.Add($$"""
            Group.Barrier();
            if (pair < {{pairs}})
            {
                for (var tap = {{Over("thread", Pairs)}}; tap < {{count}}; tap += {{Lanes}})
                {
                    var from = tap * {{DeviceSchedule.GroupSize}} + {{Modulo("thread", Pairs)}};
                    var sum = sums[from];
                    for (var row = 1; row < {{Lanes}}; row++)
                        sum += sums[from + row * {{Pairs}}];
                    parts[part * {{g.Weights}} + ({{FirstTap(g, windowRows, windowColumns)}}tap) * {{pairs}} + pair] = sum;
                }
            }
            """);
        return string.Join("\n", lines);
    }

    /// <summary>The first of a thread's taps.</summary>
    private static string FirstTap(ConvolutionGeometry g, int windowRows, int windowColumns) =>
        (windowRows > 1 ? $"tapRow * {g.KernelWidth} + " : "") + (windowColumns > 1 ? "tapColumn + " : "");

    /// <summary>Into how many windows of taps the kernel is cut.</summary>
    private static (int Rows, int Columns) Windows(ConvolutionGeometry g)
    {
        var taps = DeviceSchedule.NarrowTaps(g.Kernel);
        return (g.KernelHeight / taps.Height, g.KernelWidth / taps.Width);
    }

    /// <summary>All taps, or the one that the group is for.</summary>
    private static IReadOnlyList<string> Numbers(int taps, int windows, string variable) => windows > 1 ? [variable] : TapWindow.Numbers(taps);

    private static string Describe(ConvolutionGeometry g)
    {
        var taps = DeviceSchedule.NarrowTaps(g.Kernel);
        return taps == g.Kernel ? "all taps" : $"{taps.Height}×{taps.Width} taps";
    }
}
