using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Runtime.Tests.Reference;

/// <summary>Batch normalisation with residual and rectifier, forward and backward, in double.</summary>
internal static class BatchNormReference<TShape>
    where TShape : struct, IBatchNorm2dShape
{
    public static long Count => (long)TShape.Channels * TShape.Height * TShape.Width;

    public static (double[] Mean, double[] Variance) Statistics(int batch, double[] input)
    {
        var pixels = batch * TShape.Height * TShape.Width;
        var mean = new double[TShape.Channels];
        var variance = new double[TShape.Channels];
        for (var i = 0; i < input.Length; i++)
            mean[i % TShape.Channels] += input[i] / pixels;
        for (var i = 0; i < input.Length; i++)
            variance[i % TShape.Channels] += Math.Pow(input[i] - mean[i % TShape.Channels], 2) / pixels;
        return (mean, variance);
    }

    public static double[] Apply(
        double[] input, double[] mean, double[] variance, double[] scale, double[] shift, double[]? residual)
    {
        var output = new double[input.Length];
        for (var i = 0; i < input.Length; i++)
        {
            var c = i % TShape.Channels;
            var value = (scale[c] * (input[i] - mean[c]) / Math.Sqrt(variance[c] + TShape.Epsilon)) + shift[c];
            if (TShape.AddsResidual)
                value += residual![i];
            output[i] = TShape.AppliesReLU ? Math.Max(value, 0) : value;
        }

        return output;
    }

    public static double[] Train(int batch, double[] input, double[] scale, double[] shift, double[]? residual)
    {
        var (mean, variance) = Statistics(batch, input);
        return Apply(input, mean, variance, scale, shift, residual);
    }

    /// <summary>The output's gradient where the rectifier was open.</summary>
    public static double[] Masked(double[] outputGradient, double[] output) =>
        [.. outputGradient.Zip(output, (gradient, value) => !TShape.AppliesReLU || value > 0 ? gradient : 0)];

    public static (double[] Scale, double[] Shift, double[] Input) Backward(
        int batch, double[] input, double[] scale, double[] masked)
    {
        var (mean, variance) = Statistics(batch, input);
        var pixels = batch * TShape.Height * TShape.Width;
        var scaleGradient = new double[TShape.Channels];
        var shiftGradient = new double[TShape.Channels];
        double Normalized(int i) =>
            (input[i] - mean[i % TShape.Channels]) / Math.Sqrt(variance[i % TShape.Channels] + TShape.Epsilon);
        for (var i = 0; i < input.Length; i++)
        {
            scaleGradient[i % TShape.Channels] += masked[i] * Normalized(i);
            shiftGradient[i % TShape.Channels] += masked[i];
        }

        var inputGradient = new double[input.Length];
        for (var i = 0; i < input.Length; i++)
        {
            var c = i % TShape.Channels;
            inputGradient[i] = scale[c] / Math.Sqrt(variance[c] + TShape.Epsilon)
                * (masked[i] - (shiftGradient[c] / pixels) - (Normalized(i) * scaleGradient[c] / pixels));
        }

        return (scaleGradient, shiftGradient, inputGradient);
    }
}
