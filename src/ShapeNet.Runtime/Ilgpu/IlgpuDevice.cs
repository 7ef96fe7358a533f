using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>An accelerator that ILGPU drives: a CUDA GPU, or ILGPU's own simulator, which is for tests of tiny networks.</summary>
public sealed class IlgpuDevice : Device
{
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
    public override string Description => Accelerator.AcceleratorType == AcceleratorType.Cuda
        ? $"CUDA, {Accelerator.Name}, {Accelerator.MemorySize / 1e9:0} GB"
        : $"ILGPU's simulator, {Accelerator.Name}";

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
        if (!CudaDriver.IsInstalled)
        {
            reason = "there is no driver of NVIDIA's";
            return null;
        }

        var context = Context.Create(builder => Configure(builder).Cuda());
        var count = context.GetCudaDevices().Count;
        if (index < count)
        {
            try
            {
                var accelerator = context.GetCudaDevice(index).CreateAccelerator(context);
                reason = "";
                return new IlgpuDevice(context, accelerator);
            }
            catch (AcceleratorException fault)
            {
                context.Dispose();
                reason = $"{fault.Message.TrimEnd('.')}, says the driver";
                return null;
            }
        }

        context.Dispose();
        reason = count == 0
            ? "NVIDIA's driver is there, but ILGPU finds no device"
            : $"there {(count == 1 ? "is 1 CUDA device" : $"are {count} CUDA devices")}, numbered from 0";
        return null;
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

    private IlgpuDefinition Programs(NetworkDefinition definition) =>
        definition.Ilgpu ?? throw new DeviceException($"{Description}: {definition.Name} has no kernels for ILGPU.");
}
