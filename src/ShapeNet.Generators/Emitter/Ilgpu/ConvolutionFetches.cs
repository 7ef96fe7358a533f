using static ShapeNet.Generators.Emitter.Ilgpu.Division;
using static ShapeNet.Generators.Emitter.Ilgpu.TiledProduct;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Where the values of a convolution's matrices come from: functions that kernels call for a quad along k. A value that is not there,
/// in the padding or behind the end of k, is zero.
/// </summary>
internal static class ConvolutionFetches
{
    /// <summary>A in the forward product and the weight gradient: what a tap sees from an output pixel.</summary>
    public static DeviceFunction Patch(ConvolutionGeometry g) => QuadFunction(
        $"{g.Name}_Patch", g.HasPatchQuads,
        $"The input that an output pixel sees at a tap's channel; k counts ({g.KernelHeight}×{g.KernelWidth} taps, {g.InPerGroup} channels).",
        $"ArrayView<float> input, Pixel p, int k{GroupParameter(g)}",
        () =>
        {
            // A row of taps over all channels lies in one piece: x then counts values, not pixels.
            var (tap, tapRow, perPixel) = g.HasTapRows ? ("k", g.KernelWidth * g.InChannels, g.InChannels) : ("tap", g.KernelWidth, 1);
            var lines = new List<string>();
            if (!g.HasTapRows && g.Taps > 1)
                lines.Add($"var tap = {Over("k", g.InPerGroup)};");
            lines.Add($"var y = p.Y{Times(g.StrideHeight)}{(g.KernelHeight > 1 ? $" + {Over(tap, tapRow)}{Times(g.DilationHeight)}" : "")}{Minus(g.PaddingHeight)};");
            lines.Add($"var x = p.X{Times(g.StrideWidth * perPixel)}{(tapRow > 1 ? $" + {Modulo(tap, tapRow, g.KernelHeight)}{Times(g.DilationWidth)}" : "")}{Minus(g.PaddingWidth * perPixel)};");
            lines.Add(g.HasTapRows
                ? $"var at = (p.Image * {g.InHeight} + y) * {g.InWidth * g.InChannels} + x;"
                : $"var at = ((p.Image * {g.InHeight} + y) * {g.InWidth} + x) * {g.InChannels} + {OfGroup(g, g.InPerGroup)}{(g.Taps > 1 ? Modulo("k", g.InPerGroup) : "k")};");
            return (lines, And(
                $"k < {g.Taps * g.InPerGroup}", "p.Exists", g.ChecksRows ? $"(uint)y < {g.InHeight}" : "", g.ChecksColumns ? $"(uint)x < {g.InWidth * perPixel}" : ""));
        });

    /// <summary>A in the data gradient: the output gradient where a tap leads from an input pixel.</summary>
    public static DeviceFunction Gradient(ConvolutionGeometry g) => QuadFunction(
        $"{g.Name}_Gradient", g.HasOutQuads,
        $"The output gradient that an input pixel sees at a tap's channel; k counts ({g.PhaseTapRows}×{g.PhaseTapColumns} taps, {g.OutPerGroup} channels).",
        $"ArrayView<float> outputGradient, Pixel p, int k{PhaseParameters(g)}{GroupParameter(g)}",
        () =>
        {
            var lines = new List<string>();
            var taps = g.PhaseTapRows * g.PhaseTapColumns;
            if (taps > 1)
                lines.Add($"var tap = {Over("k", g.OutPerGroup)};");
            var (row, column) = PhaseTap(g);
            var (tapY, tapX) = (g.PhaseTapRows > 1 ? $" - {row}" : "", g.PhaseTapColumns > 1 ? $" - {column}" : "");
            var checks = new List<string> { $"k < {PhaseEnd(g)}", "p.Exists" };
            if (g.HasPhases)
            {
                lines.Add($"var y = p.Y + {Over($"(phaseY{Plus(g.PaddingHeight)})", g.StepHeight)}{tapY};");
                lines.Add($"var x = p.X + {Over($"(phaseX{Plus(g.PaddingWidth)})", g.StepWidth)}{tapX};");
            }
            else
            {
                // Numerators of −1 and below round towards zero: y and x are checked before they are divided.
                lines.Add($"var y = p.Y{Plus(g.PaddingHeight)}{tapY}{(tapY.Length > 0 ? Times(g.DilationHeight) : "")};");
                lines.Add($"var x = p.X{Plus(g.PaddingWidth)}{tapX}{(tapX.Length > 0 ? Times(g.DilationWidth) : "")};");
                if (g.StrideHeight > 1)
                    checks.Add($"y >= 0 && {Division.Modulo("y", g.StrideHeight)} == 0");
                if (g.StrideWidth > 1)
                    checks.Add($"x >= 0 && {Division.Modulo("x", g.StrideWidth)} == 0");
            }

            var (oy, ox) = g.HasPhases ? ("y", "x") : (Over("y", g.StrideHeight), Over("x", g.StrideWidth));
            checks.Add($"(uint){oy} < {g.OutHeight}");
            checks.Add($"(uint){ox} < {g.OutWidth}");
            lines.Add($"var at = ((p.Image * {g.OutHeight} + {oy}) * {g.OutWidth} + {ox}) * {g.OutChannels} + {OfGroup(g, g.OutPerGroup)}{(taps > 1 ? Modulo("k", g.OutPerGroup) : "k")};");
            return (lines, And([.. checks]));
        });

