using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Pooling: a thread for each output value forward, for each input value backward, so that nothing is added atomically. Where
/// channels come in quads a thread takes four. Backward it goes over those windows alone that its pixel lies in.
/// </summary>
internal static class PoolingKernels
{
    public static string ForwardGrid(KernelShape shape)
    {
        var s = new PoolGeometry(shape);
        return Grid(s.IsWide ? s.Outputs / 4 : s.Outputs);
    }

    public static string BackwardGrid(KernelShape shape)
    {
        var s = new PoolGeometry(shape);
        return Grid(s.IsWide ? s.Inputs / 4 : s.Inputs);
    }

    public static DeviceKernel MaxForward(KernelShape shape, bool remembers)
    {
        var s = new PoolGeometry(shape);
        var window = s.Forward();
        var (start, step, end) = (s.IsWide, remembers) switch
        {
            (true, true) => (
                $"var maxima = Maxima.Begin({s.FirstPosition});",
                tap => [$"maxima = Maxima.Take(maxima, Float4.Load(input, {At(s, tap)}), {s.Position(window, null, tap)});"],
                "Maxima.Store(maxima, output, argmax, at);"),
            (true, false) => (
                "var best = Maxima.None;",
                tap => [$"best = Maxima.Larger(best, Float4.Load(input, {At(s, tap)}));"],
                "Float4.Store(best, output, at);"),
            _ => (
                "var best = float.NegativeInfinity;" + (remembers ? $"\nvar winner = {s.FirstPosition};" : ""),
                (Func<Tap, IReadOnlyList<string>>)(tap =>
                [
                    $"var value = input[{At(s, tap)}];",
                    "if (value > best | float.IsNaN(value))",
                    "{",
                    "    best = value;",
                    .. remembers ? (string[])[$"    winner = {s.Position(window, null, tap)};"] : [],
                    "}",
                ]),
                "output[at] = best;" + (remembers ? $"\nargmax[at] = ({s.WinnerType})winner;" : "")),
        };
        return Kernel(
            s, $"Forward{(remembers ? "_argmax" : "")}",
            $"Maximum of each {s.Kernel} window{(remembers ? ", and which position won (the first among equals; NaN wins)" : "")}.",
            remembers ? [Floats("input"), Floats("output"), s.Winner("argmax")] : [Floats("input"), Floats("output")],
            window, isForward: true, start, step, end);
    }

    public static DeviceKernel MaxBackward(KernelShape shape, bool accumulate)
    {
        var s = new PoolGeometry(shape);
        var window = s.Backward();
        var first = s.FirstTap(window);
        string Position(Tap tap) => s.Position(window, first is null ? null : "first", tap);
        return Kernel(
            s, $"Backward{Suffix(accumulate)}", "Each input value takes the gradients of the windows that it won.",
            [Floats("outputGradient"), s.Winner("argmax"), Floats("inputGradient")],
            window, isForward: false,
            (first is null ? "" : $"var first = {first};\n") + Zero(s),
            tap => s.IsWide
                ? [$"sum = Maxima.AddWon(sum, outputGradient, argmax, {At(s, tap)}, {Position(tap)});"]
                : [$"var from = {At(s, tap)};", $"if (argmax[from] == {Position(tap)})", "    sum += outputGradient[from];"],
            Store(s, "sum", "inputGradient", accumulate));
    }

    public static DeviceKernel AverageForward(KernelShape shape)
    {
        var s = new PoolGeometry(shape);
        return Kernel(
            s, "Forward", $"Average of each {s.Kernel} window.", [Floats("input"), Floats("output")],
            s.Forward(), isForward: true, Zero(s),
            tap => [Add(s, "input", tap, divisor: null)],
            Store(s, Divided(s, "sum", s.Divisor("y", "x")), "output", accumulate: false));
    }

    public static DeviceKernel AverageBackward(KernelShape shape, bool accumulate)
    {
        var s = new PoolGeometry(shape);
        var window = s.Backward();
        return Kernel(
            s, $"Backward{Suffix(accumulate)}", "Each input value takes its share of the gradients of the windows that it lies in.",
            [Floats("outputGradient"), Floats("inputGradient")],
            window, isForward: false, Zero(s),
            tap =>
            [
                Add(s, "outputGradient", tap, s.ConstantDivisor is null
                    ? s.Divisor(s.Start(window.Rows.Position(tap.Row), isRows: true), s.Start(window.Columns.Position(tap.Column), isRows: false))
                    : null),
            ],
            Store(s, s.ConstantDivisor is { } divisor ? Divided(s, "sum", divisor) : "sum", "inputGradient", accumulate));
    }

