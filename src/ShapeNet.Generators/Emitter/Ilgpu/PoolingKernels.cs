using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>Pooling: a thread for each output value forward, for each input value backward, so that nothing is added atomically.</summary>
internal static class PoolingKernels
{
    public static string ForwardGrid(KernelShape shape) => Grid(shape.Int("Channels") * shape.Int("OutHeight") * shape.Int("OutWidth"));

    public static string BackwardGrid(KernelShape shape) => Grid(shape.Int("Channels") * shape.Int("InHeight") * shape.Int("InWidth"));

    public static DeviceKernel MaxForward(KernelShape shape, bool remembers)
    {
        var s = new Pool(shape);
        return new DeviceKernel(
            $"{shape.Name}_Forward{(remembers ? "_argmax" : "")}",
            $"Maximum of each {s.KernelHeight}×{s.KernelWidth} window{(remembers ? ", and which position won (the first among equals; NaN wins)" : "")}.",
            remembers ? [Floats("input"), Floats("output"), s.Winner("argmax")] : [Floats("input"), Floats("output")],
            () => $$"""
            {{s.OutputPosition}}
            var best = float.NegativeInfinity;
            {{(remembers ? "var winner = -1;\n" : "")}}for (var ky = 0; ky < {{s.KernelHeight}}; ky++)
            {
                for (var kx = 0; kx < {{s.KernelWidth}}; kx++)
                {
                    var iy = y * {{s.StrideHeight}} - {{s.PaddingHeight}} + ky * {{s.DilationHeight}};
                    var ix = x * {{s.StrideWidth}} - {{s.PaddingWidth}} + kx * {{s.DilationWidth}};
                    if ((uint)iy < {{s.InHeight}}u && (uint)ix < {{s.InWidth}}u)
                    {
                        var value = input[((image * {{s.InHeight}} + iy) * {{s.InWidth}} + ix) * {{s.Channels}} + channel];
                        if (value > best || float.IsNaN(value){{(remembers ? " || winner < 0" : "")}})
                        {
                            best = value;
                            {{(remembers ? $"winner = ky * {s.KernelWidth} + kx;" : "")}}
                        }
                    }
                }
            }

            output[at] = best;
            {{(remembers ? $"argmax[at] = ({s.WinnerType})winner;" : "")}}
            """);
    }

    public static DeviceKernel MaxBackward(KernelShape shape, bool accumulate)
    {
        var s = new Pool(shape);
        return Gather(
            shape, s, $"Backward{(accumulate ? "_add" : "")}", "Each input value takes the gradients of the windows that it won.",
            [Floats("outputGradient"), s.Winner("argmax"), Floats("inputGradient")],
            $"if (argmax[from] == ky * {s.KernelWidth} + kx)\n    sum += outputGradient[from];", accumulate);
    }

    public static DeviceKernel AverageForward(KernelShape shape)
    {
        var s = new Pool(shape);
        return new DeviceKernel(
            $"{shape.Name}_Forward", $"Average of each {s.KernelHeight}×{s.KernelWidth} window.", [Floats("input"), Floats("output")],
            () => $$"""
            {{s.OutputPosition}}
            var sum = 0f;
            for (var ky = 0; ky < {{s.KernelHeight}}; ky++)
            {
                for (var kx = 0; kx < {{s.KernelWidth}}; kx++)
                {
                    var iy = y * {{s.StrideHeight}} - {{s.PaddingHeight}} + ky;
                    var ix = x * {{s.StrideWidth}} - {{s.PaddingWidth}} + kx;
                    if ((uint)iy < {{s.InHeight}}u && (uint)ix < {{s.InWidth}}u)
                        sum += input[((image * {{s.InHeight}} + iy) * {{s.InWidth}} + ix) * {{s.Channels}} + channel];
                }
            }

            output[at] = sum / {{s.Divisor("y", "x")}};
            """);
    }