    /// <summary>B in the data gradient.</summary>
    public static DeviceFunction TransposedWeight(ConvolutionGeometry g, int tileColumns) => QuadFunction(
        $"{g.Name}_TransposedWeight", g.HasOutQuads,
        "The weight from an input channel c to a tap's output channel.",
        $"ArrayView<float> weight, int c, int k{PhaseParameters(g)}{GroupParameter(g)}",
        () =>
        {
            var lines = new List<string>();
            var taps = g.PhaseTapRows * g.PhaseTapColumns;
            var checks = new List<string> { Below("c", g.InPerGroup, tileColumns), $"k < {PhaseEnd(g)}" };
            var tap = taps > 1 ? Over("k", g.OutPerGroup) : "0";
            if (g.HasPhases)
            {
                if (taps > 1)
                    lines.Add($"var tap = {tap};");
                var (row, column) = PhaseWeight(g);
                lines.Add($"var y = {row};");
                lines.Add($"var x = {column};");
                if (g.KernelWidth % g.StepWidth != 0 && !g.TapColumnsVary)
                    checks.Add($"x < {g.KernelWidth}");
                tap = $"(y * {g.KernelWidth} + x)";
            }

            lines.Add($"var at = ({(tap == "0" ? "" : $"{tap} * {g.InPerGroup} + ")}c) * {g.OutChannels} + {OfGroup(g, g.OutPerGroup)}{(taps > 1 ? Modulo("k", g.OutPerGroup) : "k")};");
            return (lines, And([.. checks]));
        });

