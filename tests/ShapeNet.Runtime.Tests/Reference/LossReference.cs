using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Runtime.Tests.Reference;

/// <summary>Pixel cross-entropy: sum over images of the mean over counted pixels, in double.</summary>
internal static class LossReference<TShape>
    where TShape : struct, IChannelShape
{
    private static int Pixels => TShape.Height * TShape.Width;

    public static double[] Losses(int batch, double[] logits, int[] labels, int ignore)
    {
        var losses = new double[batch];
        var counted = Counted(batch, labels, ignore);
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            if (labels[pixel] != ignore)
                losses[pixel / Pixels] -= Math.Log(Softmax(logits, pixel)[labels[pixel]]) / counted[pixel / Pixels];
        }

        return losses;
    }

    public static double[] Counted(int batch, int[] labels, int ignore) =>
        [.. Enumerable.Range(0, batch).Select(image => (double)labels.Skip(image * Pixels).Take(Pixels).Count(label => label != ignore))];

    public static double[] Correct(int batch, double[] logits, int[] labels, int ignore)
    {
        var correct = new double[batch];
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            var values = logits.AsSpan(pixel * TShape.Channels, TShape.Channels).ToArray();
            if (labels[pixel] != ignore && Array.IndexOf(values, values.Max()) == labels[pixel])
                correct[pixel / Pixels]++;
        }

        return correct;
    }

    public static double[] Gradient(int batch, double[] logits, int[] labels, int ignore)
    {
        var gradient = new double[logits.Length];
        var counted = Counted(batch, labels, ignore);
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            if (labels[pixel] == ignore)
                continue;
            var softmax = Softmax(logits, pixel);
            for (var channel = 0; channel < TShape.Channels; channel++)
            {
                var target = channel == labels[pixel] ? 1 : 0;
                gradient[(pixel * TShape.Channels) + channel] = (softmax[channel] - target) / counted[pixel / Pixels];
            }
        }

        return gradient;
    }

    private static double[] Softmax(double[] logits, int pixel)
    {
        var values = logits.AsSpan(pixel * TShape.Channels, TShape.Channels).ToArray();
        var largest = values.Max();
        var powers = values.Select(value => Math.Exp(value - largest)).ToArray();
        var sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }
}
