using System.Globalization;
using ShapeNet.Runtime.Ilgpu;

namespace ShapeNet.Runtime;

/// <summary>Something that trains and runs networks. One network at a time computes on a device.</summary>
public abstract class Device : IDisposable
{
    /// <summary>What <see cref="Open"/> knows, for messages.</summary>
    public const string Names = "auto, cpu, cuda, cuda:INDEX, opencl or opencl:INDEX";

    private const string Cuda = "cuda";
    private const string OpenCl = "opencl";

    /// <summary>The device in a few words for the user: <c>CPU, 2 threads, AVX-512</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Opens a device by its name.</summary>
    /// <param name="request"><c>auto</c> (a CUDA device, else the CPU), <c>cpu</c>, <c>cuda</c>, <c>cuda:INDEX</c>, <c>opencl</c> or <c>opencl:INDEX</c>.</param>
    /// <param name="threads">How many threads the CPU uses; all of its cores unless said.</param>
    /// <returns>The device, and in one sentence why it is this one.</returns>
    /// <exception cref="DeviceException">There is no such device.</exception>
    public static DeviceChoice Open(string request = "auto", int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request switch
        {
            "auto" => IlgpuDevice.OpenCuda(0, out var reason) is { } cuda
                ? new(cuda, "A CUDA device is there.")
                : new(new CpuDevice(threads), $"No CUDA device: {reason}. The CPU is used."),
            "cpu" => new(new CpuDevice(threads), "The CPU was asked for."),
            _ when Index(request, Cuda) is { } index => Asked(request, IlgpuDevice.OpenCuda(index, out var reason), reason),
            _ when Index(request, OpenCl) is { } index => Asked(request, IlgpuDevice.OpenOpenCl(index, out var reason), reason),
            _ => throw new DeviceException($"Device '{request}' is unknown: {Names}."),
        };
    }

    /// <summary>Whether <see cref="Open"/> knows a name. There may be no such device all the same.</summary>
    /// <param name="request">The name.</param>
    public static bool IsName(string request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request is "auto" or "cpu" || Index(request, Cuda) is not null || Index(request, OpenCl) is not null;
    }

    /// <summary>Measures what no program can exceed: multiply-add throughput and the bandwidth of copying memory.</summary>
    public abstract DeviceLimits MeasureLimits();

    /// <summary>Gives the device back. Trainers and predictors on it must be disposed of before.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reserves everything that training a network takes.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="capacity">Images in a full batch.</param>
    internal abstract TrainingSession OpenTraining(NetworkDefinition definition, int capacity);

    /// <summary>Reserves everything that running a network takes.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="capacity">Images in a full batch.</param>
    internal abstract InferenceSession OpenInference(NetworkDefinition definition, int capacity);

    /// <summary>Gives the device back.</summary>
    /// <param name="disposing">Whether managed objects are still to be reached.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>The index in <c>cuda</c> (0) or <c>cuda:INDEX</c>, or null.</summary>
    private static int? Index(string request, string kind) =>
        request == kind ? 0
        : request.StartsWith($"{kind}:", StringComparison.Ordinal)
            && int.TryParse(request.AsSpan(kind.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
        : null;

    private static DeviceChoice Asked(string request, IlgpuDevice? device, string reason) =>
        device is null ? throw new DeviceException($"Device '{request}': {reason}.") : new(device, "It was asked for.");
}

/// <summary>A device that was opened.</summary>
/// <param name="Device">The device.</param>
/// <param name="Reason">Why it is this one, in one sentence.</param>
public sealed record DeviceChoice(Device Device, string Reason);
