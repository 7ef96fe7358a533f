namespace ILGPU.Runtime.CPU;

/// <summary>Whether groups may run at the same time.</summary>
public enum CPUAcceleratorMode
{
    /// <summary>As the accelerator likes.</summary>
    Auto,

    /// <summary>One after another.</summary>
    Sequential,

    /// <summary>At the same time.</summary>
    Parallel,
}

/// <summary>Runs and checks kernels on the CPU: groups and threads one after another, always in the same order.</summary>
public sealed class CPUAccelerator : Accelerator
{
    internal CPUAccelerator(Context context, CPUDevice device, CPUAcceleratorMode mode)
        : base(context, device) =>
        Mode = mode;

    /// <summary>What was asked for.</summary>
    public CPUAcceleratorMode Mode { get; }
}
