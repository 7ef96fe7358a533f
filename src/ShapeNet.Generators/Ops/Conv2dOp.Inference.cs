using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

// Weights in inference: a batch normalisation is folded into them, and the CPU keeps them packed.
internal sealed partial record Conv2dOp
{
    /// <summary>Whether one kernel can convolve and pool: see the runtime's <c>ConvMaxPool2dKernel</c>.</summary>
    public bool CanPool(TensorShape input, Window pool)
    {
        if (Window.Slide("kernel", input, OutChannels).Shape is not { } output)
            return false;
        var rows = (pool.Dilation.Height * (pool.Kernel.Height - 1)) + 1 + (3 * pool.Stride.Height);
        return !KernelScratch.UsesWinograd(input, output, Window, Groups)
            && KernelScratch.PackedForward(input, output, Window, Groups) <= KernelScratch.LargestKeptWeights
            && (long)rows * output.Width * output.Channels <= KernelScratch.LargestStrip;
    }

    /// <summary>What the convolution gives before it is pooled.</summary>
    private TensorShape Unpooled(TensorShape input, TensorShape output) =>
        Pool is null ? output : Window.Slide("kernel", input, OutChannels).Shape!;

    private void ForwardPacked(Lowering lowering)
    {
        var input = lowering.InputShapes[0];
        var output = Unpooled(input, lowering.OutputShape);
        var shape = Shape(input, output, Window, Groups);
        var (weight, bias, factors) = (lowering.Weight("weight"), lowering.Weight("bias"), (Value?)null);
        if (FoldsBatchNorm is { } epsilon)
            (factors, bias) = Factors(lowering, bias, epsilon);

        var packedFloats = KernelScratch.PackedForward(input, output, Window, Groups);
        var isKept = packedFloats <= KernelScratch.LargestKeptWeights;
        Operand[] weights;
        if (isKept)
        {
            var packed = lowering.Prepared("packedWeight", packedFloats);
            lowering.Prepare(
                "Conv2dKernel", "PackForward", shape,
                Operand.Read("weight", weight),
                Operand.Read("factors", factors),
                Operand.Write("packed", packed));
            weights = [Operand.Read("packed", packed)];
        }
        else
        {
            weights = [Operand.Read("weight", weight), Operand.Read("factors", factors)];
        }

        if (Pool is not null)
        {
            lowering.Launch(
                "ConvMaxPool2dKernel", "ForwardPacked", PooledShape(shape, Pool, lowering.OutputShape),
                [
                    Operand.Read("input", lowering.Input(0)),
                    .. weights,
                    Operand.Read("bias", bias),
                    Operand.Text("relu", AppliesReLU ? "true" : "false"),
                    Operand.Write("output", lowering.Output),
                    Operand.Write("scratch", lowering.Scratch(KernelScratch.ConvolutionForwardPacked(input, output, Window, Groups), default)),
                ]);
            return;
        }

        var scratch = isKept
            ? KernelScratch.ConvolutionForwardPacked(input, output, Window, Groups)
            : KernelScratch.ConvolutionForward(input, output, Window, Groups);
        lowering.LaunchInPlace(
            "Conv2dKernel", isKept ? "ForwardPacked" : "ForwardScaled", shape, [("output", "residual")],
            [
                Operand.Read("input", lowering.Input(0)),
                .. weights,
                Operand.Read("bias", bias),
                Operand.Read("residual", AddsResidual ? lowering.Input(1) : null),
                Operand.Text("relu", AppliesReLU ? "true" : "false"),
                Operand.Write("output", lowering.Output),
                Operand.Write("scratch", lowering.Scratch(scratch, default)),
            ]);
    }

    private static KernelShape PooledShape(KernelShape convolution, Window pool, TensorShape pooled) => new(
        $"{convolution.Name}_max_{KernelShapes.Size(pooled)}_k{KernelShapes.Size(pool.Kernel)}_s{KernelShapes.Size(pool.Stride)}_p{KernelShapes.Size(pool.Padding)}"
            + (pool.Dilation == Pair.Both(1) ? "" : $"_d{KernelShapes.Size(pool.Dilation)}"),
        "IConvMaxPool2dShape",
        [
            .. convolution.Members,
            ShapeMember.Int("PooledHeight", pooled.Height),
            ShapeMember.Int("PooledWidth", pooled.Width),
            ShapeMember.Int("PoolHeight", pool.Kernel.Height),
            ShapeMember.Int("PoolWidth", pool.Kernel.Width),
            ShapeMember.Int("PoolStrideHeight", pool.Stride.Height),
            ShapeMember.Int("PoolStrideWidth", pool.Stride.Width),
            ShapeMember.Int("PoolPaddingHeight", pool.Padding.Height),
            ShapeMember.Int("PoolPaddingWidth", pool.Padding.Width),
            ShapeMember.Int("PoolDilationHeight", pool.Dilation.Height),
            ShapeMember.Int("PoolDilationWidth", pool.Dilation.Width),
        ]);

    /// <summary>What the batch normalisation multiplies the weights of each output channel by, and the bias that it makes.</summary>
    private (Value Factors, Value Bias) Factors(Lowering lowering, Value? bias, double epsilon)
    {
        var folded = (Factors: lowering.Prepared("factors", OutChannels), Bias: lowering.Prepared("foldedBias", OutChannels));
        lowering.Prepare(
            "BatchNormFold", "Factors", null,
            Operand.Text("outChannels", Words.Number(OutChannels)),
            Operand.Text("epsilon", Words.Real(epsilon) + "f"),
            Operand.Read("bias", bias),
            Operand.Read("scale", lowering.WeightOf(BatchNormPath!, "weight")),
            Operand.Read("shift", lowering.WeightOf(BatchNormPath!, "bias")),
            Operand.Read("runningMean", lowering.RunningOf(BatchNormPath!, "running_mean")),
            Operand.Read("runningVariance", lowering.RunningOf(BatchNormPath!, "running_var")),
            Operand.Write("factors", folded.Factors),
            Operand.Write("foldedBias", folded.Bias));
        return folded;
    }

    private (Value Weight, Value Bias) Fold(Lowering lowering, Value weight, Value? bias, double epsilon, int inPerGroup)
    {
        var folded = (Weight: lowering.Prepared("foldedWeight", weight.Floats), Bias: lowering.Prepared("foldedBias", OutChannels));
        var taps = Window.Kernel.Height * Window.Kernel.Width;
        lowering.Prepare(
            "BatchNormFold", "FoldConv2d", null,
            Operand.Text("taps", Words.Number(taps)),
            Operand.Text("inPerGroup", Words.Number(inPerGroup)),
            Operand.Text("outChannels", Words.Number(OutChannels)),
            Operand.Text("epsilon", Words.Real(epsilon) + "f"),
            Operand.Read("weight", weight),
            Operand.Read("bias", bias),
            Operand.Read("scale", lowering.WeightOf(BatchNormPath!, "weight")),
            Operand.Read("shift", lowering.WeightOf(BatchNormPath!, "bias")),
            Operand.Read("runningMean", lowering.RunningOf(BatchNormPath!, "running_mean")),
            Operand.Read("runningVariance", lowering.RunningOf(BatchNormPath!, "running_var")),
            Operand.Write("foldedWeight", folded.Weight),
            Operand.Write("foldedBias", folded.Bias));
        return folded;
    }
}
