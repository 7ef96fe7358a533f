using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// 2-D convolution. y[o,i,j] = b[o] + Σ x[c, i·s + k·d − p, …]·w[o,c,k,…]. The inference program folds a batch
/// normalisation, a residual and a ReLU that follow into it.
/// </summary>
internal sealed partial record Conv2dOp(int OutChannels, Window Window, int Groups, bool Bias) : Op
{
    /// <summary>The epsilon of a batch normalisation that is folded into weight and bias, or null.</summary>
    public double? FoldsBatchNorm { get; init; }

    /// <summary>Whether a second input is added to the result.</summary>
    public bool AddsResidual { get; init; }

    /// <summary>Whether negative results become zero.</summary>
    public bool AppliesReLU { get; init; }

    /// <summary>The maximum pooling of the result, or null.</summary>
    public Window? Pool { get; init; }

    /// <summary>The name under which the folded batch normalisation's tensors stand in weight files.</summary>
    public string? BatchNormPath { get; init; }

    public override string Kind => "Conv2d";

    public override string Details => Window.Describe(Pair.Both(1)) + (Groups == 1 ? "" : $", groups {Words.Number(Groups)}");

    public override bool HasWeights => true;

    public static Op Read(Hyperparameters h)
    {
        var bias = h.Bool("Bias", true);
        return new Conv2dOp(
            h.Int("OutChannels", 1, minimum: 1),
            new Window(
                h.Pair("Kernel", 1, minimum: 1), h.Pair("Stride", 1, minimum: 1), h.Pair("Padding", 0, minimum: 0),
                h.Pair("Dilation", 1, minimum: 1)),
            h.Int("Groups", 1, minimum: 1),
            bias);
    }

    public override Inference Infer(IReadOnlyList<TensorShape> inputs)
    {
        var input = inputs[0];
        if (!input.IsImage)
            return Inference.Fails(new Fault("SN0107", Kind, input.ToString()));
        return ChannelGroups.Check(input.Channels, OutChannels, Groups) is { } fault
            ? Inference.Fails(fault, Window.Slide("kernel", input, OutChannels).Shape)
            : Window.Slide("kernel", input, OutChannels);
    }

    public override string? Arithmetic(IReadOnlyList<TensorShape> inputs, TensorShape output, TensorShape wanted) =>
        output.Channels != wanted.Channels
            ? $"Out channels are {Words.Number(OutChannels)}"
            : Window.Arithmetic(inputs[0], output, wanted);

    public override IEnumerable<Alternative> Alternatives(IReadOnlyList<TensorShape> inputs, TensorShape? wanted)
    {
        if (wanted is { IsImage: true } shape)
            yield return new("OutChannels", shape.Channels, this with { OutChannels = shape.Channels });
        foreach (var alternative in Window.Alternatives())
            yield return alternative.Of(this with { Window = alternative.Window });
        foreach (var groups in ChannelGroups.Candidates(inputs[0].Channels, OutChannels, Groups))
            yield return new("Groups", groups, this with { Groups = groups });
    }

    public override IEnumerable<Fault> Warnings(IReadOnlyList<TensorShape> inputs, TensorShape output)
    {
        if (Window.Dropped(inputs[0], output) is { } fault)
            yield return fault;
    }

    public override IEnumerable<WeightSpec> Weights(IReadOnlyList<TensorShape> inputs)
    {
        var positions = Window.Positions;
        var inPerGroup = inputs[0].Channels / Groups;
        var (fanIn, fanOut) = (inPerGroup * positions, OutChannels * positions);
        yield return new("weight", [OutChannels, inPerGroup, Window.Kernel.Height, Window.Kernel.Width], "Kernel2d", fanIn, fanOut);
        if (Bias)
            yield return new("bias", [OutChannels], "Vector", fanIn, fanOut);
    }

    public override long MultiplyAccumulates(IReadOnlyList<TensorShape> inputs, TensorShape output) =>
        Unpooled(inputs[0], output).Elements * (inputs[0].Channels / Groups) * Window.Kernel.Height * Window.Kernel.Width;

    public override Fault? CheckInit(WeightInit init, IReadOnlyList<TensorShape> inputs) =>
        BilinearInit.Check(init, inputs[0].Channels, OutChannels, Groups);

