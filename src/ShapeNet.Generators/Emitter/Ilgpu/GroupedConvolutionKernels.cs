using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;
using static ShapeNet.Generators.Emitter.Ilgpu.TapAxis;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Convolutions with few channels in each group, depthwise ones among them: a thread for each value, or for four channels where
/// quads fit. Neighbouring threads have neighbouring channels, so what they read lies together. Activations are NHWC, weights HWIO.
/// </summary>
internal static class GroupedConvolutionKernels
{
    /// <summary>output pixel × output channel = Σ (tap, input channel of its group). Optional bias, residual and ReLU.</summary>
    public static DeviceKernel Forward(KernelShape shape, bool hasBias, bool hasResidual, bool relu)
    {
        var g = new ConvolutionGeometry(shape);
        var isWide = IsForwardWide(g);
        var sum = $"{g.Name}_Sum";
        return ConvolutionKernels.ForwardKernel(
            g, sum, hasBias, hasResidual, relu,
            () => Kernel(
                $"{sum}(input, weight, at)", isWide, (long)g.OutPixels * g.OutChannels, g.OutChannels, "output", hasBias, hasResidual ? "residual" : null, relu),
            note: $" {Threads(isWide)}") with
        {
            Functions = () => [new(sum, () => ForwardSum(g, sum, isWide))],
        };
    }

    public static (string X, string Y, string Z) ForwardGrid(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return GridOf((long)g.OutPixels * g.OutChannels, IsForwardWide(g));
    }

    /// <summary>input pixel × input channel = Σ (tap, output channel of its group). Optional bias; may add to what is there.</summary>
    public static DeviceKernel DataGradient(KernelShape shape, bool hasBias, bool accumulate)
    {
        var g = new ConvolutionGeometry(shape);
        var isWide = IsDataGradientWide(g);
        var sum = $"{g.Name}_DataGradientSum";
        return new DeviceKernel(
            $"{g.Name}_DataGradient{(hasBias ? "_bias" : "")}{(accumulate ? "_add" : "")}",
            $"in gradient[pixel, c] {(accumulate ? "+=" : "=")} {sum}{(hasBias ? " + bias" : "")}. {Threads(isWide)}",
            hasBias
                ? [Floats("outputGradient"), Floats("weight"), Floats("bias"), Floats("inputGradient")]
                : [Floats("outputGradient"), Floats("weight"), Floats("inputGradient")],
            () => Kernel(
                $"{sum}(outputGradient, weight, at)", isWide, (long)g.InHeight * g.InWidth * g.InChannels, g.InChannels, "inputGradient", hasBias,
                accumulate ? "inputGradient" : null, relu: false))
        {
            Functions = () => [new(sum, () => DataGradientSum(g, sum, isWide))],
        };
    }

    public static (string X, string Y, string Z) DataGradientGrid(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return GridOf((long)g.InHeight * g.InWidth * g.InChannels, IsDataGradientWide(g));
    }

    /// <summary>Four output channels are one thread's where each has an input channel of its own, or all have the same ones.</summary>
    private static bool IsForwardWide(ConvolutionGeometry g) => g.HasOutQuads || IsDataGradientWide(g);

    /// <summary>Four input channels are one thread's where each has an output channel of its own.</summary>
    private static bool IsDataGradientWide(ConvolutionGeometry g) => g.IsDepthwise && g.InChannels % 4 == 0;

    private static string ForwardSum(ConvolutionGeometry g, string name, bool isWide)
    {
        var window = TapWindow.Forward(g);
        var (type, zero) = Value(isWide);
        string Product(string at, string weight) => (isWide, g.IsDepthwise) switch
        {
            (true, true) => $"sum = Float4.AddProduct(sum, Float4.Load(input, {at}), Float4.Load(weight, {weight}));",
            (true, false) => $"sum = Float4.AddProduct(sum, input[{at}], Float4.Load(weight, {weight}));",
            _ => $"sum += input[{at}] * weight[{weight}];",
        };
        var first = g.IsDepthwise ? "channel" : "first";
        string Weight(Tap tap, int c) => Sum("channel", (long)c * g.OutChannels, WeightSteps(g, window, tap));
        IReadOnlyList<string> Products(Tap tap) => g.InPerGroup == 1
            ? [Product($"{tap.Pixel} * {g.InChannels} + {first}", Weight(tap, 0))]
            :
            [
                $"var from = {tap.Pixel} * {g.InChannels} + first;",
                .. Enumerable.Range(0, g.InPerGroup).Select(c => Product(Sum("from", c), Weight(tap, c))),
            ];
        return Function(
            $"Convolution {g.Describe()}: Σ in[pixel·stride + tap, c]·weight[tap, c, channel] over {Taps(window)} and {Count(g.InPerGroup, "channel")} c of the group.",
            $"private static {type} {name}(ArrayView<float> input, ArrayView<float> weight, int at)",
            [
                $"var channel = {Modulo("at", g.OutChannels)};",
                .. g.IsDepthwise ? [] : (string[])[$"var first = {Scaled(Over("channel", g.OutPerGroup), g.InPerGroup)};"],
                $"var pixel = {Over("at", g.OutChannels)};",
                .. window.Setup(g.OutHeight, g.OutWidth),
                $"var sum = {zero};",
                .. window.Statements(g.InPerGroup, Products),
                "return sum;",
            ]);
    }

