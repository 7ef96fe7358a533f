namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>A launch of a kernel: what all its blocks share.</summary>
internal sealed unsafe class Launch(KernelCode code, Dim3 grid, Dim3 block, int dynamicSharedBytes, byte* parameters, int parameterBytes, IDeviceMemory memory)
{
    public KernelCode Code { get; } = code;

    public Dim3 Grid { get; } = grid;

    public Dim3 Block { get; } = block;

    public int Threads { get; } = (int)block.Count;

    public int DynamicSharedBytes { get; } = dynamicSharedBytes;

    public byte* Parameters { get; } = parameters;

    public int ParameterBytes { get; } = parameterBytes;

    public IDeviceMemory Memory { get; } = memory;

    public int SharedBytes { get; } = dynamicSharedBytes == 0 ? code.StaticSharedBytes : code.DynamicSharedStart + dynamicSharedBytes;

    /// <summary>Runs all blocks: one after another where atomics on global memory could make their order show or races are looked for, else on all cores.</summary>
    /// <exception cref="PtxFault">A thread broke a rule; of several, the one of the first block.</exception>
    public void Run()
    {
        Code.Profile?.AddLaunch(Grid.Count);
        if (Code.HasGlobalAtomics || Code.Races is not null || Grid.Count == 1 || Environment.ProcessorCount == 1)
            RunInOrder();
        else
            RunInParallel();
    }

    private void RunInOrder()
    {
        using var runner = new BlockRunner(this);
        for (var block = 0L; block < Grid.Count; block++)
            runner.Run(Grid.At(block));
    }

    private void RunInParallel()
    {
        var gate = new Lock();
        var (faulted, fault) = (long.MaxValue, default(PtxFault));
        Parallel.For(
            0L,
            Grid.Count,
            () => new BlockRunner(this),
            (block, loop, runner) =>
            {
                try
                {
                    runner.Run(Grid.At(block));
                }
                catch (PtxFault found)
                {
                    // Blocks before this one still run, so that the fault that is told does not depend on chance.
                    loop.Break();
                    lock (gate)
                    {
                        if (block < faulted)
                            (faulted, fault) = (block, found);
                    }
                }

                return runner;
            },
            runner => runner.Dispose());
        if (fault is not null)
            throw fault;
    }
}
