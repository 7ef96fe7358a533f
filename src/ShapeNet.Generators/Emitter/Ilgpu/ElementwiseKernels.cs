using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>Kernels in which every value depends on the values at its own place: one quad for each thread where quads fit.</summary>
internal static class ElementwiseKernels
{
    public static string Grid(KernelShape shape) => PoolingKernels.Grid(IsWide(shape) ? Elements(shape) / 4 : Elements(shape));

    public static DeviceKernel ReLU(KernelShape shape) => Write(
        shape, "ReLU", "out = max(in, 0)", [Floats("input"), Floats("output")],
        value => $"var x = {value("input")};", "output", component => $"Math.Max(x{component}, 0f)", accumulate: false);

    public static DeviceKernel ReLUBackward(KernelShape shape, bool accumulate) => Write(
        shape, $"ReLUBackward{(accumulate ? "_add" : "")}", $"in gradient {(accumulate ? "+=" : "=")} out gradient where out > 0",
        [Floats("outputGradient"), Floats("output"), Floats("inputGradient")],
        value => $"var g = {value("outputGradient")};\nvar y = {value("output")};",
        "inputGradient", component => $"y{component} > 0f ? g{component} : 0f", accumulate);

    public static DeviceKernel Add(KernelShape shape, bool relu) => Write(
        shape, $"Add{(relu ? "_relu" : "")}", $"out = left + right{(relu ? ", ReLU" : "")}", [Floats("left"), Floats("right"), Floats("output")],
        value => $"var a = {value("left")};\nvar b = {value("right")};",
        "output", component => relu ? $"Math.Max(a{component} + b{component}, 0f)" : $"a{component} + b{component}", accumulate: false);

    public static DeviceKernel Copy(KernelShape shape, bool accumulate) => Write(
        shape, accumulate ? "Accumulate" : "Copy", accumulate ? "out += in" : "out = in", [Floats("input"), Floats("output")],
        value => $"var x = {value("input")};", "output", component => $"x{component}", accumulate);

