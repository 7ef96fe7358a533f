namespace ShapeNet.Runtime.Ilgpu;

/// <summary>A network's training step, emitted as launches of ILGPU kernels.</summary>
public abstract class IlgpuTrainingProgram
{
    /// <summary>Input → logits. Batch normalisation uses the batch's statistics and updates the running ones.</summary>
    /// <param name="run">The batch.</param>
    public abstract void Forward(IlgpuRun run);

    /// <summary>Logits and labels → losses and gradients of all parameters. The logits' memory may be overwritten.</summary>
    /// <param name="run">The batch that <see cref="Forward"/> ran.</param>
    public abstract void Backward(IlgpuRun run);
}

/// <summary>A network's inference, emitted as launches of ILGPU kernels.</summary>
public abstract class IlgpuInferenceProgram
{
    /// <summary>Parameters and running statistics → folded weights. Runs once after the weights change.</summary>
    /// <param name="run">Where the weights are.</param>
    public abstract void Prepare(IlgpuRun run);

    /// <summary>Input → output.</summary>
    /// <param name="run">The batch.</param>
    public abstract void Forward(IlgpuRun run);
}
