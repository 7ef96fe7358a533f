namespace ShapeNet.Runtime.Cpu;

/// <summary>What every CPU kernel is told beside its operands: how many images, on which threads, with which vectors.</summary>
/// <param name="batch">Images in this batch, at least 1.</param>
/// <param name="threads">The threads that share the work.</param>
/// <param name="vectors">The widest vectors to use.</param>
public class CpuContext(int batch, CpuThreads threads, VectorWidth vectors)
{
    /// <summary>Images in this batch (N).</summary>
    public int Batch { get; protected set; } = batch;

    /// <summary>The threads that share the work.</summary>
    public CpuThreads Threads { get; } = threads;

    /// <summary>The widest vectors to use.</summary>
    public VectorWidth Vectors { get; } = vectors;
}
