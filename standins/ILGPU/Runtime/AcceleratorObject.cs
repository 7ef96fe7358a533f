namespace ILGPU.Runtime;

/// <summary>Something that belongs to an accelerator and goes with it.</summary>
public abstract class AcceleratorObject : IDisposable
{
    private protected AcceleratorObject(Accelerator accelerator)
    {
        Accelerator = accelerator;
        accelerator.Register(this);
    }

    /// <summary>The accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The accelerator's kind.</summary>
    public AcceleratorType AcceleratorType => Accelerator.AcceleratorType;

    /// <summary>Whether it is gone.</summary>
    public bool IsDisposed { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsDisposed)
        {
            IsDisposed = true;
            Accelerator.Unregister(this);
            Release();
        }

        GC.SuppressFinalize(this);
    }

    private protected virtual void Release()
    {
    }
}
