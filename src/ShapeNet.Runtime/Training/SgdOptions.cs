namespace ShapeNet.Runtime;

/// <summary>
/// Stochastic gradient descent as PyTorch defines it: g ← g + weight decay · p, v ← momentum · v + g, p ← p − learning rate · v.
/// </summary>
/// <param name="LearningRate">The step's length.</param>
/// <param name="Momentum">How much of the last step's velocity stays; 0 unless said.</param>
/// <param name="WeightDecay">How much of each parameter is added to its gradient; 0 unless said.</param>
public readonly record struct SgdOptions(float LearningRate, float Momentum = 0, float WeightDecay = 0)
{
    internal void Check()
    {
        Check(LearningRate, "learning rate");
        Check(Momentum, "momentum");
        Check(WeightDecay, "weight decay");

        static void Check(float value, string name)
        {
            if (!(value >= 0) || float.IsInfinity(value))
                throw new ArgumentException($"The {name} is {value}: it must be a number of at least 0.");
        }
    }
}
