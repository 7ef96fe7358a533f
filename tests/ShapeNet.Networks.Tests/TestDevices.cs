using ShapeNet.Runtime;
using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Ilgpu;
using Xunit.Abstractions;

namespace ShapeNet.Networks.Tests;

/// <summary>What the tests run on: the CPU's kernels at every vector width, and the kernels for ILGPU.</summary>
internal static class TestDevices
{
    /// <summary>A CUDA device where there is one, else ILGPU's simulator.</summary>
    public const string Ilgpu = "ILGPU";

    public static IEnumerable<string> Names => [.. Enum.GetNames<VectorWidth>(), Ilgpu];

    public static TheoryData<string> All => new(Names);

    /// <summary>Those that compute without allocating: launches on the simulator of the real ILGPU allocate, those on CUDA and the stand-in do not.</summary>
    public static IEnumerable<string> WithoutAllocations =>
        Enum.GetNames<VectorWidth>().Concat(IsSimulatorOfRealIlgpu ? [] : [Ilgpu]);

    private static bool IsSimulatorOfRealIlgpu
    {
        get
        {
            using var device = Open(Ilgpu);
            return typeof(ILGPU.Context).Assembly.GetName().Version!.Major >= 1 && !device.Description.StartsWith("CUDA", StringComparison.Ordinal);
        }
    }

    public static Device Open(string name) => name == Ilgpu
        ? IlgpuDevice.OpenCuda(0, out _) ?? IlgpuDevice.OpenSimulator()
        : new CpuDevice(threads: 2, Enum.Parse<VectorWidth>(name));

    /// <summary>Opens a device and says which it is.</summary>
    public static Device Open(string name, ITestOutputHelper output)
    {
        var device = Open(name);
        output.WriteLine($"{name}: {device.Description}");
        return device;
    }
}
