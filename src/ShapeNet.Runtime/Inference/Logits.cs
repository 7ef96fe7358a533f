namespace ShapeNet.Runtime;

/// <summary>Reads the logits of one position: one value for each class.</summary>
public static class Logits
{
    /// <summary>The class of the largest logit; of equal ones, the first.</summary>
    /// <param name="logits">The position's logits.</param>
    public static int ArgMax(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
                best = i;
        }

        return best;
    }

    /// <summary>The cross-entropy of the logits' softmax: how unlikely the network finds a class, 0 where it is certain of it.</summary>
    /// <param name="logits">The position's logits.</param>
    /// <param name="label">The class.</param>
    public static float CrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        var largest = logits[0];
        foreach (var logit in logits)
            largest = MathF.Max(largest, logit);
        // Thousands of classes that are scored alike round a sum of single precision the same way each time.
        var sum = 0.0;
        foreach (var logit in logits)
            sum += MathF.Exp(logit - largest);
        return (float)Math.Log(sum) + largest - logits[label];
    }
}
