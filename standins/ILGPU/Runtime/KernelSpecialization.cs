namespace ILGPU.Runtime;

/// <summary>What a kernel's launches promise: at most so many threads in a group, at least so many groups on a multiprocessor.</summary>
public readonly struct KernelSpecialization : IEquatable<KernelSpecialization>
{
    /// <summary>No promise.</summary>
    public static readonly KernelSpecialization Empty;

    /// <summary>Creates a promise.</summary>
    public KernelSpecialization(int? maxNumThreadsPerGroup, int? minNumGroupsPerMultiprocessor)
    {
        if (maxNumThreadsPerGroup < 1)
            throw new ArgumentOutOfRangeException(nameof(maxNumThreadsPerGroup));
        if (minNumGroupsPerMultiprocessor < 1)
            throw new ArgumentOutOfRangeException(nameof(minNumGroupsPerMultiprocessor));
        MaxNumThreadsPerGroup = maxNumThreadsPerGroup;
        MinNumGroupsPerMultiprocessor = minNumGroupsPerMultiprocessor;
    }

    /// <summary>The most threads of a group.</summary>
    public int? MaxNumThreadsPerGroup { get; }

    /// <summary>The fewest groups on a multiprocessor.</summary>
    public int? MinNumGroupsPerMultiprocessor { get; }

    /// <summary>Whether an accelerator can run such groups.</summary>
    public bool IsCompatibleWith(Accelerator accelerator)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        return MaxNumThreadsPerGroup is not { } threads || threads <= accelerator.MaxNumThreadsPerGroup;
    }

    /// <inheritdoc/>
    public bool Equals(KernelSpecialization other) =>
        MaxNumThreadsPerGroup == other.MaxNumThreadsPerGroup && MinNumGroupsPerMultiprocessor == other.MinNumGroupsPerMultiprocessor;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KernelSpecialization other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MaxNumThreadsPerGroup, MinNumGroupsPerMultiprocessor);

    /// <summary>Whether two promises are the same.</summary>
    public static bool operator ==(KernelSpecialization first, KernelSpecialization second) => first.Equals(second);

    /// <summary>Whether two promises differ.</summary>
    public static bool operator !=(KernelSpecialization first, KernelSpecialization second) => !first.Equals(second);
}