    public static DeviceKernel GlobalAverage(KernelShape shape)
    {
        var (channels, pixels) = (shape.Int("Channels"), shape.Int("Height") * shape.Int("Width"));
        return new DeviceKernel(
            $"{shape.Name}_GlobalAverage", "The average of each channel over the image.", [Floats("input"), Floats("output")],
            () => $$"""
            var at = Grid.GlobalIndex.X;
            if (at >= batch * {{channels}})
                return;
            var from = {{Over("at", channels)}} * {{pixels * channels}} + {{Modulo("at", channels)}};
            var sum = 0f;
            for (var pixel = 0; pixel < {{pixels}}; pixel++)
                sum += input[from + pixel * {{channels}}];
            output[at] = sum / {{pixels}}f;
            """);
    }

    public static string GlobalAverageGrid(KernelShape shape) => Grid(shape.Int("Channels"));

    public static DeviceKernel GlobalAverageBackward(KernelShape shape, bool accumulate)
    {
        var (channels, pixels) = (shape.Int("Channels"), shape.Int("Height") * shape.Int("Width"));
        return new DeviceKernel(
            $"{shape.Name}_GlobalAverageBackward{(accumulate ? "_add" : "")}", "Each value takes its share of its channel's gradient.",
            [Floats("outputGradient"), Floats("inputGradient")],
            () => $$"""
            var at = Grid.GlobalIndex.X;
            if (at >= batch * {{pixels * channels}})
                return;
            var share = outputGradient[{{Over("at", pixels * channels)}} * {{channels}} + {{Modulo("at", channels)}}] / {{pixels}}f;
            inputGradient[at] = {{(accumulate ? "inputGradient[at] + share" : "share")}};
            """);
    }

    public static string GlobalAverageBackwardGrid(KernelShape shape) =>
        Grid(shape.Int("Channels") * shape.Int("Height") * shape.Int("Width"));

    internal static string Grid(long threads) => $"(n * {threads} + {DeviceSchedule.GroupSize - 1}) / {DeviceSchedule.GroupSize}";

    /// <summary>A pixel's and a channel's kernel, or four channels': statements before its taps, for each of them, and behind them.</summary>
    private static DeviceKernel Kernel(
        PoolGeometry s, string method, string summary, EquatableArray<DeviceParameter> parameters,
        TapWindow window, bool isForward, string start, Func<Tap, IReadOnlyList<string>> step, string end)
    {
        var (height, width) = isForward ? (s.OutHeight, s.OutWidth) : (s.InHeight, s.InWidth);
        var values = (long)height * width * s.Channels;
        return new DeviceKernel(
            $"{s.Name}_{method}", $"{summary} A thread for {(s.IsWide ? "four channels" : "each value")}.", parameters,
            () => $"""
            {(s.IsWide ? "var quad" : "var at")} = Grid.GlobalIndex.X;
            if ({(s.IsWide ? $"quad >= batch * {values / 4}" : $"at >= batch * {values}")})
                return;
            {(s.IsWide ? "var at = quad * 4;\n" : "")}var channel = {Modulo("at", s.Channels)};
            var pixel = {Over("at", s.Channels)};
            {string.Join("\n", window.Setup(height, width))}
            {start}
            {string.Join("\n", window.Statements(1, step))}
            {end}
            """);
    }

    /// <summary>Where the channel of a tap's pixel lies.</summary>
    private static string At(PoolGeometry s, Tap tap) => $"{tap.Pixel} * {s.Channels} + channel";

    private static string Zero(PoolGeometry s) => s.IsWide ? "var sum = new Float4(0f, 0f, 0f, 0f);" : "var sum = 0f;";

    private static string Add(PoolGeometry s, string view, Tap tap, string? divisor) => (s.IsWide, divisor) switch
    {
        (true, null) => $"sum = Float4.Add(sum, Float4.Load({view}, {At(s, tap)}));",
        (true, _) => $"sum = Float4.AddProduct(sum, 1f / {divisor}, Float4.Load({view}, {At(s, tap)}));",
        (false, null) => $"sum += {view}[{At(s, tap)}];",
        _ => $"sum += {view}[{At(s, tap)}] / {divisor};",
    };

    private static string Divided(PoolGeometry s, string value, string divisor) => s.IsWide ? $"Float4.Scale({value}, 1f / {divisor})" : $"{value} / {divisor}";

    private static string Store(PoolGeometry s, string value, string view, bool accumulate) => (s.IsWide, accumulate) switch
    {
        (true, false) => $"Float4.Store({value}, {view}, at);",
        (true, true) => $"Float4.StoreSum({value}, {view}, {view}, at, relu: false);",
        (false, false) => $"{view}[at] = {value};",
        _ => $"{view}[at] += {value};",
    };

    private static string Suffix(bool accumulate) => accumulate ? "_add" : "";
}
