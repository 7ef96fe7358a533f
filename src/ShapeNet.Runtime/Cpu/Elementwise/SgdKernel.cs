using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Stochastic gradient descent with momentum and weight decay.</summary>
public static unsafe class SgdKernel
{
    private const int ItemValues = 32 * 1024;

    /// <summary>
    /// v = momentum · v + (gradient + weightDecay · parameter); parameter −= learningRate · v.
    /// Without momentum the operand <paramref name="velocity"/> may be none.
    /// </summary>
    /// <param name="context">Threads and vectors.</param>
    /// <param name="count">How many parameters there are.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="velocity">The velocities v, zero before the first step, or none.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="momentum">The factor of the former velocity.</param>
    /// <param name="weightDecay">The factor of the parameter in its gradient.</param>
    public static void Update(
        CpuContext context, long count, CpuBuffer parameters, CpuBuffer gradients, CpuBuffer velocity,
        float learningRate, float momentum, float weightDecay) =>
        VectorWork.Run(
            context,
            checked((int)((count + ItemValues - 1) / ItemValues)),
            new UpdateWork(
                parameters.Pointer, gradients.Pointer, velocity.Pointer, count, learningRate, momentum, weightDecay));

    private readonly struct UpdateWork(
        float* parameters, float* gradients, float* velocities, long count, float learningRate, float momentum, float weightDecay)
        : IVectorWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var decay = TSimd.Broadcast(weightDecay);
            var factor = TSimd.Broadcast(momentum);
            var step = TSimd.Broadcast(-learningRate);
            var last = Math.Min(count, (item + 1L) * ItemValues);
            for (var i = (long)item * ItemValues; i < last; i += TSimd.Lanes)
            {
                var lanes = (int)Math.Min(TSimd.Lanes, last - i);
                var parameter = TSimd.LoadFirst(parameters + i, lanes);
                var direction = TSimd.MultiplyAdd(decay, parameter, TSimd.LoadFirst(gradients + i, lanes));
                if (velocities is not null)
                {
                    direction = TSimd.MultiplyAdd(factor, TSimd.LoadFirst(velocities + i, lanes), direction);
                    TSimd.StoreFirst(velocities + i, direction, lanes);
                }

                TSimd.StoreFirst(parameters + i, TSimd.MultiplyAdd(step, direction, parameter), lanes);
            }
        }
    }
}
