using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace Standins.Tests.Ilgpu;

/// <summary>An accelerator for one test: warps of 32, groups of up to 1024.</summary>
internal sealed class Device : IDisposable
{
    private readonly Context context;

    public Device()
    {
        context = Context.Create(builder => builder.CPU(CPUDevice.Nvidia).EnableAlgorithms().Profiling());
        Accelerator = context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
    }

    public Accelerator Accelerator { get; }

    public MemoryBuffer1D<T, Stride1D.Dense> Buffer<T>(params T[] data)
        where T : unmanaged
        => Accelerator.Allocate1D(data);

    public MemoryBuffer1D<T, Stride1D.Dense> Zeros<T>(int length)
        where T : unmanaged
        => Accelerator.Allocate1D(new T[length]);

    public void Dispose()
    {
        Accelerator.Dispose();
        context.Dispose();
    }
}
