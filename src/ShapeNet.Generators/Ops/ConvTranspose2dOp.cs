using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// Transposed 2-D convolution: the data gradient of its adjoint, the convolution that leads from its output shape
/// back to its input shape. Its forward pass is the adjoint's data gradient and the other way round, so it needs no
/// kernels of its own.
/// </summary>
internal sealed record ConvTranspose2dOp(int OutChannels, Window Window, Pair OutputPadding, int Groups, bool Bias) : Op
{
    /// <summary>Whether the loss behind it is computed with it, so that the logits never lie in memory as a whole.</summary>
    public bool TakesInLoss { get; init; }

    /// <summary>How far a mending value is searched.</summary>
    private const int MaximumTried = 256;

    public override string Kind => "ConvTranspose2d";

    public override string Details =>
        Window.Describe(Pair.Both(1))
        + (OutputPadding == Pair.Both(0) ? "" : $", output padding {OutputPadding.Short}")
        + (Groups == 1 ? "" : $", groups {Words.Number(Groups)}");

    public override bool HasWeights => true;

    public static Op Read(Hyperparameters h)
    {
        var op = new ConvTranspose2dOp(
            h.Int("OutChannels", 1, minimum: 1),
            new Window(
                h.Pair("Kernel", 1, minimum: 1), h.Pair("Stride", 1, minimum: 1), h.Pair("Padding", 0, minimum: 0),
                h.Pair("Dilation", 1, minimum: 1)),
            h.Pair("OutputPadding", 0, minimum: 0),
            h.Int("Groups", 1, minimum: 1),
            h.Bool("Bias", true));
        var limit = new Pair(
            Math.Max(op.Window.Stride.Height, op.Window.Dilation.Height), Math.Max(op.Window.Stride.Width, op.Window.Dilation.Width));
        if (op.OutputPadding.Height >= limit.Height || op.OutputPadding.Width >= limit.Width)
            h.Reject("OutputPadding", op.OutputPadding.Short, $"less than the larger of stride and dilation, {limit.Short}");
        return op;
    }

    public override Inference Infer(IReadOnlyList<TensorShape> inputs)
    {
        var input = inputs[0];
        if (!input.IsImage)
            return Inference.Fails(new Fault("SN0107", Kind, input.ToString()));

        var (height, width) = (Rows(input.Height), Columns(input.Width));
        if (height < 1 || width < 1)
        {
            var (axis, text) = height < 1 ? ("rows", RowText(input.Height)) : ("columns", ColumnText(input.Width));
            return Inference.Fails(new Fault("SN0109", axis, text));
        }

        if (height > TooLarge.Maximum || width > TooLarge.Maximum)
            return Inference.Fails(TooLarge.Image(OutChannels, height, width));

        var output = TensorShape.Image(OutChannels, (int)height, (int)width);
        if (Window.CheckPadded(output) is { } tooLarge)
            return Inference.Fails(tooLarge);
        return ChannelGroups.Check(input.Channels, OutChannels, Groups) is { } fault ? Inference.Fails(fault, output) : output;
    }