    /// <summary>Dropout's mask is drawn from Philox4x32-10 keyed by the seed: four values share one draw.</summary>
    public static DeviceKernel Dropout(KernelShape shape, string source, string target, bool accumulate)
    {
        var elements = shape.Int("Elements");
        var name = $"{shape.Name}_{(source == "input" ? "Forward" : "Backward")}{(accumulate ? "_add" : "")}";
        var probability = float.Parse(shape.Literal("Probability").TrimEnd('f'), System.Globalization.CultureInfo.InvariantCulture);
        var scale = Words.Real(1 / (1 - probability));
        // As on the CPU, a value is dropped where its random word is below the probability's share of all words.
        var threshold = ((ulong)(probability * 4294967296.0)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new DeviceKernel(
            name, $"Dropout of {elements} values an image, p {Words.Real(probability)}: kept values are scaled by {scale}.",
            [Floats(source), Floats(target), new DeviceParameter("ulong", "seed"), new DeviceParameter("ulong", "step")],
            () => $"""
            var at = Grid.GlobalIndex.X;
            if (at >= batch * {elements})
                return;
            var word = global::ShapeNet.Runtime.Ilgpu.DevicePhilox.Word(seed, {shape.Literal("Stream")}, step, at);
            var kept = word < {threshold}u ? 0f : {source}[at] * {scale}f;
            {target}[at] = {(accumulate ? $"{target}[at] + kept" : "kept")};
            """);
    }

    /// <summary>out = scale·(in − mean)·deviation + shift, + residual, ReLU.</summary>
    public static DeviceKernel BatchNormApply(KernelShape shape, bool usesRunning)
    {
        var (residual, relu) = (shape.Bool("AddsResidual"), shape.Bool("AppliesReLU"));
        var parameters = new List<DeviceParameter> { Floats("input"), Floats(usesRunning ? "runningMean" : "mean"), Floats(usesRunning ? "runningVariance" : "inverseDeviation"), Floats("scale"), Floats("shift") };
        if (residual)
            parameters.Add(Floats("residual"));
        parameters.Add(Floats("output"));
        string Deviation(string variance) => $"1f / XMath.Sqrt({variance} + {shape.Literal("Epsilon")})";
        return Write(
            shape, usesRunning ? "Normalize" : "Apply",
            $"Batch normalisation: out = scale·(in − mean)·deviation + shift{(residual ? " + residual" : "")}{(relu ? ", ReLU" : "")}",
            parameters,
            value => $"var x = {value("input")};\n" + (residual ? $"var r = {value("residual")};\n" : "") + PerChannel(shape,
                usesRunning ? ["m:runningMean", "v:runningVariance", "s:scale", "b:shift"] : ["m:mean", "d:inverseDeviation", "s:scale", "b:shift"]),
            "output",
            c => Rectify(relu, $"(x{c} - m{c}) * {(usesRunning ? $"({Deviation($"v{c}")})" : $"d{c}")} * s{c} + b{c}{(residual ? $" + r{c}" : "")}"),
            accumulate: false);
    }

    /// <summary>in gradient = scale·deviation·(dz − Σdz/M − x̂·Σ(dz·x̂)/M), where dz is the masked output gradient.</summary>
    public static DeviceKernel BatchNormBackwardApply(KernelShape shape, bool isMasked, bool accumulate)
    {
        var pixels = (long)shape.Int("Height") * shape.Int("Width");
        var parameters = new List<DeviceParameter> { Floats("outputGradient") };
        if (isMasked)
            parameters.Add(Floats("output"));
        parameters.AddRange([Floats("input"), Floats("mean"), Floats("inverseDeviation"), Floats("scale"), Floats("scaleGradient"), Floats("shiftGradient"), Floats("inputGradient")]);
        return Write(
            shape.WithoutFusion(), shape, $"BackwardApply{(isMasked ? "_masked" : "")}{(accumulate ? "_add" : "")}",
            "Batch normalisation's data gradient: scale·deviation·(dz − mean of dz − x̂·mean of dz·x̂)",
            parameters,
            value => $"var g = {value("outputGradient")};\nvar x = {value("input")};\n" + (isMasked ? $"var y = {value("output")};\n" : "")
                + $"var share = 1f / (batch * {pixels}f);\n"
                + PerChannel(shape, ["m:mean", "d:inverseDeviation", "s:scale", "p:scaleGradient", "q:shiftGradient"]),
            "inputGradient",
            c => $"s{c} * d{c} * ({(isMasked ? $"(y{c} > 0f ? g{c} : 0f)" : $"g{c}")} - q{c} * share - (x{c} - m{c}) * d{c} * p{c} * share)",
            accumulate);
    }

    private static string Rectify(bool relu, string value) => relu ? $"Math.Max({value}, 0f)" : value;

    /// <summary>Reads per-channel values as <c>name:view</c>, as a quad or a single value like the data.</summary>
    private static string PerChannel(KernelShape shape, string[] values)
    {
        var channels = shape.Int("Channels");
        var isWide = channels % 4 == 0;
        var lines = new List<string> { isWide ? $"var channel = {Modulo("quad", channels / 4)} * 4;" : $"var channel = {Modulo("at", channels)};" };
        foreach (var value in values)
        {
            var (name, view) = (value.Substring(0, value.IndexOf(':')), value.Substring(value.IndexOf(':') + 1));
            lines.Add(isWide ? $"var {name} = Float4.Load({view}, channel);" : $"var {name} = {view}[channel];");
        }

        return string.Join("\n", lines);
    }

    private static DeviceKernel Write(
        KernelShape shape, string method, string summary, IReadOnlyList<DeviceParameter> parameters,
        Func<Func<string, string>, string> load, string target, Func<string, string> result, bool accumulate) =>
        Write(shape.Name, shape, method, summary, parameters, load, target, result, accumulate);

    private static DeviceKernel Write(
        string name, KernelShape shape, string method, string summary, IReadOnlyList<DeviceParameter> parameters,
        Func<Func<string, string>, string> load, string target, Func<string, string> result, bool accumulate)
    {
        var elements = Elements(shape);
        // Quads must not straddle images, nor, where channels matter, pixels.
        var isWide = IsWide(shape);
        string Body() => isWide
            ? $"""
                var quad = Grid.GlobalIndex.X;
                if (quad >= batch * {elements / 4})
                    return;
                var at = quad * 4;
                {load(view => $"Float4.Load({view}, at)")}
                {(accumulate ? $"var old = Float4.Load({target}, at);\n" : "")}var result = new Float4(
                    {string.Join(",\n    ", "XYZW".Select(c => (accumulate ? $"old.{c} + " : "") + Parenthesise(result($".{c}"), accumulate)))});
                Float4.Store(result, {target}, at);
                """
            : $"""
                var at = Grid.GlobalIndex.X;
                if (at >= batch * {elements})
                    return;
                {load(view => $"{view}[at]")}
                {target}[at] = {(accumulate ? $"{target}[at] + " : "")}{Parenthesise(result(""), accumulate)};
                """;
        return new DeviceKernel($"{name}_{method}", summary + ".", parameters.ToEquatableArray(), Body);
    }

    private static string Parenthesise(string value, bool needed) => needed ? $"({value})" : value;

    private static long Elements(KernelShape shape) => (long)shape.Int("Channels") * shape.Int("Height") * shape.Int("Width");

    private static bool IsWide(KernelShape shape) => shape.Int("Channels") % 4 == 0;
}
