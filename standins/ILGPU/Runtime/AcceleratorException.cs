namespace ILGPU.Runtime;

/// <summary>What went wrong on an accelerator.</summary>
public abstract class AcceleratorException : Exception
{
    private protected AcceleratorException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The kind of accelerator.</summary>
    public abstract AcceleratorType AcceleratorType { get; }
}
