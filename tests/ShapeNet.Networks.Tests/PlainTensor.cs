namespace ShapeNet.Networks.Tests;

/// <summary>Layers in double precision and by definition, to take finite differences of: N×C×H×W.</summary>
internal sealed class PlainTensor(int images, int channels, int height, int width)
{
    private readonly double[,,,] values = new double[images, channels, height, width];

    public static PlainTensor From(float[] channelsFirst, int images, int channels, int height, int width)
    {
        var tensor = new PlainTensor(images, channels, height, width);
        var next = 0;
        tensor.Fill((_, _, _, _) => channelsFirst[next++]);
        return tensor;
    }

    /// <param name="weight">(out, in per group, kernel, kernel).</param>
    /// <param name="bias">(out).</param>
    /// <param name="kernel">Kernel rows and columns.</param>
    /// <param name="stride">Step between windows.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Distance between kernel positions.</param>
    /// <param name="groups">Independent parts.</param>
    public PlainTensor Conv2d(double[] weight, double[] bias, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        var (inPerGroup, outPerGroup) = (channels / groups, bias.Length / groups);
        var extent = dilation * (kernel - 1) + 1;
        var result = new PlainTensor(images, bias.Length, (height + 2 * padding - extent) / stride + 1, (width + 2 * padding - extent) / stride + 1);
        result.Fill((n, o, i, j) =>
        {
            var sum = bias[o];
            for (var c = 0; c < inPerGroup; c++)
            {
                for (var k = 0; k < kernel * kernel; k++)
                {
                    var (row, column) = (i * stride - padding + k / kernel * dilation, j * stride - padding + k % kernel * dilation);
                    sum += weight[(o * inPerGroup + c) * kernel * kernel + k] * this[n, o / outPerGroup * inPerGroup + c, row, column];
                }
            }

            return sum;
        });
        return result;
    }

    /// <summary>Every input position adds its scaled kernel to the output.</summary>
    /// <param name="weight">(in, out, kernel, kernel).</param>
    /// <param name="bias">(out).</param>
    /// <param name="kernel">Kernel rows and columns.</param>
    /// <param name="stride">Output step for one input step.</param>
    /// <param name="padding">Rows and columns taken away on each side.</param>
    public PlainTensor ConvTranspose2d(double[] weight, double[] bias, int kernel, int stride, int padding)
    {
        var result = new PlainTensor(images, bias.Length, (height - 1) * stride - 2 * padding + kernel, (width - 1) * stride - 2 * padding + kernel);
        result.Fill((_, o, _, _) => bias[o]);
        ForEach((n, c, i, j) =>
        {
            for (var o = 0; o < bias.Length; o++)
            {
                for (var k = 0; k < kernel * kernel; k++)
                {
                    var (row, column) = (i * stride - padding + k / kernel, j * stride - padding + k % kernel);
                    if (result.Contains(row, column))
                        result.values[n, o, row, column] += values[n, c, i, j] * weight[(c * bias.Length + o) * kernel * kernel + k];
                }
            }
        });
        return result;
    }

    /// <summary>With the batch's own statistics.</summary>
    public PlainTensor BatchNorm2d(double[] scale, double[] shift, double epsilon)
    {
        var (mean, variance) = (new double[channels], new double[channels]);
        var count = (double)images * height * width;
        ForEach((n, c, i, j) => mean[c] += values[n, c, i, j] / count);
        ForEach((n, c, i, j) => variance[c] += Math.Pow(values[n, c, i, j] - mean[c], 2) / count);
        return Map(channels, height, width, (n, c, i, j) =>
            scale[c] * (values[n, c, i, j] - mean[c]) / Math.Sqrt(variance[c] + epsilon) + shift[c]);
    }

    /// <summary>The average of 3×3 windows at every position, zeros around the image counted.</summary>
    public PlainTensor AvgPool3x3() => Map(channels, height, width, (n, c, i, j) =>
        Enumerable.Range(0, 9).Sum(k => this[n, c, i + k / 3 - 1, j + k % 3 - 1]) / 9);

    public PlainTensor Add(PlainTensor other) =>
        Map(channels, height, width, (n, c, i, j) => values[n, c, i, j] + other.values[n, c, i, j]);

    public PlainTensor Concat(PlainTensor other) => Map(channels + other.Channels, height, width, (n, c, i, j) =>
        c < channels ? values[n, c, i, j] : other.values[n, c - channels, i, j]);

    public PlainTensor Crop(int top, int left, int rows, int columns) =>
        Map(channels, rows, columns, (n, c, i, j) => values[n, c, i + top, j + left]);

    /// <summary>The sum over images of the mean cross-entropy of their positions.</summary>
    public double LossSum(ReadOnlySpan<int> labels)
    {
        var loss = 0.0;
        for (var index = 0; index < labels.Length; index++)
        {
            var (n, i, j) = (index / (height * width), index / width % height, index % width);
            var exponentials = Enumerable.Range(0, channels).Sum(c => Math.Exp(values[n, c, i, j]));
            loss += (Math.Log(exponentials) - values[n, labels[index], i, j]) / (height * width);
        }

        return loss;
    }

    private int Channels => channels;

    /// <summary>Zero outside the image.</summary>
    private double this[int n, int c, int i, int j] => Contains(i, j) ? values[n, c, i, j] : 0;

    private bool Contains(int row, int column) => row >= 0 && row < height && column >= 0 && column < width;

    private PlainTensor Map(int resultChannels, int rows, int columns, Func<int, int, int, int, double> value)
    {
        var result = new PlainTensor(images, resultChannels, rows, columns);
        result.Fill(value);
        return result;
    }

    private void Fill(Func<int, int, int, int, double> value) => ForEach((n, c, i, j) => values[n, c, i, j] = value(n, c, i, j));

    private void ForEach(Action<int, int, int, int> action)
    {
        for (var n = 0; n < images; n++)
        {
            for (var c = 0; c < channels; c++)
            {
                for (var i = 0; i < height; i++)
                {
                    for (var j = 0; j < width; j++)
                        action(n, c, i, j);
                }
            }
        }
    }
}
