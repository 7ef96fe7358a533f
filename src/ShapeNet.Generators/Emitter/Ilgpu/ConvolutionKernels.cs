using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionGeometry;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;
using static ShapeNet.Generators.Emitter.Ilgpu.TiledProduct;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Convolution as implicit products of matrices: no patch is ever copied, the fetches compute where a value of it lies.
/// Activations are NHWC, weights HWIO.
/// </summary>
internal static class ConvolutionKernels
{
    private const int Slice = DeviceSchedule.Slice;

    /// <summary>output pixel × output channel = Σ (tap, input channel). Optional bias, residual and ReLU.</summary>
    public static DeviceKernel Forward(KernelShape shape, bool hasBias, bool hasResidual, bool relu)
    {
        var g = new ConvolutionGeometry(shape);
        var tile = ForwardTile(g);
        var k = g.Taps * g.InPerGroup;
        var sums = $"{g.Name}_Sums";
        TiledProduct Product() => new()
        {
            Name = sums,
            Summary = $"Convolution {g.Describe()}: Σ in[pixel·stride + tap, c]·weight[tap, c, channel] over {g.Taps} taps and {g.InPerGroup} channels c.",
            Parameters = "ArrayView<float> input, ArrayView<float> weight",
            Tile = tile,
            Prologue = Work(g),
            Range = ("0", $"{k}", k),
            A = new Fetch(
                AlongK: true, Pixels(tile, $"batch * {g.OutPixels}", g.OutHeight, g.OutWidth),
                i => PatchQuad(g, $"p{i}", $"k0 + {TiledProduct.KAlongK(tile.Slice)}")),
            B = new Fetch(
                AlongK: false, [$"var column = Grid.IdxY * {tile.Columns} + {TiledProduct.PlaceAlongTile(tile.Columns)};"],
                i => Quad(
                    g.HasOutQuads, And($"k0 + {TiledProduct.KAlongTile(i, tile.Columns)} < {k}", Below("column", g.OutPerGroup, tile.Columns)), "weight",
                    $"(k0 + {TiledProduct.KAlongTile(i, tile.Columns)}) * {g.OutChannels} + {OfGroup(g, g.OutPerGroup)}column", "column", g.OutPerGroup)),
        };
        return ForwardKernel(
            g, sums, hasBias, hasResidual, relu,
            () => Epilogue(
                $"{sums}(batch, input, weight)", Work(g), $"TileRows.Of{tile.Rows}(tileRow, batch * {g.OutPixels}, {g.OutChannels}, {Start(g, g.OutPerGroup)})",
                tile.Columns, g.OutPerGroup, g.HasOutQuads, "output", hasBias ? Start(g, g.OutPerGroup) : null, hasResidual ? "residual" : null, relu)) with
        {
            Functions = () => [PixelFunction(g.OutHeight, g.OutWidth), Patch(g), new(sums, () => Product().Write())],
        };
    }

    /// <summary>The forward kernel that a function for the sums belongs to, its functions left out.</summary>
    internal static DeviceKernel ForwardKernel(ConvolutionGeometry g, string sums, bool hasBias, bool hasResidual, bool relu, Func<string> body, string note = "")
    {
        var parameters = new List<DeviceParameter> { Floats("input"), Floats("weight") };
        if (hasBias)
            parameters.Add(Floats("bias"));
        if (hasResidual)
            parameters.Add(Floats("residual"));
        parameters.Add(Floats("output"));
        return new DeviceKernel(
            $"{g.Name}_Forward{(hasBias ? "_bias" : "")}{(hasResidual ? "_add" : "")}{(relu ? "_relu" : "")}",
            $"out[pixel, channel] = {sums}{(hasBias ? " + bias" : "")}{(hasResidual ? " + residual" : "")}{(relu ? ", ReLU" : "")}.{note}",
            parameters.ToEquatableArray(),
            body);
    }

    public static (string X, string Y, string Z) ForwardGrid(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return GridOf($"n * {g.OutPixels}", g.OutPerGroup, ForwardTile(g), g.Groups);
    }