    private static string DataGradientSum(ConvolutionGeometry g, string name, bool isWide)
    {
        var window = TapWindow.Backward(g);
        var (type, zero) = Value(isWide);
        // Quads of output channels are read at once and summed up.
        var width = g.HasOutQuads ? 4 : 1;
        string Product(string at, string weight) => (isWide, g.HasOutQuads) switch
        {
            (true, _) => $"sum = Float4.AddProduct(sum, Float4.Load(outputGradient, {at}), Float4.Load(weight, {weight}));",
            (_, true) => $"sum += Float4.Dot(Float4.Load(outputGradient, {at}), Float4.Load(weight, {weight}));",
            _ => $"sum += outputGradient[{at}] * weight[{weight}];",
        };
        var first = g.IsDepthwise ? "c" : "first";
        string Weight(Tap tap, int channel) => Sum("weights", channel, WeightSteps(g, window, tap));
        IReadOnlyList<string> Products(Tap tap) => g.OutPerGroup == width
            ? [Product($"{tap.Pixel} * {g.OutChannels} + {first}", Weight(tap, 0))]
            :
            [
                $"var from = {tap.Pixel} * {g.OutChannels} + first;",
                .. Enumerable.Range(0, g.OutPerGroup / width).Select(i => Product(Sum("from", i * width), Weight(tap, i * width))),
            ];
        return Function(
            $"Data gradient of {g.Describe()}: Σ out gradient[(pixel − tap)/stride, channel]·weight[tap, c, channel] over {Taps(window)} and {Count(g.OutPerGroup, "channel")} of the group.",
            $"private static {type} {name}(ArrayView<float> outputGradient, ArrayView<float> weight, int at)",
            [
                $"var c = {Modulo("at", g.InChannels)};",
                .. g.IsDepthwise ? [] : (string[])[$"var group = {Over("c", g.InPerGroup)};", $"var first = {Scaled("group", g.OutPerGroup)};"],
                $"var pixel = {Over("at", g.InChannels)};",
                .. window.Setup(g.InHeight, g.InWidth),
                $"var weights = {FirstWeight(g, window, first)};",
                $"var sum = {zero};",
                .. window.Statements(g.OutPerGroup / width, Products),
                "return sum;",
            ]);
    }

    /// <summary>Where the weights of an input channel begin at the first of a pixel's taps.</summary>
    private static string FirstWeight(ConvolutionGeometry g, TapWindow window, string first)
    {
        var text = g.InPerGroup == 1 ? first : $"(c - {Scaled("group", g.InPerGroup)}) * {g.OutChannels} + {first}";
        var rowOfWeights = (long)g.KernelWidth * g.InPerGroup * g.OutChannels;
        if (window.Rows.FirstTap is { } row)
            text = Sum(text, 0, (row, rowOfWeights));
        return window.Columns.FirstTap is { } column ? Sum(text, 0, (column, (long)g.InPerGroup * g.OutChannels)) : text;
    }

    /// <summary>How far a tap's weights are from the first tap's.</summary>
    private static (string Tap, long Factor)[] WeightSteps(ConvolutionGeometry g, TapWindow window, Tap tap)
    {
        var weightsOfTap = (long)g.InPerGroup * g.OutChannels;
        return [(tap.Row, window.Rows.Stride * g.KernelWidth * weightsOfTap), (tap.Column, window.Columns.Stride * weightsOfTap)];
    }

    /// <summary>The kernel: a value or a quad, what belongs to it, where it goes.</summary>
    private static string Kernel(string sum, bool isWide, long values, int channels, string target, bool hasBias, string? added, bool relu)
    {
        var rectify = relu ? "true" : "false";
        if (isWide)
        {
            return $"""
                var quad = Grid.GlobalIndex.X;
                if (quad >= batch * {values / 4})
                    return;
                var at = quad * 4;
                var sum = {sum};
                {(hasBias ? $"sum = Float4.Add(sum, Float4.Load(bias, {Modulo("at", channels)}));\n" : "")}{(added is null
                    ? $"Float4.Store({(relu ? "Float4.ReLU(sum)" : "sum")}, {target}, at);"
                    : $"Float4.StoreSum(sum, {added}, {target}, at, relu: {rectify});")}
                """;
        }

        var value = $"{sum}{(hasBias ? $" + bias[{Modulo("at", channels)}]" : "")}{(added is null ? "" : $" + {added}[at]")}";
        return $"""
            var at = Grid.GlobalIndex.X;
            if (at >= batch * {values})
                return;
            {target}[at] = {(relu ? $"Math.Max({value}, 0f)" : value)};
            """;
    }

    private static string Function(string summary, string header, IEnumerable<string> lines) =>
        $"/// <summary>{NetworkFile.Xml(summary)}</summary>\n{header}\n{{\n{string.Join("\n", lines.Select(line => "    " + line))}\n}}";

    private static (string X, string Y, string Z) GridOf(long values, bool isWide) => (PoolingKernels.Grid(isWide ? values / 4 : values), "1", "1");

    private static (string Type, string Zero) Value(bool isWide) => isWide ? ("Float4", "new Float4(0f, 0f, 0f, 0f)") : ("float", "0f");

    private static string Threads(bool isWide) => isWide ? "A thread for four channels." : "A thread for each value.";

    private static string Taps(TapWindow window) => window.Rows.Stride * window.Columns.Stride > 1
        ? $"up to {window.Rows.Taps}×{window.Columns.Taps} taps"
        : Count(window.Rows.Taps * window.Columns.Taps, "tap");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Scaled(string value, int factor) => factor == 1 ? value : $"{value} * {factor}";
}
