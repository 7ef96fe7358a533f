using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

public readonly struct WholeLinear : ILinearShape
{
    public static int InFeatures => 1030;

    public static int OutFeatures => 144;
}

public readonly struct OddLinear : ILinearShape
{
    public static int InFeatures => 37;

    public static int OutFeatures => 85;
}

public abstract class LinearTests<TShape>
    where TShape : struct, ILinearShape
{
    private const int Batch = 7;
    private readonly double[] input = Numbers.Random((long)Batch * TShape.InFeatures, seed: 1);
    private readonly double[] weight = Numbers.Random((long)TShape.InFeatures * TShape.OutFeatures, seed: 2);
    private readonly double[] bias = Numbers.Random(TShape.OutFeatures, seed: 3);
    private readonly double[] outputGradient = Numbers.Random((long)Batch * TShape.OutFeatures, seed: 4);

    [Fact]
    public void Reference_gradients_match_differences()
    {
        double Loss() => Numbers.Dot(Output(bias), outputGradient);
        Numbers.AssertGradient(Loss, input, InputGradient());
        Numbers.AssertGradient(Loss, weight, WeightGradient());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward(bool withBias) =>
        KernelRun.Check(
            Batch,
            LinearKernel<TShape>.ForwardScratch(),
            [input, weight, bias],
            [Numbers.Unset(outputGradient.Length)],
            [Output(withBias ? bias : new double[bias.Length])],
            (context, inputs, outputs, scratch) => LinearKernel<TShape>.Forward(
                context, inputs[0], inputs[1], withBias ? inputs[2] : CpuBuffer.None, outputs[0], scratch));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DataGradient(bool accumulate) =>
        KernelRun.Check(
            Batch,
            LinearKernel<TShape>.DataGradientScratch(),
            [outputGradient, weight],
            [accumulate ? input : Numbers.Unset(input.Length)],
            [accumulate ? Numbers.Add(InputGradient(), input) : InputGradient()],
            (context, inputs, outputs, scratch) => LinearKernel<TShape>.DataGradient(
                context, inputs[0], inputs[1], outputs[0], accumulate, scratch));

    [Fact]
    public void WeightGradients() =>
        KernelRun.Check(
            Batch,
            LinearKernel<TShape>.WeightGradientScratch(),
            [input, outputGradient],
            [Numbers.Unset(weight.Length)],
            [WeightGradient()],
            (context, inputs, outputs, scratch) => LinearKernel<TShape>.WeightGradient(
                context, inputs[0], inputs[1], outputs[0], scratch));

    private double[] Output(double[] start)
    {
        var output = new double[outputGradient.Length];
        for (var o = 0; o < output.Length; o++)
            output[o] = start[o % TShape.OutFeatures];
        ForEachProduct((x, w, y) => output[y] += input[x] * weight[w]);
        return output;
    }

    private double[] InputGradient()
    {
        var gradient = new double[input.Length];
        ForEachProduct((x, w, y) => gradient[x] += outputGradient[y] * weight[w]);
        return gradient;
    }

    private double[] WeightGradient()
    {
        var gradient = new double[weight.Length];
        ForEachProduct((x, w, y) => gradient[w] += input[x] * outputGradient[y]);
        return gradient;
    }

    private static void ForEachProduct(Action<int, int, int> product)
    {
        for (var n = 0; n < Batch; n++)
        for (var i = 0; i < TShape.InFeatures; i++)
        for (var o = 0; o < TShape.OutFeatures; o++)
            product((n * TShape.InFeatures) + i, (i * TShape.OutFeatures) + o, (n * TShape.OutFeatures) + o);
    }
}

public class WholeLinearTests : LinearTests<WholeLinear>;

public class OddLinearTests : LinearTests<OddLinear>;