    /// <summary>
    /// input pixel × input channel = Σ (tap, output channel). Pixels are taken phase by phase: those with the same
    /// remainder by the stride see the same taps, every stride-th one, so nothing is multiplied in vain.
    /// </summary>
    public static DeviceKernel DataGradient(KernelShape shape, bool hasBias, bool accumulate)
    {
        var g = new ConvolutionGeometry(shape);
        var tile = DataGradientTile(g);
        var k = g.PhaseTapRows * g.PhaseTapColumns * g.OutPerGroup;
        var phase = PhasePrologue(g);
        var phaseArguments = g.HasPhases ? ", phaseY, phaseX" : "";
        var sums = $"{g.Name}_DataGradientSums";
        TiledProduct Product() => new()
        {
            Name = sums,
            Summary = $"Data gradient of {g.Describe()}: Σ out gradient[(pixel − tap)/stride, channel]·weight[tap, c, channel]"
                + (g.HasPhases ? $", in {g.Phases} phases of up to {g.PhaseTapRows}×{g.PhaseTapColumns} taps." : $" over {g.Taps} taps and {g.OutPerGroup} channels."),
            Parameters = "ArrayView<float> outputGradient, ArrayView<float> weight",
            Tile = tile,
            Prologue = phase,
            Range = ("0", $"{k}", k),
            A = new Fetch(
                AlongK: true, Pixels(tile, $"batch * {g.PhaseRows * g.PhaseColumns}", g.PhaseRows, g.PhaseColumns),
                i => Parts(g.HasOutQuads, part => $"{g.Name}_Gradient(outputGradient, p{i}, k0 + {TiledProduct.KAlongK(tile.Slice)}{part}{phaseArguments}{GroupArgument(g)})")),
            B = new Fetch(
                AlongK: true, [],
                i => Parts(g.HasOutQuads, part =>
                    $"{g.Name}_TransposedWeight(weight, Grid.IdxY * {tile.Columns} + {TiledProduct.RowAlongK(tile.Slice, i)}, k0 + {TiledProduct.KAlongK(tile.Slice)}{part}{phaseArguments}{GroupArgument(g)})")),
        };
        var parameters = new List<DeviceParameter> { Floats("outputGradient"), Floats("weight") };
        if (hasBias)
            parameters.Add(Floats("bias"));
        parameters.Add(Floats("inputGradient"));
        var rows = g.HasPhases
            ? $"TileRows.OfPhase{tile.Rows}(tileRow, phase, {g.InChannels}, {Start(g, g.InPerGroup)})"
            : $"TileRows.Of{tile.Rows}(tileRow, batch * {g.InHeight * g.InWidth}, {g.InChannels}, {Start(g, g.InPerGroup)})";
        var phaseOfRows = $"var phase = new Phase {{ Count = batch * {g.PhaseRows * g.PhaseColumns}, Height = {g.InHeight}, Width = {g.InWidth}, "
            + $"StepY = {g.StepHeight}, StepX = {g.StepWidth}, Y = phaseY, X = phaseX }};";
        return new DeviceKernel(
            $"{g.Name}_DataGradient{(hasBias ? "_bias" : "")}{(accumulate ? "_add" : "")}",
            $"in gradient[pixel, c] {(accumulate ? "+=" : "=")} {g.Name}_DataGradientSums{(hasBias ? " + bias" : "")}.",
            parameters.ToEquatableArray(),
            () => Epilogue(
                $"{sums}(batch, outputGradient, weight)",
                g.HasPhases ? [.. phase, phaseOfRows] : phase, rows,
                tile.Columns, g.InPerGroup, g.HasInQuads, "inputGradient", hasBias ? Start(g, g.InPerGroup) : null, accumulate ? "inputGradient" : null, relu: false))
        {
            Functions = () => [PixelFunction(g.PhaseRows, g.PhaseColumns), Gradient(g), TransposedWeight(g), new(sums, () => Product().Write())],
        };
    }

    public static (string X, string Y, string Z) DataGradientGrid(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return GridOf($"n * {g.PhaseRows * g.PhaseColumns}", g.InPerGroup, DataGradientTile(g), g.Groups * g.Phases);
    }

