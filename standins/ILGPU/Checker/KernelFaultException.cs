using ILGPU.Runtime;

namespace ILGPU.Checker;

/// <summary>A kernel broke a rule of the devices it is written for.</summary>
public sealed class KernelFaultException : AcceleratorException
{
    internal KernelFaultException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override AcceleratorType AcceleratorType => AcceleratorType.CPU;
}
