using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>An accelerator that ILGPU drives: a CUDA or OpenCL device, or ILGPU's own simulator, which is for tests of tiny networks.</summary>
public sealed class IlgpuDevice : Device
{
    /// <summary>The most shared memory that a group of a kernel takes.</summary>
    private const int SharedMemoryKibibytes = 48;

    private readonly Context context;

    private IlgpuDevice(Context context, Accelerator accelerator)
    {
        this.context = context;
        Accelerator = accelerator;
    }

    /// <summary>How every kernel is compiled: for groups of 256 threads, two of them on a multiprocessor at the least.</summary>
    public static KernelSpecialization Specialization { get; } = new(IlgpuRun.GroupSize, 2);

    /// <summary>The kernels that are the same for all networks.</summary>
    public static IReadOnlyList<MethodInfo> RuntimeKernels { get; } = [.. DeviceSgd.Kernels, DeviceTotals.Kernel, .. DeviceScores.Kernels, DeviceMeasurement.Kernel];

    /// <inheritdoc/>
    public override string Description => Accelerator.AcceleratorType switch
    {
        AcceleratorType.Cuda => $"CUDA, {Accelerator.Name}, {Accelerator.MemorySize / 1e9:0} GB",
        AcceleratorType.OpenCL => $"OpenCL, {Accelerator.Name}, {Accelerator.MemorySize / 1e9:0} GB",
        _ => $"ILGPU's simulator, {Accelerator.Name}",
    };

    internal Accelerator Accelerator { get; }

    /// <inheritdoc/>
    public override DeviceLimits MeasureLimits() => DeviceMeasurement.Measure(Accelerator);

    /// <summary>
    /// Says how kernels are compiled: as ILGPU does unless told. Its level O2 moves values next to their uses, into loops too,
    /// which makes the products of matrices slower.
    /// </summary>
    /// <param name="builder">The context's builder.</param>
    public static Context.Builder Configure(Context.Builder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.EnableAlgorithms();
    }

    /// <summary>Opens a CUDA device.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="reason">Why there is none, where there is none.</param>
    /// <returns>The device, or null.</returns>
    public static IlgpuDevice? OpenCuda(int index, out string reason)
    {
        reason = "there is no driver of NVIDIA's";
        return DriverLibrary.Cuda.IsInstalled
            ? Open<CudaDevice>(builder => builder.Cuda(), "CUDA", index, "NVIDIA's driver is there, but ILGPU finds no device", _ => null, out reason)
            : null;
    }

    /// <summary>Opens an OpenCL device: a GPU of another maker's.</summary>
    /// <param name="index">Which one, from 0, of those that ILGPU can use.</param>
    /// <param name="reason">Why there is none, where there is none.</param>
    /// <returns>The device, or null.</returns>
    public static IlgpuDevice? OpenOpenCl(int index, out string reason)
    {
        reason = "OpenCL is not installed";
        return DriverLibrary.OpenCl.IsInstalled
            ? Open<CLDevice>(
                builder => builder.OpenCL(), "OpenCL", index, "OpenCL is there, but no device with version 2.0 and the generic address space, which ILGPU needs", Lack, out reason)
            : null;
    }

    /// <summary>Opens ILGPU's simulator of a GPU on the CPU: one thread for each lane, for tests of tiny networks.</summary>
    public static IlgpuDevice OpenSimulator()
    {
        var simulated = new CPUDevice(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: IlgpuRun.GroupSize / 32, numMultiprocessors: 1);
        var context = Context.Create(builder => Configure(builder).CPU(simulated));
        return new IlgpuDevice(context, simulated.CreateAccelerator(context));
    }

    internal override TrainingSession OpenTraining(NetworkDefinition definition, int capacity) =>
        new IlgpuTrainingSession(definition, Programs(definition), capacity, this);

    internal override InferenceSession OpenInference(NetworkDefinition definition, int capacity) =>
        new IlgpuInferenceSession(definition, Programs(definition), capacity, this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        Accelerator.Dispose();
        context.Dispose();
    }

    private static IlgpuDevice? Open<TDevice>(
        Func<Context.Builder, Context.Builder> addDevices, string kind, int index, string none, Func<TDevice, string?> lack, out string reason)
        where TDevice : global::ILGPU.Runtime.Device
    {
        var context = Context.Create(builder => addDevices(Configure(builder)));
        var devices = context.GetDevices<TDevice>();
        if (index >= devices.Count)
        {
            reason = devices.Count == 0 ? none : $"there {(devices.Count == 1 ? $"is 1 {kind} device" : $"are {devices.Count} {kind} devices")}, numbered from 0";
        }
        else if (lack(devices[index]) is { } missing)
        {
            reason = $"{devices[index].Name} has no {missing}, which the kernels need";
        }
        else
        {
            try
            {
                var accelerator = devices[index].CreateAccelerator(context);
                reason = "";
                return new IlgpuDevice(context, accelerator);
            }
            catch (AcceleratorException fault)
            {
                reason = $"{fault.Message.TrimEnd('.')}, says the driver";
            }
        }

        context.Dispose();
        return null;
    }

    /// <summary>What a device lacks of what every CUDA device has.</summary>
    private static string? Lack(CLDevice device) =>
        !device.Capabilities.Float64 ? "double precision"
        : !device.Capabilities.Int64_Atomics ? "atomic operations on 64 bits"
        : device.MaxNumThreadsPerGroup < IlgpuRun.GroupSize ? $"groups of {IlgpuRun.GroupSize} threads"
        : device.MaxSharedMemoryPerGroup < SharedMemoryKibibytes * 1024 ? $"{SharedMemoryKibibytes} KiB of shared memory for a group"
        : null;

    private IlgpuDefinition Programs(NetworkDefinition definition) =>
        definition.Ilgpu ?? throw new DeviceException($"{Description}: {definition.Name} has no kernels for ILGPU.");
}