    public override string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) =>
        output.Channels != wanted.Channels ? $"Out channels are {Words.Number(OutChannels)}"
        : output.Height != wanted.Height ? RowText(inputs[0].Height)
        : ColumnText(inputs[0].Width);

    public override IEnumerable<Alternative> Alternatives(IReadOnlyList<TensorShape> inputs, TensorShape? wanted)
    {
        if (wanted is { IsImage: true } shape)
            yield return new("OutChannels", shape.Channels, this with { OutChannels = shape.Channels });
        var largest = (int)Math.Min(MaximumTried, Math.Max(Window.Kernel.Height, Window.Kernel.Width) + (long)Math.Max(Window.Stride.Height, Window.Stride.Width));
        for (var padding = 0; padding <= largest; padding++)
            yield return new("Padding", padding, this with { Window = Window with { Padding = Pair.Both(padding) } });
        for (var extra = 0; extra < Math.Min(MaximumTried, Math.Max(Window.Stride.Height, Window.Stride.Width)); extra++)
            yield return new("OutputPadding", extra, this with { OutputPadding = Pair.Both(extra) });
        for (var kernel = 1; kernel <= 2 * largest; kernel++)
            yield return new("Kernel", kernel, this with { Window = Window with { Kernel = Pair.Both(kernel) } });
        for (var stride = 1; stride <= 64; stride++)
            yield return new("Stride", stride, this with { Window = Window with { Stride = Pair.Both(stride) } });
        for (var padding = 0; padding <= largest; padding++)
        {
            foreach (var pair in new[] { Window.Padding with { Height = padding }, Window.Padding with { Width = padding } })
                yield return new("Padding", pair.Value, this with { Window = Window with { Padding = pair } });
        }

        foreach (var groups in ChannelGroups.Candidates(inputs[0].Channels, OutChannels, Groups))
            yield return new("Groups", groups, this with { Groups = groups });
    }

    public override IEnumerable<WeightSpec> Weights(IReadOnlyList<TensorShape> inputs)
    {
        var positions = Window.Positions;
        var outPerGroup = OutChannels / Groups;
        // PyTorch counts the fans of a transposed convolution on its weight (in, out, rows, columns) as if it were OIHW.
        var (fanIn, fanOut) = (outPerGroup * positions, inputs[0].Channels * positions);
        yield return new("weight", [inputs[0].Channels, outPerGroup, Window.Kernel.Height, Window.Kernel.Width], "Kernel2d", fanIn, fanOut);
        if (Bias)
            yield return new("bias", [OutChannels], "Vector", fanIn, fanOut);
    }

    public override long MultiplyAccumulates(IReadOnlyList<TensorShape> inputs, TensorShape output) =>
        inputs[0].Elements * (OutChannels / Groups) * Window.Kernel.Height * Window.Kernel.Width;

    public override Fault? CheckInit(WeightInit init, IReadOnlyList<TensorShape> inputs) =>
        BilinearInit.Check(init, inputs[0].Channels, OutChannels, Groups);

    /// <summary>
    /// Whether the loss can be computed with it. It pays where a layer turns few pixels into many: a kernel that knows the stride has
    /// vectors of pixels, and the logits, the network's largest tensor, stay in the cache.
    /// </summary>
    public bool CanTakeInLoss(TensorShape input, TensorShape output) => KernelScratch.FusesLoss(output, input, Window, Groups);

    public override void Forward(Lowering lowering)
    {
        var (input, output) = (lowering.InputShapes[0], lowering.OutputShape);
        if (TakesInLoss)
        {
            lowering.LaunchOnDemand(
                "Conv2dKernel", "DataGradient", AdjointShape(input, output),
                Operand.Read("outputGradient", lowering.Input(0)),
                Operand.Read("weight", lowering.Weight("weight")),
                Operand.Read("bias", lowering.Weight("bias")),
                Operand.Write("inputGradient", lowering.Output) with { SaysAccumulate = true },
                Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionDataGradient(output, input, Window, Groups), default)));
            return;
        }

        var packedFloats = KernelScratch.PackedDataGradient(output, input, Window, Groups);
        if (lowering.KeepsPackedWeights && packedFloats <= KernelScratch.LargestKeptWeights)
        {
            var packed = lowering.Prepared("packedWeight", packedFloats);
            lowering.Prepare(
                "Conv2dKernel", "PackDataGradient", AdjointShape(input, output),
                Operand.Read("weight", lowering.Weight("weight")),
                Operand.Write("packed", packed));
            lowering.Launch(
                "Conv2dKernel", "DataGradientPacked", AdjointShape(input, output),
                Operand.Read("outputGradient", lowering.Input(0)),
                Operand.Read("packed", packed),
                Operand.Read("bias", lowering.Weight("bias")),
                Operand.Write("inputGradient", lowering.Output) with { SaysAccumulate = true },
                Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionDataGradientPacked(output, input, Window, Groups), default)));
            return;
        }

        lowering.Launch(
            "Conv2dKernel", "DataGradient", AdjointShape(input, output),
            Operand.Read("outputGradient", lowering.Input(0)),
            Operand.Read("weight", lowering.Weight("weight")),
            Operand.Read("bias", lowering.Weight("bias")),
            Operand.Write("inputGradient", lowering.Output) with { SaysAccumulate = true },
            Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionDataGradient(output, input, Window, Groups), default)));
    }

    public override void Backward(Lowering lowering)
    {
        var (input, output) = (lowering.InputShapes[0], lowering.OutputShape);
        if (Bias)
        {
            lowering.Launch(
                "ChannelSumKernel", "Run", KernelShapes.Channels(output),
                Operand.Read("input", lowering.OutputGradient),
                Operand.Write("sums", lowering.WeightGradient("bias")),
                Operand.Write("scratch", lowering.Scratch(KernelScratch.ChannelSum(output), DeviceSchedule.ChannelSums(output))));
        }

        lowering.Launch(
            "Conv2dKernel", "WeightGradient", AdjointShape(input, output),
            Operand.Read("input", lowering.OutputGradient),
            Operand.Read("outputGradient", lowering.Input(0)),
            Operand.Write("weightGradient", lowering.WeightGradient("weight")),
            Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionWeightGradient(output, input, Window, Groups), DeviceSchedule.WeightGradient(output, input, Window, Groups))));

        if (!lowering.WantsInputGradient(0))
            return;
        // The adjoint's forward kernel replaces what it writes, so a gradient that is added goes through a place of its own.
        var adds = lowering.HasInputGradient(0);
        var gradient = adds
            ? Operand.Write("output", lowering.SavedPerImage("inputGradient", input.Elements))
            : lowering.InputGradient("output", 0) with { SaysAccumulate = false };
        lowering.Launch(
            "Conv2dKernel", "Forward", AdjointShape(input, output),
            Operand.Read("input", lowering.OutputGradient),
            Operand.Read("weight", lowering.Weight("weight")),
            Operand.Read("bias", null),
            gradient,
            Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionForward(output, input, Window, Groups), DeviceSchedule.Forward(output, input, Window, Groups))));
        if (adds)
            lowering.PassGradient(0, gradient.Value!);
    }

    /// <summary>The loss of the layer's output, and the gradients of its input and weights.</summary>
    public void LossAndGradients(Lowering lowering)
    {
        var (input, output) = (lowering.InputShapes[0], lowering.OutputShape);
        lowering.Launch(
            "UpsampleLossKernel", "Run", AdjointShape(input, output),
            Operand.Read("input", lowering.Input(0)),
            Operand.Read("weight", lowering.Weight("weight")),
            Operand.Read("bias", lowering.Weight("bias")),
            Operand.Read("labels", lowering.Host(Storage.Labels)),
            Operand.Text("ignoreLabel", "run.IgnoreLabel"),
            // Nothing is differentiated before the loss: no other gradient of the input is there to be added to.
            lowering.WantsInputGradient(0) ? lowering.InputGradient("inputGradient", 0) with { SaysAccumulate = false } : Operand.Write("inputGradient", null),
            Operand.Write("weightGradient", lowering.WeightGradient("weight")),
            Operand.Write("biasGradient", lowering.WeightGradient("bias")),
            Operand.Write("losses", lowering.Host(Storage.Losses)),
            Operand.Write("correct", lowering.Host(Storage.Correct)),
            Operand.Write("counted", lowering.Host(Storage.Counted)),
            Operand.Write("scratch", lowering.Scratch(KernelScratch.UpsampleLoss(output, input), default)));
    }

    private KernelShape AdjointShape(TensorShape input, TensorShape output) => Conv2dOp.Shape(output, input, Window, Groups);

    private long Rows(long size) =>
        Size(size, Window.Kernel.Height, Window.Stride.Height, Window.Padding.Height, Window.Dilation.Height, OutputPadding.Height);

    private long Columns(long size) =>
        Size(size, Window.Kernel.Width, Window.Stride.Width, Window.Padding.Width, Window.Dilation.Width, OutputPadding.Width);

    private string RowText(int size) => Text(
        size, Window.Kernel.Height, Window.Stride.Height, Window.Padding.Height, Window.Dilation.Height, OutputPadding.Height, Rows(size));

    private string ColumnText(int size) => Text(
        size, Window.Kernel.Width, Window.Stride.Width, Window.Padding.Width, Window.Dilation.Width, OutputPadding.Width, Columns(size));

    private static long Size(long size, int kernel, int stride, int padding, int dilation, int outputPadding) =>
        (size - 1) * stride - 2L * padding + dilation * (kernel - 1L) + 1 + outputPadding;

    private static string Text(int size, int kernel, int stride, int padding, int dilation, int outputPadding, long result)
    {
        var extent = dilation == 1 ? Words.Number(kernel) : $"({Words.Number(dilation)}·({Words.Number(kernel)}−1) + 1)";
        var extra = outputPadding == 0 ? "" : $" + {Words.Number(outputPadding)}";
        return $"({Words.Number(size)}−1)·{Words.Number(stride)} − 2·{Words.Number(padding)} + {extent}{extra} = {Words.Number(result)}";
    }
}
