using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Runtime.Tests.Reference;

/// <summary>2-D convolution and its gradients as sums over every tap, in double.</summary>
internal static class ConvolutionReference<TShape>
    where TShape : struct, IConv2dShape
{
    public static long InputCount => (long)TShape.InChannels * TShape.InHeight * TShape.InWidth;

    public static long OutputCount => (long)TShape.OutChannels * TShape.OutHeight * TShape.OutWidth;

    public static long WeightCount =>
        (long)TShape.KernelHeight * TShape.KernelWidth * (TShape.InChannels / TShape.Groups) * TShape.OutChannels;

    public static double[] Forward(int batch, double[] input, double[] weight, double[]? bias)
    {
        var output = new double[batch * OutputCount];
        for (var i = 0; i < output.Length; i++)
            output[i] = bias is null ? 0 : bias[i % TShape.OutChannels];
        ForEachProduct(batch, (x, w, y) => output[y] += input[x] * weight[w]);
        return output;
    }

    public static double[] DataGradient(int batch, double[] outputGradient, double[] weight)
    {
        var gradient = new double[batch * InputCount];
        ForEachProduct(batch, (x, w, y) => gradient[x] += outputGradient[y] * weight[w]);
        return gradient;
    }

    public static double[] WeightGradient(int batch, double[] input, double[] outputGradient)
    {
        var gradient = new double[WeightCount];
        ForEachProduct(batch, (x, w, y) => gradient[w] += input[x] * outputGradient[y]);
        return gradient;
    }

    /// <summary>Calls back with the indices of input, weight and output of every product in the convolution.</summary>
    private static void ForEachProduct(int batch, Action<long, long, long> product)
    {
        var inPerGroup = TShape.InChannels / TShape.Groups;
        var outPerGroup = TShape.OutChannels / TShape.Groups;
        for (var n = 0; n < batch; n++)
        for (var oy = 0; oy < TShape.OutHeight; oy++)
        for (var ox = 0; ox < TShape.OutWidth; ox++)
        for (var ky = 0; ky < TShape.KernelHeight; ky++)
        for (var kx = 0; kx < TShape.KernelWidth; kx++)
        {
            var iy = (oy * TShape.StrideHeight) - TShape.PaddingHeight + (ky * TShape.DilationHeight);
            var ix = (ox * TShape.StrideWidth) - TShape.PaddingWidth + (kx * TShape.DilationWidth);
            if (iy < 0 || iy >= TShape.InHeight || ix < 0 || ix >= TShape.InWidth)
                continue;
            for (var co = 0; co < TShape.OutChannels; co++)
            for (var ci = 0; ci < inPerGroup; ci++)
            {
                var x = (((((long)n * TShape.InHeight) + iy) * TShape.InWidth) + ix) * TShape.InChannels
                    + (co / outPerGroup * inPerGroup) + ci;
                var w = (((((long)ky * TShape.KernelWidth) + kx) * inPerGroup) + ci) * TShape.OutChannels + co;
                var y = (((((long)n * TShape.OutHeight) + oy) * TShape.OutWidth) + ox) * TShape.OutChannels + co;
                product(x, w, y);
            }
        }
    }
}
