namespace ShapeNet.Runtime.Cpu;

/// <summary>Stochastic gradient descent with momentum and weight decay over all parameters.</summary>
public static unsafe class SgdKernel
{
    private const int ItemFloats = 1 << 15;

    /// <summary>g ← g + weight decay · p, v ← momentum · v + g, p ← p − learning rate · v; without momentum v is not touched.</summary>
    /// <param name="context">Threads and vectors.</param>
    /// <param name="count">How many values.</param>
    /// <param name="parameters">p.</param>
    /// <param name="gradients">g; stays as it is.</param>
    /// <param name="momentum">v.</param>
    /// <param name="learningRate">The step's length.</param>
    /// <param name="momentumFactor">How much of v stays.</param>
    /// <param name="weightDecay">How much of p is added to g.</param>
    public static void Update(
        CpuContext context, long count, CpuBuffer parameters, CpuBuffer gradients, CpuBuffer momentum,
        float learningRate, float momentumFactor, float weightDecay)
    {
        var work = new Work
        {
            Count = count,
            Parameters = parameters.Pointer,
            Gradients = gradients.Pointer,
            Momentum = momentumFactor == 0 ? null : momentum.Pointer,
            LearningRate = learningRate,
            MomentumFactor = momentumFactor,
            WeightDecay = weightDecay,
        };
        context.Threads.Run((int)((count + ItemFloats - 1) / ItemFloats), work);
    }

    private struct Work : ICpuWork
    {
        public long Count;
        public float* Parameters;
        public float* Gradients;
        public float* Momentum;
        public float LearningRate;
        public float MomentumFactor;
        public float WeightDecay;

        public readonly void Execute(int item, int thread)
        {
            var end = Math.Min(Count, (item + 1L) * ItemFloats);
            for (var index = (long)item * ItemFloats; index < end; index++)
            {
                var velocity = Gradients[index] + WeightDecay * Parameters[index];
                if (Momentum != null)
                    Momentum[index] = velocity = MomentumFactor * Momentum[index] + velocity;
                Parameters[index] -= LearningRate * velocity;
            }
        }
    }
}
