namespace ShapeNet.Runtime.Cpu;

/// <summary>Makes batch normalisation with fixed statistics part of the convolution before it.</summary>
public static unsafe class BatchNormFold
{
    /// <summary>
    /// foldedWeight = weight · f and foldedBias = (bias − runningMean) · f + shift, with f = scale / √(runningVariance + ε) of the output channel.
    /// </summary>
    /// <param name="context">Batch, threads and vectors; folding runs once and needs none of them.</param>
    /// <param name="taps">KernelHeight · KernelWidth.</param>
    /// <param name="inPerGroup">InChannels / Groups.</param>
    /// <param name="outChannels">OutChannels.</param>
    /// <param name="epsilon">The layer's ε.</param>
    /// <param name="weight">The convolution's weights.</param>
    /// <param name="bias">The convolution's bias, or none.</param>
    /// <param name="scale">The learned scale.</param>
    /// <param name="shift">The learned shift.</param>
    /// <param name="runningMean">The running mean.</param>
    /// <param name="runningVariance">The running variance.</param>
    /// <param name="foldedWeight">The new weights; may be the weights.</param>
    /// <param name="foldedBias">The new bias; may be the bias.</param>
    public static void FoldConv2d(
        CpuContext context, int taps, int inPerGroup, int outChannels, float epsilon, CpuBuffer weight, CpuBuffer bias, CpuBuffer scale, CpuBuffer shift,
        CpuBuffer runningMean, CpuBuffer runningVariance, CpuBuffer foldedWeight, CpuBuffer foldedBias)
    {
        var rows = (long)taps * inPerGroup;
        for (var channel = 0; channel < outChannels; channel++)
        {
            var factor = scale.Pointer[channel] / Math.Sqrt((double)runningVariance.Pointer[channel] + epsilon);
            var oldBias = bias.IsNone ? 0.0 : bias.Pointer[channel];
            foldedBias.Pointer[channel] = (float)(((oldBias - runningMean.Pointer[channel]) * factor) + shift.Pointer[channel]);
            for (var row = 0L; row < rows; row++)
            {
                var i = (row * outChannels) + channel;
                foldedWeight.Pointer[i] = (float)(weight.Pointer[i] * factor);
            }
        }
    }
}