    /// <summary>
    /// (tap, input channel) × output channel = Σ pixels. The pixels are split between groups along z, each of which leaves
    /// a partial sum; <see cref="ReductionKernels.SumParts"/> adds them in a fixed order.
    /// </summary>
    public static DeviceKernel WeightGradient(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        var tile = WeightGradientTile(g);
        var rows = g.Taps * g.InPerGroup;
        var splits = WeightGradientSplits(shape);
        var part = Work(g, splits, "part");
        var sums = $"{g.Name}_WeightGradientSums";
        TiledProduct Product() => new()
        {
            Name = sums,
            Summary = $"Weight gradient of {g.Describe()}: Σ in[pixel·stride + tap, c]·out gradient[pixel, channel] over one of {splits} parts of the pixels.",
            Parameters = "ArrayView<float> input, ArrayView<float> outputGradient",
            Tile = tile,
            Prologue =
            [
                .. part,
                $"var share = {Over($"(batch * {g.OutPixels} + {splits * Slice - 1})", splits * Slice)} * {Slice};",
                "var first = part * share;",
                $"var end = Math.Min(batch * {g.OutPixels}, first + share);",
            ],
            Range = ("first", "end", null),
            A = new Fetch(
                AlongK: false, [$"var row = tileRow * {tile.Rows} + {TiledProduct.PlaceAlongTile(tile.Rows)};"],
                i => PatchQuad(g, $"{Pixel(g.OutHeight, g.OutWidth)}(k0 + {TiledProduct.KAlongTile(i, tile.Rows)}, end)", "row")),
            B = new Fetch(
                AlongK: false, [$"var column = Grid.IdxY * {tile.Columns} + {TiledProduct.PlaceAlongTile(tile.Columns)};"],
                i => Quad(
                    g.HasOutQuads, And($"k0 + {TiledProduct.KAlongTile(i, tile.Columns)} < end", Below("column", g.OutPerGroup, tile.Columns)), "outputGradient",
                    $"(k0 + {TiledProduct.KAlongTile(i, tile.Columns)}) * {g.OutChannels} + {OfGroup(g, g.OutPerGroup)}column", "column", g.OutPerGroup)),
        };
        return new DeviceKernel(
            $"{g.Name}_WeightGradient",
            $"parts[part][tap, c, channel] = {g.Name}_WeightGradientSums.",
            [Floats("input"), Floats("outputGradient"), Floats("parts")],
            () => Epilogue(
                $"{sums}(batch, input, outputGradient)", part,
                $"TileRows.Of{tile.Rows}(tileRow, {rows}, {g.OutChannels}, part * {g.Weights}{(g.Groups == 1 ? "" : $" + group * {g.OutPerGroup}")})",
                tile.Columns, g.OutPerGroup, g.HasOutQuads, "parts", bias: null, added: null, relu: false))
        {
            Functions = () => [PixelFunction(g.OutHeight, g.OutWidth), Patch(g), new(sums, () => Product().Write())],
        };
    }

    public static (string X, string Y, string Z) WeightGradientGrid(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return GridOf($"{g.Taps * g.InPerGroup}", g.OutPerGroup, WeightGradientTile(g), g.Groups * WeightGradientSplits(shape));
    }

    /// <summary>How many parts the pixels are split into.</summary>
    public static int WeightGradientSplits(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return DeviceSchedule.WeightGradientParts(g.Kernel, g.InPerGroup, g.OutPerGroup, g.Groups, g.OutPixels);
    }

    public static long Weights(KernelShape shape) => new ConvolutionGeometry(shape).Weights;

    private static TileShape ForwardTile(ConvolutionGeometry g) => DeviceSchedule.Tile(g.OutPixels, g.OutPerGroup);

    private static TileShape DataGradientTile(ConvolutionGeometry g) => DeviceSchedule.Tile((long)g.PhaseRows * g.PhaseColumns, g.InPerGroup);

    private static TileShape WeightGradientTile(ConvolutionGeometry g) => DeviceSchedule.Tile(g.Taps * g.InPerGroup, g.OutPerGroup);

    /// <summary>Tiles of rows times what else there is (groups, phases, parts) along x, which may be long; tiles of columns along y.</summary>
    private static (string X, string Y, string Z) GridOf(string rows, int columns, TileShape tile, int others) =>
        ($"({rows} + {tile.Rows - 1}) / {tile.Rows}{Times(others)}", $"{DivideUp(columns, tile.Columns)}", "1");

