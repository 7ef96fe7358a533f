using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Runtime.Tests.Reference;

/// <summary>Maximum and average pooling and their gradients, in double.</summary>
internal static class PoolingReference<TShape>
    where TShape : struct, IPool2dShape
{
    public static long InputCount => (long)TShape.Channels * TShape.InHeight * TShape.InWidth;

    public static long OutputCount => (long)TShape.Channels * TShape.OutHeight * TShape.OutWidth;

    public static (double[] Output, int[] Argmax, long[] Source) Max(int batch, double[] input)
    {
        var output = new double[batch * OutputCount];
        var argmax = new int[output.Length];
        var source = new long[output.Length];
        Array.Fill(output, double.NegativeInfinity);
        Array.Fill(argmax, -1);
        ForEachPosition(batch, (x, y, position) =>
        {
            if (argmax[y] < 0 || input[x] > output[y] || (double.IsNaN(input[x]) && !double.IsNaN(output[y])))
                (output[y], argmax[y], source[y]) = (input[x], position, x);
        });
        return (output, argmax, source);
    }

    public static double[] MaxBackward(int batch, double[] input, double[] outputGradient)
    {
        var gradient = new double[batch * InputCount];
        var (_, _, source) = Max(batch, input);
        for (var y = 0; y < source.Length; y++)
            gradient[source[y]] += outputGradient[y];
        return gradient;
    }

    public static double[] Average(int batch, double[] input)
    {
        var output = new double[batch * OutputCount];
        ForEachPosition(batch, (x, y, _) => output[y] += input[x] / Divisor(y));
        return output;
    }

    public static double[] AverageBackward(int batch, double[] outputGradient)
    {
        var gradient = new double[batch * InputCount];
        ForEachPosition(batch, (x, y, _) => gradient[x] += outputGradient[y] / Divisor(y));
        return gradient;
    }

    /// <summary>Positions of the output's window inside the padded input, or inside the input.</summary>
    private static int Divisor(long output)
    {
        var column = (int)(output / TShape.Channels % TShape.OutWidth);
        var row = (int)(output / TShape.Channels / TShape.OutWidth % TShape.OutHeight);
        return Extent(row, TShape.StrideHeight, TShape.PaddingHeight, TShape.KernelHeight, TShape.InHeight)
            * Extent(column, TShape.StrideWidth, TShape.PaddingWidth, TShape.KernelWidth, TShape.InWidth);
    }

    private static int Extent(int output, int stride, int padding, int kernel, int size)
    {
        var positions = Enumerable.Range((output * stride) - padding, kernel);
        return TShape.CountsPadding
            ? positions.Count(position => position < size + padding)
            : positions.Count(position => position >= 0 && position < size);
    }

    private static void ForEachPosition(int batch, Action<long, long, int> position)
    {
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
            for (var c = 0; c < TShape.Channels; c++)
            {
                position(
                    (((((long)n * TShape.InHeight) + iy) * TShape.InWidth) + ix) * TShape.Channels + c,
                    (((((long)n * TShape.OutHeight) + oy) * TShape.OutWidth) + ox) * TShape.Channels + c,
                    (ky * TShape.KernelWidth) + kx);
            }
        }
    }
}
