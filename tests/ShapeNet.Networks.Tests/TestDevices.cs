using ShapeNet.Runtime;
using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Ilgpu;
using ShapeNet.Standins.Cuda.Driver;
using Xunit.Abstractions;

namespace ShapeNet.Networks.Tests;

/// <summary>What the tests run on: the CPU's kernels at every vector width, and the kernels for ILGPU.</summary>
internal static class TestDevices
{
    /// <summary>
    /// A GPU where there is one. Elsewhere the real ILGPU compiles to PTX all the same, which a stand-in for the driver runs;
    /// ILGPU's stand-in, or the real one where the driver has none, runs the kernels on its simulator.
    /// </summary>
    public const string Ilgpu = "ILGPU";

    /// <summary>The simulator of the real ILGPU, which runs the same kernels as C# and takes its time.</summary>
    private const string Simulator = "ILGPU's simulator";

    private static readonly bool IsRealIlgpu = typeof(ILGPU.Context).Assembly.GetName().Version!.Major >= 1;

    static TestDevices()
    {
        if (IsRealIlgpu && StandinDriver.IsPossible)
            StandinDriver.Install(findsRaces: true);
    }

    public static IEnumerable<string> Names => [.. Enum.GetNames<VectorWidth>(), Ilgpu];

    public static TheoryData<string> All => new(Names);

    /// <summary>What a few small networks run on beside all others.</summary>
    public static IEnumerable<string> Slow => IsCuda && IsRealIlgpu ? [Simulator] : [];

    /// <summary>Those that compute without allocating: launches on the simulator of the real ILGPU allocate.</summary>
    public static IEnumerable<string> WithoutAllocations => IsRealIlgpu && !IsCuda ? Enum.GetNames<VectorWidth>() : Names;

    private static bool IsCuda
    {
        get
        {
            using var device = Open(Ilgpu);
            return device.Description.StartsWith("CUDA", StringComparison.Ordinal);
        }
    }

    public static Device Open(string name) => name switch
    {
        Ilgpu => IlgpuDevice.OpenCuda(0, out _) ?? IlgpuDevice.OpenSimulator(),
        Simulator => IlgpuDevice.OpenSimulator(),
        _ => new CpuDevice(threads: 2, Enum.Parse<VectorWidth>(name)),
    };

    /// <summary>Opens a device and says which it is.</summary>
    public static Device Open(string name, ITestOutputHelper output)
    {
        var device = Open(name);
        output.WriteLine($"{name}: {device.Description}");
        return device;
    }
}