    /// <summary>A value of A in the forward product and the weight gradient: what a tap sees from an output pixel.</summary>
    private static DeviceFunction Patch(ConvolutionGeometry g) => Function($"{g.Name}_Patch", name =>
    {
        var valid = And(
            $"k < {g.Taps * g.InPerGroup}", "p.Exists", g.ChecksRows ? $"(uint)y < {g.InHeight}" : "", g.ChecksColumns ? $"(uint)x < {g.InWidth}" : "");
        var lines = new List<string>
        {
            $"/// <summary>The input that an output pixel sees at a tap's channel; k counts ({g.KernelHeight}×{g.KernelWidth} taps, {g.InPerGroup} channels).</summary>",
            $"private static {(g.HasInQuads ? "Float4" : "float")} {name}(ArrayView<float> input, Pixel p, int k{GroupParameter(g)})",
            "{",
        };
        if (g.Taps > 1)
            lines.Add($"    var tap = {Over("k", g.InPerGroup)};");
        lines.Add($"    var y = p.Y{Times(g.StrideHeight)}{(g.KernelHeight > 1 ? $" + {Over("tap", g.KernelWidth)}{Times(g.DilationHeight)}" : "")}{Minus(g.PaddingHeight)};");
        lines.Add($"    var x = p.X{Times(g.StrideWidth)}{(g.KernelWidth > 1 ? $" + {Modulo("tap", g.KernelWidth, g.KernelHeight)}{Times(g.DilationWidth)}" : "")}{Minus(g.PaddingWidth)};");
        lines.Add($"    var at = ((p.Image * {g.InHeight} + y) * {g.InWidth} + x) * {g.InChannels} + {OfGroup(g, g.InPerGroup)}{(g.Taps > 1 ? Modulo("k", g.InPerGroup) : "k")};");
        lines.Add(g.HasInQuads ? $"    return Float4.LoadIf({valid}, input, at);" : $"    return {valid} ? input[at] : 0f;");
        lines.Add("}");
        return lines;
    });

    private static DeviceFunction Function(string name, Func<string, List<string>> lines) => new(name, () => string.Join("\n", lines(name)));

    private static string PatchQuad(ConvolutionGeometry g, string pixel, string k) =>
        Parts(g.HasInQuads, part => $"{g.Name}_Patch(input, {pixel}, {k}{part}{GroupArgument(g)})");

    /// <summary>A value of A in the data gradient: the output gradient where a tap leads from an input pixel.</summary>
    private static DeviceFunction Gradient(ConvolutionGeometry g) => Function($"{g.Name}_Gradient", name =>
    {
        var lines = new List<string>
        {
            $"/// <summary>The output gradient that an input pixel sees at a tap's channel; k counts ({g.PhaseTapRows}×{g.PhaseTapColumns} taps, {g.OutPerGroup} channels).</summary>",
            $"private static {(g.HasOutQuads ? "Float4" : "float")} {name}(ArrayView<float> outputGradient, Pixel p, int k{PhaseParameters(g)}{GroupParameter(g)})",
            "{",
        };
        var taps = g.PhaseTapRows * g.PhaseTapColumns;
        if (taps > 1)
            lines.Add($"    var tap = {Over("k", g.OutPerGroup)};");
        var (tapY, tapX) = (g.PhaseTapRows > 1 ? $" - {Over("tap", g.PhaseTapColumns)}" : "", g.PhaseTapColumns > 1 ? $" - {Modulo("tap", g.PhaseTapColumns, g.PhaseTapRows)}" : "");
        var checks = new List<string> { $"k < {taps * g.OutPerGroup}", "p.Exists" };
        if (g.HasPhases)
        {
            lines.Add($"    var y = p.Y + {Over($"(phaseY{Plus(g.PaddingHeight)})", g.StepHeight)}{tapY};");
            lines.Add($"    var x = p.X + {Over($"(phaseX{Plus(g.PaddingWidth)})", g.StepWidth)}{tapX};");
        }
        else
        {
            // Numerators of −1 and below round towards zero: y and x are checked before they are divided.
            lines.Add($"    var y = p.Y{Plus(g.PaddingHeight)}{tapY}{(tapY.Length > 0 ? Times(g.DilationHeight) : "")};");
            lines.Add($"    var x = p.X{Plus(g.PaddingWidth)}{tapX}{(tapX.Length > 0 ? Times(g.DilationWidth) : "")};");
            if (g.StrideHeight > 1)
                checks.Add($"y >= 0 && {Division.Modulo("y", g.StrideHeight)} == 0");
            if (g.StrideWidth > 1)
                checks.Add($"x >= 0 && {Division.Modulo("x", g.StrideWidth)} == 0");
        }

        var (oy, ox) = g.HasPhases ? ("y", "x") : (Over("y", g.StrideHeight), Over("x", g.StrideWidth));
        checks.Add($"(uint){oy} < {g.OutHeight}");
        checks.Add($"(uint){ox} < {g.OutWidth}");
        lines.Add($"    var at = ((p.Image * {g.OutHeight} + {oy}) * {g.OutWidth} + {ox}) * {g.OutChannels} + {OfGroup(g, g.OutPerGroup)}{(taps > 1 ? Modulo("k", g.OutPerGroup) : "k")};");
        var valid = And([.. checks]);
        lines.Add(g.HasOutQuads ? $"    return Float4.LoadIf({valid}, outputGradient, at);" : $"    return {valid} ? outputGradient[at] : 0f;");
        lines.Add("}");
        return lines;
    });

