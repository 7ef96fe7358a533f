using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>A share of the phases: logits, loss and gradients of its pixels in all images.</summary>
internal readonly unsafe struct UpsampleLossWork(UpsampleLossPlan plan, int batch) : IVectorWork
{
    private const int Lanes = UpsampleLossPlan.Lanes;

    public required float* Input { get; init; }

    public required float* Weight { get; init; }

    /// <summary>One value for each class, or null.</summary>
    public required float* Bias { get; init; }

    public required int* Labels { get; init; }

    public required int IgnoreLabel { get; init; }

    public required float* Counted { get; init; }

    public required float* WeightGradient { get; init; }

    /// <summary>For each share, the input's gradient as far as it comes from the share; or null.</summary>
    public required float* InputParts { get; init; }

    /// <summary>For each share, the bias's gradient as far as it comes from the share.</summary>
    public required float* BiasParts { get; init; }

    /// <summary>For each share and image: the summed losses, and the hits.</summary>
    public required double* Sums { get; init; }

    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var memory = new UpsampleLossMemory(plan, workspace, TSimd.Lanes);
        new Span<float>(BiasParts + ((long)item * plan.Classes), plan.Classes).Clear();
        if (InputParts is not null)
            new Span<float>(InputParts + (item * batch * plan.InputElements), checked((int)(batch * plan.InputElements))).Clear();
        for (var image = 0; image < batch; image++)
            Sums[2L * ((item * batch) + image)] = Sums[(2L * ((item * batch) + image)) + 1] = 0;

        var last = plan.Phases * (item + 1) / UpsampleLossPlan.Shares;
        for (var phase = plan.Phases * item / UpsampleLossPlan.Shares; phase < last; phase++)
            RunPhase<TSimd, TVector>(item, phase / plan.ColumnPhases, phase % plan.ColumnPhases * Lanes, memory);
    }

    private void RunPhase<TSimd, TVector>(int share, int row, int column, in UpsampleLossMemory memory)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var geometry = plan.Geometry;
        memory.Pack(plan, Weight, Bias, row, column);
        new Span<float>(memory.WeightGradients, plan.BiasedDepth * plan.Width).Clear();
        var rows = UpsampleLossPlan.Windows(row, 1, geometry.StrideHeight, geometry.PaddingHeight, geometry.InHeight);
        var columns = UpsampleLossPlan.Windows(column, Lanes, geometry.StrideWidth, geometry.PaddingWidth, geometry.InWidth);
        var windows = rows.Count * columns.Count;
        (int Row, int Column) Window(int index) => (rows.First + (index / columns.Count), columns.First + (index % columns.Count));

        for (var image = 0; image < batch; image++)
        {
            var sums = Sums + (2L * ((share * batch) + image));
            for (var first = 0; first < windows; first += UpsampleLossPlan.BlockWindows)
            {
                var count = Math.Min(UpsampleLossPlan.BlockWindows, windows - first);
                for (var i = 0; i < count; i++)
                    FillInputs(image, Window(first + i), memory.Inputs + (i * plan.BiasedDepth));
                MakeLogits<TSimd, TVector>(count, memory);
                var loss = new PixelLoss(IgnoreLabel, Counted[image], memory.Pixel);
                for (var i = 0; i < count; i++)
                {
                    var window = Window(first + i);
                    var y = (window.Row * geometry.StrideHeight) + row - geometry.PaddingHeight;
                    var x = (window.Column * geometry.StrideWidth) + column - geometry.PaddingWidth;
                    loss.Run<TSimd, TVector>(
                        memory.Logits + (i * plan.Width), plan.Classes, Labels + ((((long)image * geometry.InHeight) + y) * geometry.InWidth) + x,
                        Math.Max(0, -x), Math.Min(Lanes, geometry.InWidth - x));
                }

                sums[0] += loss.Sum();
                sums[1] += loss.Hits;
                AddWeightGradients<TSimd, TVector>(count, memory);
                if (InputParts is null)
                    continue;
                MakeInputGradients<TSimd, TVector>(count, memory);
                var target = InputParts + (((share * batch) + image) * plan.InputElements);
                for (var i = 0; i < count; i++)
                    AddInputGradients<TSimd, TVector>(Window(first + i), memory.InputGradients + (i * plan.PaddedDepth), target);
            }
        }

        memory.Unpack(plan, WeightGradient, BiasParts + ((long)share * plan.Classes), row, column);
    }

    /// <summary>The input values that a window's pixels see: tap (0, 0) sees the window's own place, the others those above and to the left.</summary>
    private void FillInputs(int image, (int Row, int Column) window, float* target)
    {
        var geometry = plan.Geometry;
        for (var tapRow = 0; tapRow < plan.TapRows; tapRow++)
        {
            for (var tapColumn = 0; tapColumn < plan.TapColumns; tapColumn++, target += plan.Channels)
            {
                var (y, x) = (window.Row - tapRow, window.Column - tapColumn);
                var values = new Span<float>(target, plan.Channels);
                if ((uint)y < (uint)geometry.OutHeight && (uint)x < (uint)geometry.OutWidth)
                    new ReadOnlySpan<float>(Input + ((((((long)image * geometry.OutHeight) + y) * geometry.OutWidth) + x) * plan.Channels), plan.Channels).CopyTo(values);
                else
                    values.Clear();
            }
        }

        if (Bias is not null)
            *target = 1;
    }

    /// <summary>Adds what a window's pixels contribute to the gradients of the input values that they saw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddInputGradients<TSimd, TVector>((int Row, int Column) window, float* gradients, float* image)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var geometry = plan.Geometry;
        for (var tapRow = 0; tapRow < plan.TapRows; tapRow++)
        {
            for (var tapColumn = 0; tapColumn < plan.TapColumns; tapColumn++, gradients += plan.Channels)
            {
                var (y, x) = (window.Row - tapRow, window.Column - tapColumn);
                if ((uint)y >= (uint)geometry.OutHeight || (uint)x >= (uint)geometry.OutWidth)
                    continue;
                var target = image + ((((long)y * geometry.OutWidth) + x) * plan.Channels);
                for (var channel = 0; channel < plan.Channels; channel += TSimd.Lanes)
                {
                    var lanes = Math.Min(TSimd.Lanes, plan.Channels - channel);
                    TSimd.StoreFirst(
                        target + channel, TSimd.Add(TSimd.LoadFirst(target + channel, lanes), TSimd.LoadFirst(gradients + channel, lanes)), lanes);
                }
            }
        }
    }

    /// <summary>logits[window][class, column] = inputs · weights.</summary>
    private void MakeLogits<TSimd, TVector>(int windows, in UpsampleLossMemory memory)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Multiply<TSimd, TVector>(windows, memory.Inputs, plan.BiasedDepth, memory.Weights, plan.Width, memory.Logits, plan.Width);

    /// <summary>input gradients[window][tap, channel] = logits' gradients · weights transposed.</summary>
    private void MakeInputGradients<TSimd, TVector>(int windows, in UpsampleLossMemory memory)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Multiply<TSimd, TVector>(windows, memory.Logits, plan.Width, memory.TransposedWeights, plan.Depth, memory.InputGradients, plan.PaddedDepth);

    /// <summary>c = a · b, where a's rows are as long as they are deep, and b lies in panels.</summary>
    private static void Multiply<TSimd, TVector>(int rows, float* a, int depth, float* b, int columns, float* c, int pitch)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var layout = new PanelLayout(columns, TSimd.Lanes);
        for (var panel = 0; panel < layout.Count; panel++)
        {
            var first = layout.FirstColumn(panel);
            MatrixTile<TSimd, TVector>.Run<NearRows>(layout.Vectors(panel), rows, a, depth, b + ((long)depth * first), depth, c + first, pitch);
        }
    }

    /// <summary>weight gradients[tap, channel][class, column] += inputs transposed · logits' gradients.</summary>
    private void AddWeightGradients<TSimd, TVector>(int windows, in UpsampleLossMemory memory)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var layout = new PanelLayout(plan.Width, TSimd.Lanes);
        var run = new PixelRun { Input = memory.Inputs, OutputGradient = memory.Logits };
        var product = new OuterProduct
        {
            Runs = &run,
            RunCount = 1,
            RunLength = windows,
            InputStride = plan.BiasedDepth,
            OutputStride = plan.Width,
            TargetStride = plan.Width,
            Accumulates = true,
            LastLanes = TSimd.Lanes,
        };
        for (var panel = 0; panel < layout.Count; panel++)
        {
            product.OutputOffset = layout.FirstColumn(panel);
            for (var k = 0; k < plan.BiasedDepth; k += TileOutput.MaxRows)
            {
                product.InputOffset = k;
                product.Target = memory.WeightGradients + ((long)k * plan.Width) + product.OutputOffset;
                OuterProductTile<TSimd, TVector>.Run(Math.Min(TileOutput.MaxRows, plan.BiasedDepth - k), layout.Vectors(panel), &product);
            }
        }
    }
}
