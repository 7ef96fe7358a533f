using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Checker;
using ILGPU.Rewriting;

namespace ILGPU.Runtime;

/// <summary>A kernel loaded on an accelerator.</summary>
internal sealed unsafe class Kernel : AcceleratorObject
{
    private readonly KernelProgram program;
    private readonly KernelSpecialization specialization;
    private readonly byte* arguments;
    private GroupRunner? runner;

    private Kernel(Accelerator accelerator, KernelProgram program, KernelSpecialization specialization)
        : base(accelerator)
    {
        this.program = program;
        this.specialization = specialization;
        arguments = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(program.ArgumentBytes, 1), Alignment.Widest);
    }

    /// <summary>Loads a kernel whose launches say how many groups and threads there are.</summary>
    public static Kernel LoadGrouped(Accelerator accelerator, Delegate kernel, KernelSpecialization specialization)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(kernel);
        if (!specialization.IsCompatibleWith(accelerator))
        {
            throw new NotSupportedException(
                $"Kernel {kernel.Method.Name} is for groups of up to {specialization.MaxNumThreadsPerGroup} threads; {accelerator.Name} has {accelerator.MaxNumThreadsPerGroup}.");
        }

        return new(accelerator, KernelProgram.Load(kernel.Method, takesIndex: false), specialization);
    }

    /// <summary>Loads a kernel that takes its thread's index.</summary>
    public static Kernel LoadAutoGrouped(Accelerator accelerator, Delegate kernel)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(kernel);
        return new(accelerator, KernelProgram.Load(kernel.Method, takesIndex: true), KernelSpecialization.Empty);
    }

    /// <summary>Begins the arguments of a launch; the accelerator runs one launch at a time.</summary>
    public ArgumentList Arguments()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Accelerator.Launches.Enter();
        return new(this);
    }

    private void Launch(AcceleratorStream stream, in KernelConfig config)
    {
        stream.Synchronize();
        var threads = config.GroupDim.LongSize;
        if (!config.IsValid)
            throw new KernelFaultException($"{program.Name}: a launch of {config.GridDim} groups of {config.GroupDim} threads runs nothing");
        if (threads > Accelerator.MaxNumThreadsPerGroup)
            throw new KernelFaultException($"{program.Name}: a group of {threads} threads is larger than the device's {Accelerator.MaxNumThreadsPerGroup}");
        if (threads > specialization.MaxNumThreadsPerGroup)
            throw new KernelFaultException($"{program.Name}: a group of {threads} threads is larger than the kernel's specialization for {specialization.MaxNumThreadsPerGroup}");
        if (!config.GridDim.InBoundsInclusive(Accelerator.MaxGridSize))
            throw new KernelFaultException($"{program.Name}: a grid of {config.GridDim} groups is larger than the device's {Accelerator.MaxGridSize}");
        Run(config.GridDim, config.GroupDim, new Index3D(checked((int)(config.GridDim.LongSize * threads)), 1, 1), config.SharedMemoryConfig.ArraySize);
    }

    private void Launch(AcceleratorStream stream, Index3D extent)
    {
        stream.Synchronize();
        var threads = Math.Min(extent.Size, Accelerator.MaxNumThreadsPerGroup);
        if (threads > 0)
            Run(new Index3D((extent.Size + threads - 1) / threads, 1, 1), new Index3D(threads, 1, 1), extent, dynamicBytes: 0);
    }

    private void Run(Index3D grid, Index3D dimension, Index3D extent, int dynamicBytes)
    {
        foreach (var parameter in program.Parameters)
        {
            if (parameter.ElementSize > 0 && parameter.ViewBufferId((nint)arguments) is var id and > 0 && !MemoryBuffer.Exists(id))
                throw new KernelFaultException($"{program.Name}: '{parameter.Name}' is a view of a buffer that is gone");
        }

        if (runner?.Dimension != dimension)
        {
            runner?.Dispose();
            runner = new GroupRunner(program, Accelerator, dimension, (nint)arguments);
        }

        runner.Run(grid, extent, dynamicBytes);
    }

    private protected override void Release()
    {
        runner?.Dispose();
        NativeMemory.AlignedFree(arguments);
    }

    /// <summary>The arguments of a launch, in order.</summary>
    internal readonly ref struct ArgumentList
    {
        private readonly Kernel kernel;
        private readonly int count;

        public ArgumentList(Kernel kernel)
            : this(kernel, 0)
        {
        }

        private ArgumentList(Kernel kernel, int count)
        {
            this.kernel = kernel;
            this.count = count;
        }

        public ArgumentList Add<T>(T value)
            where T : struct
        {
            Unsafe.Write(kernel.arguments + kernel.program.Parameters[count].Offset, value);
            return new(kernel, count + 1);
        }

        public void Launch(AcceleratorStream stream, in KernelConfig config)
        {
            try
            {
                kernel.Launch(stream, config);
            }
            finally
            {
                kernel.Accelerator.Launches.Exit();
            }
        }

        public void Launch<TIndex>(AcceleratorStream stream, TIndex extent)
            where TIndex : struct, IIndex
        {
            try
            {
                kernel.Launch(stream, extent switch
                {
                    Index2D two => new Index3D(two, 1),
                    Index3D three => three,
                    _ => new Index3D(checked((int)extent.Size), 1, 1),
                });
            }
            finally
            {
                kernel.Accelerator.Launches.Exit();
            }
        }
    }
}