    /// <summary>A value of B in the data gradient.</summary>
    private static DeviceFunction TransposedWeight(ConvolutionGeometry g) => Function($"{g.Name}_TransposedWeight", name =>
    {
        var taps = g.PhaseTapRows * g.PhaseTapColumns;
        var lines = new List<string>
        {
            "/// <summary>The weight from an input channel c to a tap's output channel.</summary>",
            $"private static {(g.HasOutQuads ? "Float4" : "float")} {name}(ArrayView<float> weight, int c, int k{PhaseParameters(g)}{GroupParameter(g)})",
            "{",
        };
        var checks = new List<string> { Below("c", g.InPerGroup, DataGradientTile(g).Columns), $"k < {taps * g.OutPerGroup}" };
        var tap = taps > 1 ? Over("k", g.OutPerGroup) : "0";
        if (g.HasPhases)
        {
            if (taps > 1)
                lines.Add($"    var tap = {tap};");
            var (ty, tx) = (g.PhaseTapRows > 1 ? $"{Over("tap", g.PhaseTapColumns)}{Times(g.StepHeight)} + " : "", g.PhaseTapColumns > 1 ? $"{Modulo("tap", g.PhaseTapColumns, g.PhaseTapRows)}{Times(g.StepWidth)} + " : "");
            lines.Add($"    var y = {ty}{Modulo($"(phaseY{Plus(g.PaddingHeight)})", g.StepHeight)};");
            lines.Add($"    var x = {tx}{Modulo($"(phaseX{Plus(g.PaddingWidth)})", g.StepWidth)};");
            // Phases have fewer taps than the largest one where the stride does not divide the kernel.
            checks.Add(g.KernelHeight % g.StepHeight == 0 ? "" : $"y < {g.KernelHeight}");
            checks.Add(g.KernelWidth % g.StepWidth == 0 ? "" : $"x < {g.KernelWidth}");
            tap = $"(y * {g.KernelWidth} + x)";
        }

        lines.Add($"    var at = ({(tap == "0" ? "" : $"{tap} * {g.InPerGroup} + ")}c) * {g.OutChannels} + {OfGroup(g, g.OutPerGroup)}{(taps > 1 ? Modulo("k", g.OutPerGroup) : "k")};");
        lines.Add(g.HasOutQuads ? $"    return Float4.LoadIf({And([.. checks])}, weight, at);" : $"    return {And([.. checks])} ? weight[at] : 0f;");
        lines.Add("}");
        return lines;
    });

    /// <summary>The kernel: makes the tile, adds what belongs to it, writes it.</summary>
    private static string Epilogue(
        string sums, IReadOnlyList<string> prologue, string rows, int tileColumns, int columns, bool hasQuads, string target, string? bias, string? added, bool relu)
    {
        var some = hasQuads ? "" : "Some";
        var lines = new List<string> { $"var tile = {sums};" };
        lines.AddRange(prologue);
        lines.Add($"var rows = {rows};");
        lines.Add($"var columns = TileColumns.Of{tileColumns}({columns});");
        if (bias is not null)
            lines.Add($"tile = Tile.AddToRows(tile, bias, {bias}, columns);");
        lines.Add(added is null
            ? $"Tile.Store{some}({(relu ? "Tile.ReLU(tile)" : "tile")}, {target}, rows, columns);"
            : $"Tile.Store{some}Sum(tile, {added}, {target}, rows, columns, relu: {(relu ? "true" : "false")});");
        return string.Join("\n", lines);
    }