    public static DeviceKernel AverageBackward(KernelShape shape, bool accumulate)
    {
        var s = new Pool(shape);
        return Gather(
            shape, s, $"Backward{(accumulate ? "_add" : "")}", "Each input value takes its share of the gradients of the windows that it lies in.",
            [Floats("outputGradient"), Floats("inputGradient")], $"sum += outputGradient[from] / {s.Divisor("oy", "ox")};", accumulate);
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

    /// <summary>Walks over the windows that an input value lies in.</summary>
    private static DeviceKernel Gather(
        KernelShape shape, Pool s, string method, string summary, EquatableArray<DeviceParameter> parameters, string take, bool accumulate) => new(
        $"{shape.Name}_{method}", summary, parameters,
        () => $$"""
        var at = Grid.GlobalIndex.X;
        if (at >= batch * {{s.InHeight * s.InWidth * s.Channels}})
            return;
        var channel = {{Modulo("at", s.Channels)}};
        var pixel = {{Over("at", s.Channels)}};
        var image = {{Over("pixel", s.InHeight * s.InWidth)}};
        var iy = {{Over("pixel", s.InWidth)}} - image * {{s.InHeight}};
        var ix = {{Modulo("pixel", s.InWidth)}};
        var sum = 0f;
        for (var ky = 0; ky < {{s.KernelHeight}}; ky++)
        {
            for (var kx = 0; kx < {{s.KernelWidth}}; kx++)
            {
                var ty = iy + {{s.PaddingHeight}} - ky * {{s.DilationHeight}};
                var tx = ix + {{s.PaddingWidth}} - kx * {{s.DilationWidth}};
                var oy = {{Over("ty", s.StrideHeight)}};
                var ox = {{Over("tx", s.StrideWidth)}};
                if (ty >= 0 && tx >= 0 && oy * {{s.StrideHeight}} == ty && ox * {{s.StrideWidth}} == tx && oy < {{s.OutHeight}} && ox < {{s.OutWidth}})
                {
                    var from = ((image * {{s.OutHeight}} + oy) * {{s.OutWidth}} + ox) * {{s.Channels}} + channel;
                    {{take.Replace("\n", "\n            ")}}
                }
            }
        }

        inputGradient[at] = {{(accumulate ? "inputGradient[at] + sum" : "sum")}};
        """);

    /// <summary>The numbers of a pooling op.</summary>
    private sealed class Pool(KernelShape shape)
    {
        public int Channels { get; } = shape.Int("Channels");

        public int InHeight { get; } = shape.Int("InHeight");

        public int InWidth { get; } = shape.Int("InWidth");

        public int OutHeight { get; } = shape.Int("OutHeight");

        public int OutWidth { get; } = shape.Int("OutWidth");

        public int KernelHeight { get; } = shape.Int("KernelHeight");

        public int KernelWidth { get; } = shape.Int("KernelWidth");

        public int StrideHeight { get; } = shape.Int("StrideHeight");

        public int StrideWidth { get; } = shape.Int("StrideWidth");

        public int PaddingHeight { get; } = shape.Int("PaddingHeight");

        public int PaddingWidth { get; } = shape.Int("PaddingWidth");

        public int DilationHeight { get; } = shape.Int("DilationHeight");

        public int DilationWidth { get; } = shape.Int("DilationWidth");

        public string WinnerType => KernelHeight * KernelWidth <= 256 ? "byte" : "ushort";

        public DeviceParameter Winner(string name) => new($"ArrayView<{WinnerType}>", name);

        public string OutputPosition => $"""
            var at = Grid.GlobalIndex.X;
            if (at >= batch * {OutHeight * OutWidth * Channels})
                return;
            var channel = {Modulo("at", Channels)};
            var pixel = {Over("at", Channels)};
            var image = {Over("pixel", OutHeight * OutWidth)};
            var y = {Over("pixel", OutWidth)} - image * {OutHeight};
            var x = {Modulo("pixel", OutWidth)};
            """;

        /// <summary>How many positions an average divides by: PyTorch counts padding, but never what lies beyond it.</summary>
        public string Divisor(string y, string x)
        {
            var counts = shape.Bool("CountsPadding");
            var overhangs = (OutHeight - 1) * StrideHeight + KernelHeight > InHeight + 2 * PaddingHeight
                || (OutWidth - 1) * StrideWidth + KernelWidth > InWidth + 2 * PaddingWidth;
            if (counts && !overhangs)
                return $"{KernelHeight * KernelWidth}f";
            string Extent(string at, int stride, int padding, int kernel, int size) => counts
                ? $"(Math.Min({at} * {stride} - {padding} + {kernel}, {size + padding}) - ({at} * {stride} - {padding}))"
                : $"(Math.Min({at} * {stride} - {padding} + {kernel}, {size}) - Math.Max({at} * {stride} - {padding}, 0))";
            return $"({Extent(y, StrideHeight, PaddingHeight, KernelHeight, InHeight)} * (float){Extent(x, StrideWidth, PaddingWidth, KernelWidth, InWidth)})";
        }
    }
}
