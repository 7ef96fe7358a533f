using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Ptx;

/// <summary>A kernel of a module.</summary>
internal sealed class PtxKernel
{
    public PtxKernel(KernelCode code, IReadOnlyList<(int Offset, int Bytes)> parameters, int? maxThreads)
    {
        Code = code;
        Parameters = parameters;
        ParameterBytes = parameters.Count == 0 ? 0 : parameters[^1].Offset + parameters[^1].Bytes;
        MaxThreads = maxThreads;
    }

    public KernelCode Code { get; }

    public string Name => Code.Name;

    /// <summary>The bytes of the parameters, one after another, each aligned as it is declared.</summary>
    public int ParameterBytes { get; }

    public IReadOnlyList<(int Offset, int Bytes)> Parameters { get; }

    public int StaticSharedBytes => Code.StaticSharedBytes;

    /// <summary>Local memory of a thread.</summary>
    public int LocalBytes => Code.LocalBytes;

    /// <summary>The most threads of a block, where the kernel says it.</summary>
    public int? MaxThreads { get; }

    /// <summary>Runs the kernel to its end.</summary>
    /// <exception cref="PtxFault">A thread broke a rule.</exception>
    public unsafe void Launch(Dim3 grid, Dim3 block, int dynamicSharedBytes, ReadOnlySpan<byte> parameters, IDeviceMemory memory)
    {
        const int mostThreads = 1024;
        if (grid is not { X: > 0, Y: > 0, Z: > 0 } || block is not { X: > 0, Y: > 0, Z: > 0 })
            throw new PtxFault($"{Name}: a grid of {grid} blocks of {block} threads has none.");
        if (block.Count > (MaxThreads ?? mostThreads))
            throw new PtxFault($"{Name}: a block of {block.Count} threads is more than its {MaxThreads ?? mostThreads}.");
        if (parameters.Length != ParameterBytes)
            throw new PtxFault($"{Name}: {parameters.Length} bytes of parameters are given; it has {ParameterBytes}.");
        ArgumentOutOfRangeException.ThrowIfNegative(dynamicSharedBytes);
        fixed (byte* bytes = parameters)
            new Launch(Code, grid, block, dynamicSharedBytes, bytes, parameters.Length, memory).Run();
    }
}
