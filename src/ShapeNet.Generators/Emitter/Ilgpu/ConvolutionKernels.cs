using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionFetches;
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
    private const int LongestSlice = DeviceSchedule.LongestSlice;

    /// <summary>output pixel × output channel = Σ (tap, input channel). Optional bias, residual and ReLU.</summary>
    public static DeviceKernel Forward(KernelShape shape, bool hasBias, bool hasResidual, bool relu)
    {
        var g = new ConvolutionGeometry(shape);
        var tile = ForwardTile(g);
        var k = g.Taps * g.InPerGroup;
        var sums = $"{g.Name}_Sums";
        TiledProduct Product() => ForwardProduct(g, sums, "", Work(g), ("0", $"{k}", k));
        return ForwardKernel(
            g, sums, hasBias, hasResidual, relu,
            () => Epilogue(
                $"{sums}(batch, input, weight)", Work(g), $"TileRows.Of(tileRow, {tile}, batch * {g.OutPixels}, {g.OutChannels}, {Start(g, g.OutPerGroup)})",
                tile.Columns, g.OutPerGroup, g.HasOutQuads, "output", hasBias ? Start(g, g.OutPerGroup) : null, hasResidual ? "residual" : null, relu)) with
        {
            Functions = () => [PixelFunction(g.OutHeight, g.OutWidth), Patch(g), new(sums, () => Product().Write())],
        };
    }

    private static TiledProduct ForwardProduct(
        ConvolutionGeometry g, string sums, string note, IReadOnlyList<string> prologue, (string First, string End, int? Length) range)
    {
        var tile = ForwardTile(g);
        return new()
        {
            Name = sums,
            Summary = $"Convolution {g.Describe()}: Σ in[pixel·stride + tap, c]·weight[tap, c, channel] over {g.Taps} taps and {g.InPerGroup} channels c.{note}",
            Parameters = "ArrayView<float> input, ArrayView<float> weight",
            Tile = tile,
            Prologue = prologue,
            Range = range,
            A = new Fetch(
                AlongK: true, Pixels(tile, $"batch * {g.OutPixels}", g.OutHeight, g.OutWidth),
                i => $"{g.Name}_Patch(input, p{i}, k0 + {TiledProduct.KAlongK(tile.Slice)}{GroupArgument(g)})"),
            B = new Fetch(
                AlongK: false, [$"var column = Grid.IdxY * {tile.Columns} + {TiledProduct.PlaceAlongTile(tile.Columns)};"],
                i => Quad(
                    g.HasOutQuads, And($"k0 + {TiledProduct.KAlongTile(i, tile.Columns)} < {g.Taps * g.InPerGroup}", Below("column", g.OutPerGroup, tile.Columns)), "weight",
                    $"(k0 + {TiledProduct.KAlongTile(i, tile.Columns)}) * {g.OutChannels} + {OfGroup(g, g.OutPerGroup)}column", "column", g.OutPerGroup)),
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

    /// <summary>
    /// As <see cref="Forward"/>, for windows so large and outputs so small that there would be too few tiles: k is split between groups along x,
    /// each of which leaves a partial sum; <see cref="ReductionKernels.SumParts"/> adds them in a fixed order.
    /// </summary>
    public static DeviceKernel ForwardParts(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        var (tile, k, parts) = (ForwardTile(g), g.Taps * g.InPerGroup, ForwardSplits(shape));
        var part = Work(g, parts, "part");
        var sums = $"{g.Name}_PartialSums";
        var share = DivideUp(DivideUp(k, parts), LongestSlice) * LongestSlice;
        TiledProduct Product() => ForwardProduct(
            g, sums, $" One of {parts} parts of that sum.", [.. part, $"var first = part * {share};"], ("first", $"Math.Min({k}, first + {share})", share));
        return new DeviceKernel(
            $"{g.Name}_ForwardParts",
            $"parts[part][pixel, channel] = {sums}.",
            [Floats("input"), Floats("weight"), Floats("parts")],
            () => Epilogue(
                $"{sums}(batch, input, weight)", part,
                $"TileRows.Of(tileRow, {tile}, batch * {g.OutPixels}, {g.OutChannels}, part * (batch * {g.OutPixels * g.OutChannels}){(g.Groups == 1 ? "" : $" + group * {g.OutPerGroup}")})",
                tile.Columns, g.OutPerGroup, g.HasOutQuads, "parts", bias: null, added: null, relu: false))
        {
            Functions = () => [PixelFunction(g.OutHeight, g.OutWidth), Patch(g), new(sums, () => Product().Write())],
        };
    }

    public static (string X, string Y, string Z) ForwardPartsGrid(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return GridOf($"n * {g.OutPixels}", g.OutPerGroup, ForwardTile(g), g.Groups * ForwardSplits(shape));
    }

    /// <summary>How many parts the inner dimension of the forward product is split into.</summary>
    public static int ForwardSplits(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return DeviceSchedule.ForwardParts(g.Kernel, g.InPerGroup, g.OutPerGroup, g.Groups, g.OutPixels);
    }

    public static long OutputValues(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return (long)g.OutPixels * g.OutChannels;
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
        var phaseArguments = PhaseArguments(g);
        var sums = $"{g.Name}_DataGradientSums";
        TiledProduct Product() => new()
        {
            Name = sums,
            Summary = $"Data gradient of {g.Describe()}: Σ out gradient[(pixel − tap)/stride, channel]·weight[tap, c, channel]"
                + (g.HasPhases ? $", in {g.Phases} phases of up to {g.PhaseTapRows}×{g.PhaseTapColumns} taps." : $" over {g.Taps} taps and {g.OutPerGroup} channels."),
            Parameters = "ArrayView<float> outputGradient, ArrayView<float> weight",
            Tile = tile,
            Prologue = [.. phase, .. PhaseExtent(g)],
            Range = ("0", g.PhasesVary ? "end" : $"{k}", k),
            A = new Fetch(
                AlongK: true, Pixels(tile, $"batch * {g.PhaseRows * g.PhaseColumns}", g.PhaseRows, g.PhaseColumns),
                i => $"{g.Name}_Gradient(outputGradient, p{i}, k0 + {TiledProduct.KAlongK(tile.Slice)}{phaseArguments}{GroupArgument(g)})"),
            B = new Fetch(
                AlongK: true, [],
                i => $"{g.Name}_TransposedWeight(weight, Grid.IdxY * {tile.Columns} + {TiledProduct.RowAlongK(tile.Slice, i)}, k0 + {TiledProduct.KAlongK(tile.Slice)}{phaseArguments}{GroupArgument(g)})"),
        };
        var parameters = new List<DeviceParameter> { Floats("outputGradient"), Floats("weight") };
        if (hasBias)
            parameters.Add(Floats("bias"));
        parameters.Add(Floats("inputGradient"));
        var rows = g.HasPhases
            ? $"TileRows.OfPhase(tileRow, {tile}, phase, {g.InChannels}, {Start(g, g.InPerGroup)})"
            : $"TileRows.Of(tileRow, {tile}, batch * {g.InHeight * g.InWidth}, {g.InChannels}, {Start(g, g.InPerGroup)})";
        return new DeviceKernel(
            $"{g.Name}_DataGradient{(hasBias ? "_bias" : "")}{(accumulate ? "_add" : "")}",
            $"in gradient[pixel, c] {(accumulate ? "+=" : "=")} {g.Name}_DataGradientSums{(hasBias ? " + bias" : "")}.",
            parameters.ToEquatableArray(),
            () => Epilogue(
                $"{sums}(batch, outputGradient, weight)",
                g.HasPhases ? [.. phase, PhaseOfRows(g)] : phase, rows,
                tile.Columns, g.InPerGroup, g.HasInQuads, "inputGradient", hasBias ? Start(g, g.InPerGroup) : null, accumulate ? "inputGradient" : null, relu: false))
        {
            Functions = () => [PixelFunction(g.PhaseRows, g.PhaseColumns), Gradient(g), TransposedWeight(g, tile.Columns), new(sums, () => Product().Write())],
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
                $"var share = {Over($"(batch * {g.OutPixels} + {splits * LongestSlice - 1})", splits * LongestSlice)} * {LongestSlice};",
                "var first = part * share;",
                $"var end = Math.Min(batch * {g.OutPixels}, first + share);",
            ],
            Range = ("first", "end", null),
            A = new Fetch(
                AlongK: false, [$"var row = tileRow * {tile.Rows} + {TiledProduct.PlaceAlongTile(tile.Rows)};"],
                i => $"{g.Name}_Patch(input, {Pixel(g.OutHeight, g.OutWidth)}(k0 + {TiledProduct.KAlongTile(i, tile.Rows)}, end), row{GroupArgument(g)})"),
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
                $"TileRows.Of(tileRow, {tile}, {rows}, {g.OutChannels}, part * {g.Weights}{(g.Groups == 1 ? "" : $" + group * {g.OutPerGroup}")})",
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
    internal static (string X, string Y, string Z) GridOf(string rows, int columns, TileShape tile, int others) =>
        ($"({rows} + {tile.Rows - 1}) / {tile.Rows}{Times(others)}", $"{DivideUp(columns, tile.Columns)}", "1");

    /// <summary>The kernel: makes the tile, adds what belongs to it, writes it.</summary>
    private static string Epilogue(
        string sums, IReadOnlyList<string> prologue, string rows, int tileColumns, int columns, bool hasQuads, string target, string? bias, string? added, bool relu)
    {
        var some = hasQuads ? "" : "Some";
        var lines = new List<string> { $"var tile = {sums};" };
        lines.AddRange(prologue);
        lines.Add($"var rows = {rows};");
        lines.Add($"var columns = TileColumns.Of({tileColumns}, {columns});");
        if (bias is not null)
            lines.Add($"tile = Tile.AddToRows(tile, bias, {bias}, columns);");
        lines.Add(added is null
            ? $"Tile.Store{some}({(relu ? "Tile.ReLU(tile)" : "tile")}, {target}, rows, columns);"
            : $"Tile.Store{some}Sum(tile, {added}, {target}, rows, columns, relu: {(relu ? "true" : "false")});");
        return string.Join("\n", lines);
    }

    /// <summary>The pixels whose values this thread fetches.</summary>
    internal static IReadOnlyList<string> Pixels(TileShape tile, string count, int height, int width) =>
        [.. Enumerable.Range(0, TiledProduct.Quads(tile.Rows, tile.Slice)).Select(i => $"var p{i} = {Pixel(height, width)}(tileRow * {tile.Rows} + {TiledProduct.RowAlongK(tile.Slice, i)}, {count});")];

    private static string[] PhasePrologue(ConvolutionGeometry g) => g.HasPhases
        ? [.. Work(g, g.Phases, "phaseNumber"), $"var phaseY = {Over("phaseNumber", g.StepWidth)};", $"var phaseX = {Modulo("phaseNumber", g.StepWidth)};"]
        : Work(g);

    internal static string PhaseOfRows(ConvolutionGeometry g) =>
        $"var phase = new Phase {{ Count = batch * {g.PhaseRows * g.PhaseColumns}, Height = {g.InHeight}, Width = {g.InWidth}, "
        + $"StepY = {g.StepHeight}, StepX = {g.StepWidth}, Y = phaseY, X = phaseX }};";

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

    /// <summary>A quad of a row: whole where rows are multiples of four, value by value where they are not.</summary>
    private static string Quad(bool isWhole, string check, string view, string at, string column, int columns) => isWhole
        ? $"Float4.LoadIf({check}, {view}, {at})"
        : $"Float4.LoadSome({check}, {view}, {at}, {columns} - {column})";
}
