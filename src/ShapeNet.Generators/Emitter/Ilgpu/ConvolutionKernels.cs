using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Convolution as implicit products of matrices: no patch is ever copied, the fetches compute where a value of it lies.
/// Activations are NHWC, weights HWIO.
/// </summary>
internal static class ConvolutionKernels
{
    /// <summary>output pixel × output channel = Σ (tap, input channel). Optional bias, residual and ReLU.</summary>
    public static DeviceKernel Forward(KernelShape shape, bool hasBias, bool hasResidual, bool relu)
    {
        var g = new Geometry(shape);
        var (rowsPerThread, columnsPerThread) = DeviceSchedule.ThreadTile(g.OutPixels, g.OutPerGroup);
        var name = $"{shape.Name}_Forward{(hasBias ? "_bias" : "")}{(hasResidual ? "_add" : "")}{(relu ? "_relu" : "")}";
        var k = g.Taps * g.InPerGroup;
        var product = new TiledProduct
        {
            RowsPerThread = rowsPerThread,
            ColumnsPerThread = columnsPerThread,
            Range = ("0", $"{k}"),
            Prologue = $"{GroupPrologue(g)}\n{PixelRows(rowsPerThread / 4, g.OutHeight, g.OutWidth, i => $"""
                var y{i}0 = py{i} * {g.StrideHeight} - {g.PaddingHeight};
                var x{i}0 = px{i} * {g.StrideWidth} - {g.PaddingWidth};
                var from{i} = image{i} * {g.InPixels * g.InChannels} + group * {g.InPerGroup};
                """)}",
            A = new Fetch(FetchPatch(g, rowsPerThread / 4, k), AlongK: true),
            B = new Fetch(FetchWeightRows(g, columnsPerThread / 4, k), AlongK: false),
            Store = (row, column, sums) => $"{name}_Store(batch, {row}, {column}, {sums}, group, output{(hasBias ? ", bias" : "")}{(hasResidual ? ", residual" : "")})",
        };
        var parameters = new List<DeviceParameter> { Floats("input"), Floats("weight") };
        if (hasBias)
            parameters.Add(Floats("bias"));
        if (hasResidual)
            parameters.Add(Floats("residual"));
        parameters.Add(Floats("output"));
        return new DeviceKernel(
            name,
            $"Convolution {g.Describe()}: out[pixel, channel] = Σ in[pixel·stride + tap, c]·weight[tap, c, channel]"
                + $"{(hasBias ? " + bias" : "")}{(hasResidual ? " + residual" : "")}{(relu ? ", ReLU" : "")}. Tile {product.TileRows} pixels × {product.TileColumns} channels.",
            parameters.ToEquatableArray(), product.Write())
        {
            Helper = StoreHelper(
                name, $"batch * {g.OutPixels}", g.OutPerGroup, "int group, ArrayView<float> output" + (hasBias ? ", ArrayView<float> bias" : "") + (hasResidual ? ", ArrayView<float> residual" : ""),
                $"row * {g.OutChannels} + group * {g.OutPerGroup} + column", "output",
                value => (hasBias ? $" + bias[group * {g.OutPerGroup} + column{value}]" : "") + (hasResidual ? $" + residual[at{value}]" : ""), relu, accumulate: false, isQuadAligned: g.OutChannels % 4 == 0),
        };
    }

    public static (string X, string Y, string Z) ForwardGrid(KernelShape shape)
    {
        var g = new Geometry(shape);
        var (rows, columns) = DeviceSchedule.ThreadTile(g.OutPixels, g.OutPerGroup);
        return ($"(n * {g.OutPixels} + {rows * 16 - 1}) / {rows * 16}", $"{DivideUp(g.OutPerGroup, columns * 16)}", $"{g.Groups}");
    }

    /// <summary>
    /// input pixel × input channel = Σ (tap, output channel). Pixels are taken phase by phase: those with the same
    /// remainder by the stride see the same taps, every stride-th one, so nothing is multiplied in vain.
    /// </summary>
    public static DeviceKernel DataGradient(KernelShape shape, bool hasBias, bool accumulate)
    {
        var g = new Geometry(shape);
        var p = new Phases(g);
        var (rowsPerThread, columnsPerThread) = DeviceSchedule.ThreadTile((long)p.Rows * p.Columns, g.InPerGroup);
        var name = $"{shape.Name}_DataGradient{(hasBias ? "_bias" : "")}{(accumulate ? "_add" : "")}";
        var k = p.TapRows * p.TapColumns * g.OutPerGroup;
        var product = new TiledProduct
        {
            RowsPerThread = rowsPerThread,
            ColumnsPerThread = columnsPerThread,
            Range = ("0", $"{k}"),
            Prologue = $"""
                var group = {(g.Groups == 1 ? "0" : $"Grid.IdxZ / {p.Count}")};
                {p.Prologue}
                {PixelRows(rowsPerThread / 4, p.Rows, p.Columns, i => $"""
                    var y{i} = py{i} * {p.StepHeight} + phaseY;
                    var x{i} = px{i} * {p.StepWidth} + phaseX;
                    var from{i} = image{i} * {g.OutPixels * g.OutChannels} + group * {g.OutPerGroup};
                    """)}
                """,
            A = new Fetch(FetchOutputGradient(g, p, rowsPerThread / 4, k), AlongK: true),
            B = new Fetch(FetchTransposedWeight(g, p, columnsPerThread / 4, k), AlongK: true),
            Store = (row, column, sums) => $"{name}_Store(batch, {row}, {column}, {sums}, group, phaseY, phaseX, inputGradient{(hasBias ? ", bias" : "")})",
        };
        var parameters = new List<DeviceParameter> { Floats("outputGradient"), Floats("weight") };
        if (hasBias)
            parameters.Add(Floats("bias"));
        parameters.Add(Floats("inputGradient"));
        var perImage = p.Rows * p.Columns;
        return new DeviceKernel(
            name,
            $"Data gradient of the convolution {g.Describe()}: in[pixel, c] {(accumulate ? "+=" : "=")} Σ out[(pixel − tap)/stride, channel]·weight[tap, c, channel]{(hasBias ? " + bias" : "")}. "
                + $"{p.Count} phases of {p.TapRows}×{p.TapColumns} taps; tile {product.TileRows} pixels × {product.TileColumns} channels.",
            parameters.ToEquatableArray(), product.Write())
        {
            Helper = StoreHelper(
                name, $"batch * {perImage}", g.InPerGroup, "int group, int phaseY, int phaseX, ArrayView<float> inputGradient" + (hasBias ? ", ArrayView<float> bias" : ""),
                $"((image * {g.InHeight} + y) * {g.InWidth} + x) * {g.InChannels} + group * {g.InPerGroup} + column", "inputGradient",
                value => hasBias ? $" + bias[group * {g.InPerGroup} + column{value}]" : "", relu: false, accumulate, isQuadAligned: g.InChannels % 4 == 0,
                $"""
                var image = row / {perImage};
                var rest = row - image * {perImage};
                var y = rest / {p.Columns} * {p.StepHeight} + phaseY;
                var x = rest % {p.Columns} * {p.StepWidth} + phaseX;
                {p.EdgeCheck}
                """),
        };
    }

    public static (string X, string Y, string Z) DataGradientGrid(KernelShape shape)
    {
        var g = new Geometry(shape);
        var p = new Phases(g);
        var (rows, columns) = DeviceSchedule.ThreadTile((long)p.Rows * p.Columns, g.InPerGroup);
        return ($"(n * {p.Rows * p.Columns} + {rows * 16 - 1}) / {rows * 16}", $"{DivideUp(g.InPerGroup, columns * 16)}", $"{g.Groups * p.Count}");
    }

    /// <summary>
    /// (tap, input channel) × output channel = Σ pixels. The pixels are split between groups along z, each of which leaves
    /// a partial sum; <see cref="ReductionKernels.SumParts"/> adds them in a fixed order.
    /// </summary>
    public static DeviceKernel WeightGradient(KernelShape shape)
    {
        var g = new Geometry(shape);
        var rows = g.Taps * g.InPerGroup;
        var (rowsPerThread, columnsPerThread) = DeviceSchedule.ThreadTile(rows, g.OutPerGroup);
        var splits = WeightGradientSplits(shape);
        var name = $"{shape.Name}_WeightGradient";
        var product = new TiledProduct
        {
            RowsPerThread = rowsPerThread,
            ColumnsPerThread = columnsPerThread,
            Range = ("firstPixel", "endPixel"),
            Prologue = $"""
                var group = {(g.Groups == 1 ? "0" : $"Grid.IdxZ / {splits}")};
                var part = {(g.Groups == 1 ? "Grid.IdxZ" : $"Grid.IdxZ % {splits}")};
                var pixels = batch * {g.OutPixels};
                var share = (pixels + {splits * DeviceSchedule.Slice - 1}) / {splits * DeviceSchedule.Slice} * {DeviceSchedule.Slice};
                var firstPixel = part * share;
                var endPixel = Math.Min(pixels, firstPixel + share);
                """,
            A = new Fetch(FetchPatchTransposed(g, rowsPerThread / 4, rows), AlongK: false),
            B = new Fetch(FetchGradientRows(g, columnsPerThread / 4), AlongK: false),
            Store = (row, column, sums) => $"{name}_Store(batch, {row}, {column}, {sums}, group, part, parts)",
        };
        return new DeviceKernel(
            name,
            $"Weight gradient of the convolution {g.Describe()}: weight[tap, c, channel] = Σ in[pixel·stride + tap, c]·out[pixel, channel], in {splits} parts. "
                + $"Tile {product.TileRows} taps·channels × {product.TileColumns} channels.",
            [Floats("input"), Floats("outputGradient"), Floats("parts")], product.Write())
        {
            Helper = StoreHelper(
                name, $"{rows}", g.OutPerGroup, "int group, int part, ArrayView<float> parts",
                $"part * {g.Weights} + row * {g.OutChannels} + group * {g.OutPerGroup} + column", "parts", _ => "", relu: false, accumulate: false, isQuadAligned: g.OutChannels % 4 == 0),
        };
    }

    public static (string X, string Y, string Z) WeightGradientGrid(KernelShape shape)
    {
        var g = new Geometry(shape);
        var (rows, columns) = DeviceSchedule.ThreadTile(g.Taps * g.InPerGroup, g.OutPerGroup);
        return ($"{DivideUp(g.Taps * g.InPerGroup, rows * 16)}", $"{DivideUp(g.OutPerGroup, columns * 16)}", $"{g.Groups * WeightGradientSplits(shape)}");
    }

    /// <summary>How many parts the pixels are split into.</summary>
    public static int WeightGradientSplits(KernelShape shape)
    {
        var g = new Geometry(shape);
        return DeviceSchedule.WeightGradientParts(g.Taps * g.InPerGroup, g.OutPerGroup, g.Groups, g.OutPixels);
    }

    public static long Weights(KernelShape shape) => new Geometry(shape).Weights;

    private static string GroupPrologue(Geometry g) => $"var group = {(g.Groups == 1 ? "0" : "Grid.IdxZ")};";

    /// <summary>The pixels whose values this thread fetches: image, row and column of each, and whether it exists.</summary>
    private static string PixelRows(int quads, int height, int width, Func<int, string> more) => string.Join("\n", Enumerable.Range(0, quads).Select(i => $"""
        var row{i} = tileRow + thread / 4{TiledProduct.Plus(i * 64)};
        var image{i} = row{i} / {height * width};
        var py{i} = (row{i} - image{i} * {height * width}) / {width};
        var px{i} = row{i} - image{i} * {height * width} - py{i} * {width};
        var isPixel{i} = row{i} < batch * {height * width};
        {more(i)}
        """));

    /// <summary>Four neighbouring input channels of a tap, or four values each with a tap of its own.</summary>
    private static string FetchPatch(Geometry g, int quads, int k)
    {
        var text = new List<string>();
        if (g.InPerGroup % 4 == 0)
        {
            text.Add($"""
                var ka = k0 + thread % 4 * 4;
                var tap = ka / {g.InPerGroup};
                var channel = ka - tap * {g.InPerGroup};
                var tapY = tap / {g.KernelWidth} * {g.DilationHeight};
                var tapX = tap % {g.KernelWidth} * {g.DilationWidth};
                """);
            for (var i = 0; i < quads; i++)
            {
                text.Add($"""
                    var ya{i} = y{i}0 + tapY;
                    var xa{i} = x{i}0 + tapX;
                    var a{i} = {Valid($"isPixel{i}", k % DeviceSchedule.Slice == 0 ? "" : $"ka < {k}", g.ChecksRows ? $"(uint)ya{i} < {g.InHeight}u" : "", g.ChecksColumns ? $"(uint)xa{i} < {g.InWidth}u" : "")}
                        ? Float4.Load(input, from{i} + (ya{i} * {g.InWidth} + xa{i}) * {g.InChannels} + channel)
                        : new Float4(0f, 0f, 0f, 0f);
                    """);
            }

            return string.Join("\n", text);
        }

        for (var i = 0; i < quads; i++)
            text.Add($"var a{i} = new Float4(0f, 0f, 0f, 0f);");
        for (var part = 0; part < 4; part++)
        {
            text.Add($$"""
                {
                    var ka = k0 + thread % 4 * 4 + {{part}};
                    var tap = ka / {{g.InPerGroup}};
                    var channel = ka - tap * {{g.InPerGroup}};
                    var tapY = tap / {{g.KernelWidth}} * {{g.DilationHeight}};
                    var tapX = tap % {{g.KernelWidth}} * {{g.DilationWidth}};
                """);
            for (var i = 0; i < quads; i++)
            {
                text.Add($"""
                        if ({Valid($"isPixel{i}", k % DeviceSchedule.Slice == 0 ? "" : $"ka < {k}", g.ChecksRows ? $"(uint)(y{i}0 + tapY) < {g.InHeight}u" : "", g.ChecksColumns ? $"(uint)(x{i}0 + tapX) < {g.InWidth}u" : "")})
                            a{i}.{"XYZW"[part]} = input[from{i} + ((y{i}0 + tapY) * {g.InWidth} + x{i}0 + tapX) * {g.InChannels} + channel];
                    """);
            }

            text.Add("}");
        }

        return string.Join("\n", text);
    }

    /// <summary>Four neighbouring output channels of one (tap, input channel): a row of the weight matrix.</summary>
    private static string FetchWeightRows(Geometry g, int quads, int k) => string.Join("\n", Enumerable.Range(0, quads).Select(j => $"""
        var kb{j} = k0 + {TiledProduct.Thread(j)} / {quads * 16};
        var column{j} = tileColumn + {TiledProduct.Thread(j)} % {quads * 16} * 4;
        {FetchRow($"b{j}", "weight", $"kb{j} * {g.OutChannels} + group * {g.OutPerGroup} + column{j}", $"column{j}", g.OutPerGroup, quads * 64, k % DeviceSchedule.Slice == 0 ? "" : $"kb{j} < {k}", g.OutChannels)}
        """));

    /// <summary>Four neighbouring output channels of the output gradient at the pixel that a tap leads to.</summary>
    private static string FetchOutputGradient(Geometry g, Phases p, int quads, int k)
    {
        var text = new List<string>();
        var isWide = g.OutPerGroup % 4 == 0;
        for (var i = 0; i < quads && !isWide; i++)
            text.Add($"var a{i} = new Float4(0f, 0f, 0f, 0f);");
        for (var part = 0; part < (isWide ? 1 : 4); part++)
        {
            text.Add($$"""
                {{(isWide ? "" : "{")}}
                var ka = k0 + thread % 4 * 4{{(isWide ? "" : $" + {part}")}};
                var tap = ka / {{g.OutPerGroup}};
                var channel = ka - tap * {{g.OutPerGroup}};
                {{p.TapOf("tap")}}
                """.TrimStart('\n'));
            for (var i = 0; i < quads; i++)
            {
                var valid = Valid(
                    $"isPixel{i}", k % DeviceSchedule.Slice == 0 ? "" : $"ka < {k}", p.TapCheck, p.Divides($"ya{i}", $"xa{i}"),
                    $"(uint)oy{i} < {g.OutHeight}u", $"(uint)ox{i} < {g.OutWidth}u");
                var at = $"from{i} + (oy{i} * {g.OutWidth} + ox{i}) * {g.OutChannels} + channel";
                text.Add($"""
                    var ya{i} = y{i} + {g.PaddingHeight} - tapY * {g.DilationHeight};
                    var xa{i} = x{i} + {g.PaddingWidth} - tapX * {g.DilationWidth};
                    var oy{i} = ya{i} < 0 ? -1 : ya{i} / {g.StrideHeight};
                    var ox{i} = xa{i} < 0 ? -1 : xa{i} / {g.StrideWidth};
                    {(isWide
                        ? $"var a{i} = {valid}\n    ? Float4.Load(outputGradient, {at})\n    : new Float4(0f, 0f, 0f, 0f);"
                        : $"if ({valid})\n    a{i}.{"XYZW"[part]} = outputGradient[{at}];")}
                    """);
            }

            if (!isWide)
                text.Add("}");
        }

        return string.Join("\n", text.Select(line => line.TrimStart('\n')));
    }

    /// <summary>Four neighbouring output channels of one (tap, input channel), fetched along k for the transposed product.</summary>
    private static string FetchTransposedWeight(Geometry g, Phases p, int quads, int k)
    {
        var text = new List<string>();
        var isWide = g.OutPerGroup % 4 == 0;
        for (var j = 0; j < quads && !isWide; j++)
            text.Add($"var b{j} = new Float4(0f, 0f, 0f, 0f);");
        for (var part = 0; part < (isWide ? 1 : 4); part++)
        {
            // Where quads are fetched whole, the tap of the output gradient's quad is this quad's too.
            if (!isWide)
            {
                text.Add($$"""
                    {
                    var ka = k0 + thread % 4 * 4 + {{part}};
                    var tap = ka / {{g.OutPerGroup}};
                    var channel = ka - tap * {{g.OutPerGroup}};
                    {{p.TapOf("tap")}}
                    """);
            }

            for (var j = 0; j < quads; j++)
            {
                var valid = Valid(
                    g.InPerGroup % (quads * 64) == 0 ? "" : $"columnB{j} < {g.InPerGroup}", k % DeviceSchedule.Slice == 0 ? "" : $"ka < {k}", p.TapCheck);
                var at = $"((tapY * {g.KernelWidth} + tapX) * {g.InPerGroup} + columnB{j}) * {g.OutChannels} + group * {g.OutPerGroup} + channel";
                text.Add($"""
                    var columnB{j} = tileColumn + thread / 4{TiledProduct.Plus(j * 64)};
                    {(isWide
                        ? valid == "true" ? $"var b{j} = Float4.Load(weight, {at});" : $"var b{j} = {valid}\n    ? Float4.Load(weight, {at})\n    : new Float4(0f, 0f, 0f, 0f);"
                        : $"if ({valid})\n    b{j}.{"XYZW"[part]} = weight[{at}];")}
                    """);
            }

            if (!isWide)
                text.Add("}");
        }

        return string.Join("\n", text);
    }

    /// <summary>Four neighbouring (tap, input channel) of one output pixel.</summary>
    private static string FetchPatchTransposed(Geometry g, int quads, int rows)
    {
        var text = new List<string>();
        for (var i = 0; i < quads; i++)
        {
            text.Add($"""
                var pixel{i} = k0 + {TiledProduct.Thread(i)} / {quads * 16};
                var image{i} = pixel{i} / {g.OutPixels};
                var rest{i} = pixel{i} - image{i} * {g.OutPixels};
                var y{i}0 = rest{i} / {g.OutWidth} * {g.StrideHeight} - {g.PaddingHeight};
                var x{i}0 = rest{i} % {g.OutWidth} * {g.StrideWidth} - {g.PaddingWidth};
                var rowA{i} = tileRow + {TiledProduct.Thread(i)} % {quads * 16} * 4;
                """);
            if (g.InPerGroup % 4 == 0)
            {
                text.Add($"""
                    var tap{i} = rowA{i} / {g.InPerGroup};
                    var ya{i} = y{i}0 + tap{i} / {g.KernelWidth} * {g.DilationHeight};
                    var xa{i} = x{i}0 + tap{i} % {g.KernelWidth} * {g.DilationWidth};
                    var a{i} = {Valid($"pixel{i} < endPixel", rows % (quads * 64) == 0 ? "" : $"rowA{i} < {rows}", g.ChecksRows ? $"(uint)ya{i} < {g.InHeight}u" : "", g.ChecksColumns ? $"(uint)xa{i} < {g.InWidth}u" : "")}
                        ? Float4.Load(input, ((image{i} * {g.InHeight} + ya{i}) * {g.InWidth} + xa{i}) * {g.InChannels} + group * {g.InPerGroup} + rowA{i} - tap{i} * {g.InPerGroup})
                        : new Float4(0f, 0f, 0f, 0f);
                    """);
                continue;
            }

            text.Add($"var a{i} = new Float4(0f, 0f, 0f, 0f);");
            for (var part = 0; part < 4; part++)
            {
                text.Add($$"""
                    {
                        var tap = (rowA{{i}} + {{part}}) / {{g.InPerGroup}};
                        var ya = y{{i}}0 + tap / {{g.KernelWidth}} * {{g.DilationHeight}};
                        var xa = x{{i}}0 + tap % {{g.KernelWidth}} * {{g.DilationWidth}};
                        if ({{Valid($"pixel{i} < endPixel", $"rowA{i} + {part} < {rows}", g.ChecksRows ? $"(uint)ya < {g.InHeight}u" : "", g.ChecksColumns ? $"(uint)xa < {g.InWidth}u" : "")}})
                            a{{i}}.{{"XYZW"[part]}} = input[((image{{i}} * {{g.InHeight}} + ya) * {{g.InWidth}} + xa) * {{g.InChannels}} + group * {{g.InPerGroup}} + rowA{{i}} + {{part}} - tap * {{g.InPerGroup}}];
                    }
                    """);
            }
        }

        return string.Join("\n", text);
    }

    /// <summary>Four neighbouring output channels of the output gradient of one pixel.</summary>
    private static string FetchGradientRows(Geometry g, int quads) => string.Join("\n", Enumerable.Range(0, quads).Select(j => $"""
        var pixelB{j} = k0 + {TiledProduct.Thread(j)} / {quads * 16};
        var column{j} = tileColumn + {TiledProduct.Thread(j)} % {quads * 16} * 4;
        {FetchRow($"b{j}", "outputGradient", $"pixelB{j} * {g.OutChannels} + group * {g.OutPerGroup} + column{j}", $"column{j}", g.OutPerGroup, quads * 64, $"pixelB{j} < endPixel", g.OutChannels)}
        """));

    /// <summary>A quad of a row: whole where rows are multiples of four, value by value where they are not.</summary>
    internal static string FetchRow(string name, string view, string at, string column, int columns, int tile, string check, int stride)
    {
        if (columns % 4 == 0 && stride % 4 == 0)
        {
            var valid = Valid(check, columns % tile == 0 ? "" : $"{column} < {columns}");
            return valid == "true"
                ? $"var {name} = Float4.Load({view}, {at});"
                : $"var {name} = {valid}\n    ? Float4.Load({view}, {at})\n    : new Float4(0f, 0f, 0f, 0f);";
        }

        var parts = Enumerable.Range(0, 4).Select(part =>
            $"{Valid(check, $"{column} + {part} < {columns}")} ? {view}[{at} + {part}] : 0f");
        return $"var {name} = new Float4(\n    {string.Join(",\n    ", parts)});";
    }

    /// <summary>The methods that write a block of sums, with what is added to them.</summary>
    internal static string StoreHelper(
        string name, string rows, int columns, string parameters, string at, string view, Func<string, string> added, bool relu, bool accumulate,
        bool isQuadAligned, string before = "")
    {
        var names = string.Join(", ", parameters.Split(',').Select(parameter => parameter.Trim().Split(' ').Last()));
        var text = new List<string>
        {
            $"private static void {name}_Store(int batch, int row, int column, Sums sums, {parameters})",
            "{",
        };
        for (var i = 0; i < 4; i++)
            text.Add($"    {name}_StoreRow(batch, row{TiledProduct.Plus(i)}, column, sums.Row{i}, {names});");
        text.AddRange(["}", "", $"private static void {name}_StoreRow(int batch, int row, int column, Float4 sum, {parameters})", "{"]);
        text.Add($"    if (row >= {rows} || column >= {columns})\n        return;");
        if (before.Length > 0)
            text.Add("    " + before.Trim().Replace("\n", "\n    "));
        text.Add($"    var at = {at};");
        if (columns % 4 == 0 && isQuadAligned)
        {
            // Whole quads: one access of sixteen bytes each way.
            var quad = string.Join(", ", Enumerable.Range(0, 4).Select(part =>
            {
                var value = $"sum.{"XYZW"[part]}{added(TiledProduct.Plus(part))}{(accumulate ? $" + old.{"XYZW"[part]}" : "")}";
                return relu ? $"Math.Max({value}, 0f)" : value;
            }));
            if (accumulate)
                text.Add($"    var old = Float4.Load({view}, at);");
            text.Add($"    new Float4({quad}).Store({view}, at);");
            text.Add("}");
            return string.Join("\n", text);
        }

        for (var part = 0; part < 4; part++)
        {
            var offset = TiledProduct.Plus(part);
            var value = $"sum.{"XYZW"[part]}{added(offset)}{(accumulate ? $" + {view}[at{offset}]" : "")}";
            var line = $"{view}[at{offset}] = {(relu ? $"Math.Max({value}, 0f)" : value)};";
            text.Add(columns % 4 == 0 || part == 0 ? $"    {line}" : $"    if (column + {part} < {columns})\n        {line}");
        }

        text.Add("}");
        return string.Join("\n", text);
    }

    internal static string Valid(params string[] checks)
    {
        var needed = checks.Where(check => check.Length > 0).ToArray();
        return needed.Length == 0 ? "true" : string.Join(" && ", needed);
    }

    internal static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    /// <summary>The numbers of a convolution.</summary>
    internal sealed class Geometry(KernelShape shape)
    {
        public int InChannels { get; } = shape.Int("InChannels");

        public int InHeight { get; } = shape.Int("InHeight");

        public int InWidth { get; } = shape.Int("InWidth");

        public int OutChannels { get; } = shape.Int("OutChannels");

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

        public int Groups { get; } = shape.Int("Groups");

        public int InPerGroup => InChannels / Groups;

        public int OutPerGroup => OutChannels / Groups;

        public int InPixels => InHeight * InWidth;

        public int OutPixels => OutHeight * OutWidth;

        public int Taps => KernelHeight * KernelWidth;

        public long Weights => (long)Taps * InPerGroup * OutChannels;

        /// <summary>Whether a window can reach above or below the input.</summary>
        public bool ChecksRows => PaddingHeight > 0 || (OutHeight - 1) * StrideHeight + DilationHeight * (KernelHeight - 1) >= InHeight;

        /// <summary>Whether a window can reach left or right of the input.</summary>
        public bool ChecksColumns => PaddingWidth > 0 || (OutWidth - 1) * StrideWidth + DilationWidth * (KernelWidth - 1) >= InWidth;

        public string Describe() =>
            $"{InChannels}×{InHeight}×{InWidth} → {OutChannels}×{OutHeight}×{OutWidth}, {KernelHeight}×{KernelWidth}, stride {StrideHeight}×{StrideWidth}, "
            + $"padding {PaddingHeight}×{PaddingWidth}, dilation {DilationHeight}×{DilationWidth}, groups {Groups}";
    }

    /// <summary>
    /// The pixels of the input by their remainder by the stride. With dilation a pixel's taps do not follow from its
    /// remainder, and all pixels are one phase that tries every tap.
    /// </summary>
    private sealed class Phases(Geometry g)
    {
        private readonly bool isSplit = g.DilationHeight == 1 && g.DilationWidth == 1;

        public int StepHeight => isSplit ? g.StrideHeight : 1;

        public int StepWidth => isSplit ? g.StrideWidth : 1;

        public int Count => StepHeight * StepWidth;

        /// <summary>Rows of the largest phase.</summary>
        public int Rows => DivideUp(g.InHeight, StepHeight);

        public int Columns => DivideUp(g.InWidth, StepWidth);

        public int TapRows => DivideUp(g.KernelHeight, StepHeight);

        public int TapColumns => DivideUp(g.KernelWidth, StepWidth);

        public string Prologue => Count == 1
            ? "var phaseY = 0;\nvar phaseX = 0;"
            : $"""
                var phase = {(g.Groups == 1 ? "Grid.IdxZ" : $"Grid.IdxZ % {Count}")};
                var phaseY = phase / {StepWidth};
                var phaseX = phase % {StepWidth};
                var firstTapY = (phaseY + {g.PaddingHeight}) % {StepHeight};
                var firstTapX = (phaseX + {g.PaddingWidth}) % {StepWidth};
                """;

        /// <summary>The kernel position of the phase's tap of a number.</summary>
        public string TapOf(string tap) => Count == 1
            ? $"var tapY = {tap} / {TapColumns};\nvar tapX = {tap} % {TapColumns};"
            : $"var tapY = {tap} / {TapColumns} * {StepHeight} + firstTapY;\nvar tapX = {tap} % {TapColumns} * {StepWidth} + firstTapX;";

        /// <summary>Phases have fewer taps than the largest one where the stride does not divide the kernel.</summary>
        public string TapCheck => ConvolutionKernels.Valid(
            g.KernelHeight % StepHeight == 0 ? "" : $"tapY < {g.KernelHeight}", g.KernelWidth % StepWidth == 0 ? "" : $"tapX < {g.KernelWidth}") is var check && check != "true" ? check : "";

        /// <summary>Where phases are not split, a tap leads to an output pixel only if the stride divides the distance.</summary>
        public string Divides(string y, string x) => isSplit || (g.StrideHeight == 1 && g.StrideWidth == 1) ? ""
            : $"{y} % {g.StrideHeight} == 0 && {x} % {g.StrideWidth} == 0";

        /// <summary>Phases have fewer pixels than the largest one where the stride does not divide the input.</summary>
        public string EdgeCheck => g.InHeight % StepHeight == 0 && g.InWidth % StepWidth == 0
            ? ""
            : $"if (y >= {g.InHeight} || x >= {g.InWidth})\n    return;";
    }
}