    public override void Forward(Lowering lowering)
    {
        if (lowering.KeepsPackedWeights)
        {
            ForwardPacked(lowering);
            return;
        }

        var (input, output) = (lowering.InputShapes[0], lowering.OutputShape);
        var shape = Shape(input, output, Window, Groups);
        var (weight, bias) = (lowering.Weight("weight"), lowering.Weight("bias"));
        if (FoldsBatchNorm is { } epsilon)
            (weight, bias) = Fold(lowering, weight!, bias, epsilon, input.Channels / Groups);

        if (AddsResidual || AppliesReLU)
        {
            lowering.Launch(
                "Conv2dKernel", "ForwardFused", shape,
                Operand.Read("input", lowering.Input(0)),
                Operand.Read("weight", weight),
                Operand.Read("bias", bias),
                Operand.Read("residual", AddsResidual ? lowering.Input(1) : null),
                Operand.Text("relu", AppliesReLU ? "true" : "false"),
                Operand.Write("output", lowering.Output),
                Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionForward(input, output, Window, Groups), default)));
        }
        else
        {
            lowering.Launch(
                "Conv2dKernel", "Forward", shape,
                Operand.Read("input", lowering.Input(0)),
                Operand.Read("weight", weight),
                Operand.Read("bias", bias),
                Operand.Write("output", lowering.Output),
                Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionForward(input, output, Window, Groups), default)));
        }
    }

    public override void Backward(Lowering lowering)
    {
        var (input, output) = (lowering.InputShapes[0], lowering.OutputShape);
        var shape = Shape(input, output, Window, Groups);
        if (Bias)
        {
            lowering.Launch(
                "ChannelSumKernel", "Run", KernelShapes.Channels(output),
                Operand.Read("input", lowering.OutputGradient),
                Operand.Write("sums", lowering.WeightGradient("bias")),
                Operand.Write("scratch", lowering.Scratch(KernelScratch.ChannelSum(output), DeviceSchedule.ChannelSums(output))));
        }

        lowering.Launch(
            "Conv2dKernel", "WeightGradient", shape,
            Operand.Read("input", lowering.Input(0)),
            Operand.Read("outputGradient", lowering.OutputGradient),
            Operand.Write("weightGradient", lowering.WeightGradient("weight")),
            Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionWeightGradient(input, output, Window, Groups), DeviceSchedule.WeightGradient(input, output, Window, Groups))));

        if (!lowering.WantsInputGradient(0))
            return;
        lowering.Launch(
            "Conv2dKernel", "DataGradient", shape,
            Operand.Read("outputGradient", lowering.OutputGradient),
            Operand.Read("weight", lowering.Weight("weight")),
            Operand.Read("bias", null),
            lowering.InputGradient("inputGradient", 0),
            Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionDataGradient(input, output, Window, Groups), default)));
    }

    /// <summary>The kernel shape of a convolution <paramref name="input"/> → <paramref name="output"/>.</summary>
    public static KernelShape Shape(TensorShape input, TensorShape output, Window window, int groups)
    {
        var name = $"Conv_{KernelShapes.Size(input)}_to_{KernelShapes.Size(output)}_k{KernelShapes.Size(window.Kernel)}"
            + $"_s{KernelShapes.Size(window.Stride)}_p{KernelShapes.Size(window.Padding)}"
            + (window.Dilation == Pair.Both(1) ? "" : $"_d{KernelShapes.Size(window.Dilation)}")
            + (groups == 1 ? "" : $"_g{groups}");
        return new KernelShape(name, "IConv2dShape",
        [
            ShapeMember.Int("InChannels", input.Channels),
            ShapeMember.Int("InHeight", input.Height),
            ShapeMember.Int("InWidth", input.Width),
            ShapeMember.Int("OutChannels", output.Channels),
            ShapeMember.Int("OutHeight", output.Height),
            ShapeMember.Int("OutWidth", output.Width),
            ShapeMember.Int("KernelHeight", window.Kernel.Height),
            ShapeMember.Int("KernelWidth", window.Kernel.Width),
            ShapeMember.Int("StrideHeight", window.Stride.Height),
            ShapeMember.Int("StrideWidth", window.Stride.Width),
            ShapeMember.Int("PaddingHeight", window.Padding.Height),
            ShapeMember.Int("PaddingWidth", window.Padding.Width),
            ShapeMember.Int("DilationHeight", window.Dilation.Height),
            ShapeMember.Int("DilationWidth", window.Dilation.Width),
            ShapeMember.Int("Groups", groups),
        ]);
    }
}
