using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionFetches;
using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionGeometry;
using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionKernels;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Data gradients of convolutions with few channels and large strides; so, transposed convolutions that make a picture of classes large.
/// A phase alone would leave most of a tile's columns empty. But all phases of a run, half a stride or a whole one, see the same
/// pixels, each with taps of its own: they are columns of one product.
/// </summary>
internal static class UpsamplingKernels
{
    /// <summary>input pixel of the run × (phase, input channel) = Σ (tap, output channel).</summary>
    public static DeviceKernel DataGradient(KernelShape shape, bool hasBias, bool accumulate)
    {
        var g = new ConvolutionGeometry(shape);
        var (tile, k) = (TileOf(g), g.PhaseTapRows * g.PhaseTapColumns * g.OutPerGroup);
        var sums = $"{g.Name}_DataGradientSums";
        var run = Run(g);
        TiledProduct Product() => new()
        {
            Name = sums,
            Summary = $"Data gradient of {g.Describe()}: Σ out gradient[(pixel − tap)/stride, channel]·weight[tap, c, channel], "
                + $"columns are {g.RunHeight}×{g.RunWidth} phases and their {g.InChannels} channels.",
            Parameters = "ArrayView<float> outputGradient, ArrayView<float> weight",
            Tile = tile,
            Prologue = run,
            Range = ("0", $"{k}", k),
            A = new Fetch(
                AlongK: true, Pixels(tile, $"batch * {g.PhaseRows * g.PhaseColumns}", g.PhaseRows, g.PhaseColumns),
                i => $"{g.Name}_Gradient(outputGradient, p{i}, k0 + {TiledProduct.KAlongK(tile.Slice)}, phaseY, phaseX)"),
            B = new Fetch(
                AlongK: true, [],
                i => $"{g.Name}_RunWeight(weight, Grid.IdxY * {tile.Columns} + {TiledProduct.RowAlongK(tile.Slice, i)}, k0 + {TiledProduct.KAlongK(tile.Slice)}, phaseY, phaseX)"),
        };
        var parameters = new List<DeviceParameter> { Floats("outputGradient"), Floats("weight") };
        if (hasBias)
            parameters.Add(Floats("bias"));
        parameters.Add(Floats("inputGradient"));
        var place = $"{g.Name}_Place";
        return new DeviceKernel(
            $"{g.Name}_DataGradient{(hasBias ? "_bias" : "")}{(accumulate ? "_add" : "")}",
            $"in gradient[pixel, c] {(accumulate ? "+=" : "=")} {sums}{(hasBias ? " + bias" : "")}.",
            parameters.ToEquatableArray(),
            () => $$"""
            var tile = {{sums}}(batch, outputGradient, weight);
            {{string.Join("\n", run)}}
            {{PhaseOfRows(g)}}
            var rows = TileRows.OfPhase(tileRow, {{tile}}, phase, {{g.InChannels}}, 0);
            var columns = TileColumns.Of({{tile.Columns}}, {{Columns(g)}});
            {{(hasBias ? $"tile = Tile.AddRepeated(tile, bias, {g.InChannels}, columns);\n" : "")}}columns.Left = {{place}}(columns.Left);
            columns.Right = {{place}}(columns.Right);
            {{(accumulate
                ? "Tile.StoreSum(tile, inputGradient, inputGradient, rows, columns, relu: false);"
                : "Tile.Store(tile, inputGradient, rows, columns);")}}
            """)
        {
            Functions = () => [PixelFunction(g.PhaseRows, g.PhaseColumns), Gradient(g), RunWeight(g), Place(place, g), new(sums, () => Product().Write())],
        };
    }

    public static (string X, string Y, string Z) DataGradientGrid(KernelShape shape)
    {
        var g = new ConvolutionGeometry(shape);
        return GridOf($"n * {g.PhaseRows * g.PhaseColumns}", Columns(g), TileOf(g), Runs(g));
    }

    private static TileShape TileOf(ConvolutionGeometry g) => DeviceSchedule.Tile((long)g.PhaseRows * g.PhaseColumns, Columns(g));

    private static int Columns(ConvolutionGeometry g) => g.RunHeight * g.RunWidth * g.InChannels;

    private static int Runs(ConvolutionGeometry g) => g.Phases / (g.RunHeight * g.RunWidth);

    /// <summary>What a group works on beside columns: a tile of rows of a run, which its first phase names.</summary>
    private static string[] Run(ConvolutionGeometry g)
    {
        var alongX = g.StepWidth / g.RunWidth;
        var run = Modulo("Grid.IdxX", Runs(g));
        return
        [
            $"var tileRow = {Over("Grid.IdxX", Runs(g))};",
            $"var phaseY = {Over(run, alongX)}{Times(g.RunHeight)};",
            $"var phaseX = {Modulo(run, alongX)}{Times(g.RunWidth)};",
        ];
    }

    /// <summary>B: the weights of a column's phase.</summary>
    private static DeviceFunction RunWeight(ConvolutionGeometry g) => QuadFunction(
        $"{g.Name}_RunWeight", g.HasOutQuads,
        "The weight from a column's channel, at a tap of its phase, to an output channel.",
        "ArrayView<float> weight, int column, int k, int phaseY, int phaseX",
        () =>
        {
            var lines = new List<string>();
            var taps = g.PhaseTapRows * g.PhaseTapColumns;
            if (taps > 1)
                lines.Add($"var tap = {Over("k", g.OutPerGroup)};");
            var (row, column) = PhaseWeight(g);
            lines.Add($"var y = {row} + {Over("column", g.RunWidth * g.InChannels)};");
            lines.Add($"var x = {column} + {Modulo(Over("column", g.InChannels), g.RunWidth)};");
            lines.Add($"var at = ((y * {g.KernelWidth} + x) * {g.InChannels} + {Modulo("column", g.InChannels)}) * {g.OutChannels} + {(taps > 1 ? Modulo("k", g.OutPerGroup) : "k")};");
            return (lines, And(Below("column", Columns(g), TileOf(g).Columns), $"k < {PhaseEnd(g)}"));
        });

    /// <summary>The columns' values lie in rows of the image: those of phases side by side follow one another.</summary>
    private static DeviceFunction Place(string name, ConvolutionGeometry g) => new(name, () => $"""
        /// <summary>Where a column lies behind that of the first phase and channel; -1 stays what it is.</summary>
        private static int {name}(int column) => column < 0 ? column : {Over("column", g.RunWidth * g.InChannels)} * {g.InWidth * g.InChannels} + {Modulo("column", g.RunWidth * g.InChannels)};
        """);
}
