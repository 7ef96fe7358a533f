namespace ILGPU.Runtime.OpenCL;

/// <summary>An OpenCL device; the stand-in has none.</summary>
public sealed class CLDevice : Device
{
    private CLDevice()
        : base(AcceleratorType.OpenCL) => Capabilities = new();

    /// <summary>What the device can do.</summary>
    public CLCapabilityContext Capabilities { get; }

    /// <inheritdoc/>
    public override Accelerator CreateAccelerator(Context context) => CreateCLAccelerator(context);

    /// <summary>Opens the device.</summary>
    public CLAccelerator CreateCLAccelerator(Context context) => new(context, this);
}
