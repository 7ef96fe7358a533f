namespace ShapeNet.Runtime.Cpu;

/// <summary>A network's training step, emitted as calls of kernels.</summary>
public abstract class CpuTrainingProgram
{
    /// <summary>Input → logits. Batch normalisation uses the batch's statistics and updates the running ones.</summary>
    /// <param name="run">The batch.</param>
    public abstract void Forward(CpuRun run);

    /// <summary>Logits and labels → losses and gradients of all parameters. The logits' memory may be overwritten.</summary>
    /// <param name="run">The batch that <see cref="Forward"/> ran.</param>
    public abstract void Backward(CpuRun run);

    /// <summary>Whether <see cref="Forward"/> leaves the logits in the planned memory. Where the last layer and the loss are one kernel, it does not.</summary>
    public virtual bool KeepsOutput => true;

    /// <summary>Writes the logits to <see cref="CpuRun.Output"/>, where they are not kept.</summary>
    /// <param name="run">The batch that <see cref="Forward"/> ran.</param>
    /// <exception cref="NotSupportedException">The logits are kept.</exception>
    public virtual void WriteOutput(CpuRun run) => throw new NotSupportedException("The logits are in the planned memory.");
}

/// <summary>A network's inference, emitted as calls of kernels.</summary>
public abstract class CpuInferenceProgram
{
    /// <summary>Values that <see cref="Prepare"/> makes from the parameters and that stay until they change.</summary>
    public abstract long PreparedFloats { get; }

    /// <summary>Parameters and running statistics → folded and packed weights. Runs once after the weights change.</summary>
    /// <param name="run">Where the weights are.</param>
    public abstract void Prepare(CpuRun run);

    /// <summary><see cref="CpuRun.Input"/> → <see cref="CpuRun.Output"/>.</summary>
    /// <param name="run">The batch.</param>
    public abstract void Forward(CpuRun run);
}
