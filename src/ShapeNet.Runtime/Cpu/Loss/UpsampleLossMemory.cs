namespace ShapeNet.Runtime.Cpu;

/// <summary>What a thread has in its workspace for one phase, and how a phase's weights get there and back.</summary>
internal readonly unsafe struct UpsampleLossMemory
{
    private const int Lanes = UpsampleLossPlan.Lanes;

    /// <summary>For each column of <see cref="Weights"/>, where its first value lies and how far the next one is: panels lie one behind the other.</summary>
    private readonly int* columnStarts;
    private readonly int* columnSteps;

    /// <summary>The same for <see cref="TransposedWeights"/>.</summary>
    private readonly int* depthStarts;
    private readonly int* depthSteps;

    public UpsampleLossMemory(in UpsampleLossPlan plan, float* workspace, int lanes)
    {
        Weights = workspace;
        TransposedWeights = Weights + ((long)plan.BiasedDepth * plan.Width);
        WeightGradients = TransposedWeights + ((long)plan.Width * plan.PaddedDepth);
        Logits = WeightGradients + ((long)plan.BiasedDepth * plan.Width);
        InputGradients = Logits + ((long)UpsampleLossPlan.BlockWindows * plan.Width);
        Inputs = InputGradients + ((long)UpsampleLossPlan.BlockWindows * plan.PaddedDepth);
        columnStarts = (int*)(Inputs + ((long)UpsampleLossPlan.BlockWindows * plan.BiasedDepth));
        columnSteps = columnStarts + plan.Width;
        depthStarts = columnSteps + plan.Width;
        depthSteps = depthStarts + plan.PaddedDepth;
        Pixel = (float*)(depthSteps + plan.PaddedDepth);
        Locate(new PanelLayout(plan.Width, lanes), plan.BiasedDepth, columnStarts, columnSteps);
        Locate(new PanelLayout(plan.Depth, lanes), plan.Width, depthStarts, depthSteps);
        // The columns that fill the last vector are multiplied too.
        new Span<float>(TransposedWeights, plan.Width * plan.PaddedDepth).Clear();
    }

    /// <summary>(tap, channel, then the bias) × (class, column), in panels.</summary>
    public float* Weights { get; }

    /// <summary>(class, column) × (tap, channel), in panels.</summary>
    public float* TransposedWeights { get; }

    /// <summary>(tap, channel, then the bias) × (class, column).</summary>
    public float* WeightGradients { get; }

    /// <summary>Windows × (class, column); their gradients take their place.</summary>
    public float* Logits { get; }

    /// <summary>Windows × (tap, channel).</summary>
    public float* InputGradients { get; }

    /// <summary>Windows × (tap, channel, then 1 for the bias).</summary>
    public float* Inputs { get; }

    /// <summary>Room for <see cref="PixelLoss"/>.</summary>
    public float* Pixel { get; }

    /// <summary>Brings a phase's weights into the form that the products read.</summary>
    public void Pack(in UpsampleLossPlan plan, float* weight, float* bias, int row, int column)
    {
        for (var tap = 0; tap < plan.TapRows * plan.TapColumns; tap++)
        {
            var k = tap * plan.Channels;
            for (var lane = 0; lane < Lanes; lane++)
            {
                var source = weight + Offset(plan, row, column + lane, tap);
                for (var i = lane; i < plan.Width; i += Lanes)
                {
                    var start = Weights + columnStarts[i];
                    var step = columnSteps[i];
                    for (var channel = 0; channel < plan.Channels; channel++, source++)
                    {
                        start[(k + channel) * step] = *source;
                        TransposedWeights[depthStarts[k + channel] + (i * depthSteps[k + channel])] = *source;
                    }
                }
            }
        }

        if (bias is null)
            return;
        for (var i = 0; i < plan.Width; i++)
            Weights[columnStarts[i] + (plan.Depth * columnSteps[i])] = bias[i / Lanes];
    }

    /// <summary>Writes a phase's weight gradients to their places, and adds its bias gradients to the share's.</summary>
    public void Unpack(in UpsampleLossPlan plan, float* weightGradient, float* biasGradient, int row, int column)
    {
        for (var tap = 0; tap < plan.TapRows * plan.TapColumns; tap++)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                var target = weightGradient + Offset(plan, row, column + lane, tap);
                for (var i = lane; i < plan.Width; i += Lanes)
                {
                    var source = WeightGradients + ((long)tap * plan.Channels * plan.Width) + i;
                    for (var channel = 0; channel < plan.Channels; channel++, source += plan.Width)
                        *target++ = *source;
                }
            }
        }

        if (plan.BiasedDepth == plan.Depth)
            return;
        var sums = WeightGradients + ((long)plan.Depth * plan.Width);
        for (var i = 0; i < plan.Width; i++)
            biasGradient[i / Lanes] += sums[i];
    }

    /// <summary>The first weight of a tap that a pixel sees at a place within the stride.</summary>
    private static long Offset(in UpsampleLossPlan plan, int row, int column, int tap)
    {
        var geometry = plan.Geometry;
        var y = row + (tap / plan.TapColumns * geometry.StrideHeight);
        var x = column + (tap % plan.TapColumns * geometry.StrideWidth);
        return (((long)y * geometry.KernelWidth) + x) * plan.Classes * plan.Channels;
    }

    private static void Locate(PanelLayout layout, int rows, int* starts, int* steps)
    {
        for (var panel = 0; panel < layout.Count; panel++)
        {
            var (first, last) = (layout.FirstColumn(panel), layout.FirstColumn(panel + 1));
            for (var i = first; i < last; i++)
                (starts[i], steps[i]) = ((rows * first) + i - first, last - first);
        }
    }
}
