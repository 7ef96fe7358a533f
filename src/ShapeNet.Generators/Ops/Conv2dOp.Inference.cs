using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

// Weights in inference: a batch normalisation is folded into them, and the CPU keeps them packed.
internal sealed partial record Conv2dOp
{
    private void ForwardPacked(Lowering lowering)
    {
        var (input, output) = (lowering.InputShapes[0], lowering.OutputShape);
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
