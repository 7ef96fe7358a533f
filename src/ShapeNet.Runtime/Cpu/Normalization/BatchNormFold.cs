namespace ShapeNet.Runtime.Cpu;

/// <summary>Makes batch normalisation with fixed statistics part of the convolution before it.</summary>
public static unsafe class BatchNormFold
{
    /// <summary>
    /// What the weights of each output channel are multiplied by, and the bias that goes with them:
    /// factors = scale / √(runningVariance + ε) and foldedBias = (bias − runningMean) · factors + shift.
    /// </summary>
    /// <param name="context">Batch, threads and vectors; none of them are needed.</param>
    /// <param name="outChannels">OutChannels.</param>
    /// <param name="epsilon">The layer's ε.</param>
    /// <param name="bias">The convolution's bias, or none.</param>
    /// <param name="scale">The learned scale.</param>
    /// <param name="shift">The learned shift.</param>
    /// <param name="runningMean">The running mean.</param>
    /// <param name="runningVariance">The running variance.</param>
    /// <param name="factors">Receives a factor for each output channel.</param>
    /// <param name="foldedBias">The new bias; may be the bias.</param>
    public static void Factors(
        CpuContext context, int outChannels, float epsilon, CpuBuffer bias, CpuBuffer scale, CpuBuffer shift, CpuBuffer runningMean,
        CpuBuffer runningVariance, CpuBuffer factors, CpuBuffer foldedBias)
    {
        for (var channel = 0; channel < outChannels; channel++)
        {
            var factor = scale.Pointer[channel] / Math.Sqrt((double)runningVariance.Pointer[channel] + epsilon);
            var oldBias = bias.IsNone ? 0.0 : bias.Pointer[channel];
            factors.Pointer[channel] = (float)factor;
            foldedBias.Pointer[channel] = (float)(((oldBias - runningMean.Pointer[channel]) * factor) + shift.Pointer[channel]);
        }
    }
}