    /// <summary>The pixels whose values this thread fetches.</summary>
    private static IReadOnlyList<string> Pixels(TileShape tile, string count, int height, int width) =>
        [.. Enumerable.Range(0, TiledProduct.Quads(tile.Rows, tile.Slice)).Select(i => $"var p{i} = {Pixel(height, width)}(tileRow * {tile.Rows} + {TiledProduct.RowAlongK(tile.Slice, i)}, {count});")];

    private static string Pixel(int height, int width) => $"PixelOf{height}x{width}";

    private static DeviceFunction PixelFunction(int height, int width) => new(Pixel(height, width), () => $$"""
        /// <summary>A pixel of images of {{height}} × {{width}}, by its number among all of them.</summary>
        private static Pixel {{Pixel(height, width)}}(int index, int count)
        {
            var row = {{Over("index", width)}};
            var image = {{Over("row", height)}};
            return new Pixel { Exists = index < count, Image = image, Y = row - image * {{height}}, X = index - row * {{width}} };
        }
        """);

    private static string[] PhasePrologue(ConvolutionGeometry g) => g.HasPhases
        ? [.. Work(g, g.Phases, "phaseNumber"), $"var phaseY = {Over("phaseNumber", g.StepWidth)};", $"var phaseX = {Modulo("phaseNumber", g.StepWidth)};"]
        : Work(g);

    /// <summary>What a group works on beside columns: a tile of rows of a group of channels, and of one of several phases or parts.</summary>
    private static string[] Work(ConvolutionGeometry g, int others = 1, string other = "")
    {
        var lines = new List<string> { $"var tileRow = {Over("Grid.IdxX", g.Groups * others)};" };
        if (g.Groups > 1)
            lines.Add($"var group = {Modulo(Over("Grid.IdxX", others), g.Groups)};");
        if (other.Length > 0)
            lines.Add($"var {other} = {Modulo("Grid.IdxX", others)};");
        return [.. lines];
    }

    private static string GroupParameter(ConvolutionGeometry g) => g.Groups == 1 ? "" : ", int group";

    private static string GroupArgument(ConvolutionGeometry g) => g.Groups == 1 ? "" : ", group";

    private static string PhaseParameters(ConvolutionGeometry g) => g.HasPhases ? ", int phaseY, int phaseX" : "";

    private static string OfGroup(ConvolutionGeometry g, int channels) => g.Groups == 1 ? "" : $"group * {channels} + ";

    private static string Start(ConvolutionGeometry g, int channels) => g.Groups == 1 ? "0" : $"group * {channels}";

    /// <summary>A quad of a row: whole where rows are multiples of four, value by value where they are not.</summary>
    private static string Quad(bool isWhole, string check, string view, string at, string column, int columns) => isWhole
        ? $"Float4.LoadIf({check}, {view}, {at})"
        : $"Float4.LoadSome({check}, {view}, {at}, {columns} - {column})";

    /// <summary>A quad as it is fetched, or put together from four values.</summary>
    private static string Parts(bool isWhole, Func<string, string> value) => isWhole
        ? value("")
        : $"new Float4(\n    {string.Join(",\n    ", Enumerable.Range(0, 4).Select(part => value(Plus(part))))})";

    private static string Below(string index, int count, int tile) => count % tile == 0 ? "" : $"{index} < {count}";

    private static string And(params string[] checks) => string.Join(" && ", checks.Where(check => check.Length > 0));

    private static string Times(int factor) => factor == 1 ? "" : $" * {factor}";

    private static string Minus(int value) => value == 0 ? "" : $" - {value}";

    /// <summary>A remainder; what is less than the divisor anyway stays as it is.</summary>
    private static string Modulo(string value, int divisor, int others = 2) => divisor > 1 && others == 1 ? value : Division.Modulo(value, divisor);
}