    /// <summary>A function that fetches a quad along k: with one load where quads are whole and aligned, value by value where they are not.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="hasQuads">Whether quads are whole and aligned.</param>
    /// <param name="summary">What it fetches.</param>
    /// <param name="parameters">Its parameters, the view first and <c>k</c> among them.</param>
    /// <param name="body">Writes what computes <c>at</c>, the value's place in the view, and the condition that it is there.</param>
    public static DeviceFunction QuadFunction(string name, bool hasQuads, string summary, string parameters, Func<(List<string> Lines, string Valid)> body) => new(name, () =>
    {
        var arguments = parameters.Split([", "], StringSplitOptions.None).Select(parameter => parameter.Substring(parameter.LastIndexOf(' ') + 1)).ToArray();
        var (lines, valid) = body();
        lines = [.. lines.Select(line => $"    {line}")];
        if (hasQuads)
        {
            return string.Join("\n", [
                $"/// <summary>{summary}</summary>",
                $"private static Float4 {name}({parameters})",
                "{", .. lines, $"    return Float4.LoadIf({valid}, {arguments[0]}, at);", "}",
            ]);
        }

        return string.Join("\n", [
            $"/// <summary>{summary}</summary>",
            $"private static float {name}Value({parameters})",
            "{", .. lines, $"    return {valid} ? {arguments[0]}[at] : 0f;", "}",
            "",
            "/// <summary>Four of them.</summary>",
            $"private static Float4 {name}({parameters}) => new(",
            .. Enumerable.Range(0, 4).Select(i =>
                $"    {name}Value({string.Join(", ", arguments.Select(argument => argument == "k" ? argument + Plus(i) : argument))}){(i < 3 ? "," : ");")}"),
        ]);
    });

    internal static string Pixel(int height, int width) => $"PixelOf{height}x{width}";

    internal static DeviceFunction PixelFunction(int height, int width) => new(Pixel(height, width), () => $$"""
        /// <summary>A pixel of images of {{height}} × {{width}}, by its number among all of them.</summary>
        private static Pixel {{Pixel(height, width)}}(int index, int count)
        {
            var row = {{Over("index", width)}};
            var image = {{Over("row", height)}};
            return new Pixel { Exists = index < count, Image = image, Y = row - image * {{height}}, X = index - row * {{width}} };
        }
        """);

    /// <summary>How many taps a phase has, where not all have as many.</summary>
    internal static IEnumerable<string> PhaseExtent(ConvolutionGeometry g)
    {
        var (rows, columns) = ($"{g.PhaseTapRows}", $"{g.PhaseTapColumns}");
        if (g.TapRowsVary)
            rows = $"({PhaseTaps("phaseY", g.PaddingHeight, g.KernelHeight, g.StepHeight)})";
        if (g.TapColumnsVary)
        {
            yield return $"var tapColumns = {PhaseTaps("phaseX", g.PaddingWidth, g.KernelWidth, g.StepWidth)};";
            columns = "tapColumns";
        }

        if (g.PhasesVary)
            yield return $"var end = {rows} * {columns}{Times(g.OutPerGroup)};";
    }

    /// <summary>Taps that a phase has along an axis: a step's worth more or less by its remainder.</summary>
    internal static string PhaseTaps(string phase, int padding, int kernel, int step) =>
        $"{Modulo($"({phase}{Plus(padding)})", step)} < {kernel % step} ? {kernel / step + 1} : {kernel / step}";

    /// <summary>The end of k in the data gradient.</summary>
    internal static string PhaseEnd(ConvolutionGeometry g) => g.PhasesVary ? "end" : $"{g.PhaseTapRows * g.PhaseTapColumns * g.OutPerGroup}";

    /// <summary>The row and the column of a tap of a phase.</summary>
    internal static (string Row, string Column) PhaseTap(ConvolutionGeometry g) => g.TapColumnsVary
        ? g.PhaseTapColumns == 1 ? ("tap", "0") : ("(tap >> (tapColumns - 1))", "(tap & (tapColumns - 1))")
        : (Over("tap", g.PhaseTapColumns), Modulo("tap", g.PhaseTapColumns, g.PhaseTapRows));

    /// <summary>The row and the column of a phase's tap in the weights.</summary>
    internal static (string Row, string Column) PhaseWeight(ConvolutionGeometry g)
    {
        var (row, column) = PhaseTap(g);
        return (
            (g.PhaseTapRows > 1 ? $"{row}{Times(g.StepHeight)} + " : "") + Modulo($"(phaseY{Plus(g.PaddingHeight)})", g.StepHeight),
            (g.PhaseTapColumns > 1 ? $"{column}{Times(g.StepWidth)} + " : "") + Modulo($"(phaseX{Plus(g.PaddingWidth)})", g.StepWidth));
    }

    internal static string GroupParameter(ConvolutionGeometry g) => g.Groups == 1 ? "" : ", int group";

    internal static string GroupArgument(ConvolutionGeometry g) => g.Groups == 1 ? "" : ", group";

    internal static string PhaseParameters(ConvolutionGeometry g) => PhaseArguments(g).Replace(", ", ", int ");

    internal static string PhaseArguments(ConvolutionGeometry g) =>
        (g.HasPhases ? ", phaseY, phaseX" : "") + (g.TapColumnsVary ? ", tapColumns" : "") + (g.PhasesVary ? ", end" : "");

    internal static string OfGroup(ConvolutionGeometry g, int channels) => g.Groups == 1 ? "" : $"group * {channels} + ";

    internal static string Start(ConvolutionGeometry g, int channels) => g.Groups == 1 ? "0" : $"group * {channels}";

    internal static string Below(string index, int count, int tile) => count % tile == 0 ? "" : $"{index} < {count}";

    internal static string And(params string[] checks) => string.Join(" && ", checks.Where(check => check.Length > 0));

    internal static string Times(int factor) => factor == 1 ? "" : $" * {factor}";

    internal static string Minus(int value) => value == 0 ? "" : $" - {value}";

    /// <summary>A remainder; what is less than the divisor anyway stays as it is.</summary>
    internal static string Modulo(string value, int divisor, int others = 2) => divisor > 1 && others == 1 ? value : Division.Modulo(value, divisor);
}
