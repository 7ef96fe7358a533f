using System.Globalization;
using ShapeNet.Runtime.Ilgpu;

namespace ShapeNet.Runtime;

/// <summary>Something that trains and runs networks. One network at a time computes on a device.</summary>
public abstract class Device : IDisposable
{
    /// <summary>The device in a few words for the user: <c>CPU, 2 threads, AVX-512</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Opens a device by its name.</summary>
    /// <param name="request"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:INDEX</c>.</param>
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
            _ when CudaIndex(request) is { } index => IlgpuDevice.OpenCuda(index, out var reason) is { } cuda
                ? new(cuda, "It was asked for.")
                : throw new DeviceException($"Device '{request}': {reason}."),
            _ => throw new DeviceException($"Device '{request}' is unknown: auto, cpu, cuda or cuda:INDEX."),
        };
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
    private static int? CudaIndex(string request) =>
        request == "cuda" ? 0
        : request.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(request.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
        : null;
}

/// <summary>A device that was opened.</summary>
/// <param name="Device">The device.</param>
/// <param name="Reason">Why it is this one, in one sentence.</param>
public sealed record DeviceChoice(Device Device, string Reason);
