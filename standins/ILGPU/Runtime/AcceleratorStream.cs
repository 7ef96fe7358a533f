using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace ILGPU.Runtime;

/// <summary>Runs operations in order. Here each has run when the call that asks for it returns.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "The package's own name.")]
public class AcceleratorStream : AcceleratorObject
{
    internal AcceleratorStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    /// <summary>Waits for the stream's operations.</summary>
    public void Synchronize() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>Waits for the stream's operations on another thread.</summary>
    public Task SynchronizeAsync()
    {
        Synchronize();
        return Task.CompletedTask;
    }

    /// <summary>Makes the stream's accelerator that of the calling thread.</summary>
    public ScopedAcceleratorBinding BindScoped()
    {
        Synchronize();
        return default;
    }

    /// <summary>Marks a moment, if the context was built for profiling.</summary>
    public ProfilingMarker AddProfilingMarker() =>
        Accelerator.Context.Properties.EnableProfiling
            ? new ProfilingMarker(Accelerator, Stopwatch.GetTimestamp())
            : throw new NotSupportedException("Profiling markers need a context built with Profiling().");
}

/// <summary>While it lives, an accelerator is that of a thread; here threads need none.</summary>
public readonly record struct ScopedAcceleratorBinding : IDisposable
{
    /// <summary>Gives the thread back what it had before.</summary>
    public void Dispose()
    {
    }
}

/// <summary>A moment in a stream.</summary>
public class ProfilingMarker : AcceleratorObject
{
    private readonly long timestamp;

    internal ProfilingMarker(Accelerator accelerator, long timestamp)
        : base(accelerator) =>
        this.timestamp = timestamp;

    /// <summary>Waits until the moment has passed.</summary>
    public void Synchronize() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>The time since another marker.</summary>
    public TimeSpan MeasureFrom(ProfilingMarker marker)
    {
        ArgumentNullException.ThrowIfNull(marker);
        return Stopwatch.GetElapsedTime(marker.timestamp, timestamp);
    }

    /// <summary>The time between two markers.</summary>
    public static TimeSpan operator -(ProfilingMarker end, ProfilingMarker start)
    {
        ArgumentNullException.ThrowIfNull(end);
        return end.MeasureFrom(start);
    }
}

/// <summary>Markers of the default stream.</summary>
public static class ProfilingMarkers
{
    /// <summary>Marks a moment in the default stream.</summary>
    public static ProfilingMarker AddProfilingMarker(this Accelerator accelerator)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        return accelerator.DefaultStream.AddProfilingMarker();
    }
}
