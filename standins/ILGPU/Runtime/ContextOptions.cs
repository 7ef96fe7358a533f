using System.Diagnostics.CodeAnalysis;

namespace ILGPU;

/// <summary>How eagerly kernels' calls are inlined.</summary>
public enum InliningMode
{
    /// <summary>Everything that can be.</summary>
    Aggressive = 0,

    /// <summary>Small methods.</summary>
    Conservative,

    /// <summary>Nothing.</summary>
    Disabled,

    /// <summary>Everything that can be.</summary>
    [SuppressMessage("Design", "CA1069", Justification = "The package names the value twice.")]
    Default = Aggressive,
}

/// <summary>How much kernels are optimised.</summary>
public enum OptimizationLevel
{
    /// <summary>Not at all.</summary>
    O0 = 0,

    /// <summary>The usual optimisations.</summary>
    O1,

    /// <summary>Those that cost more time.</summary>
    O2,

    /// <summary>Not at all.</summary>
    [SuppressMessage("Design", "CA1069", Justification = "The package names the value twice.")]
    Debug = O0,

    /// <summary>The usual optimisations.</summary>
    [SuppressMessage("Design", "CA1069", Justification = "The package names the value twice.")]
    Release = O1,
}

/// <summary>How exact kernels' arithmetic is.</summary>
public enum MathMode
{
    /// <summary>As exact as the device is.</summary>
    Default,

    /// <summary>Fast functions where there are some.</summary>
    Fast,

    /// <summary>Fast functions, and 32 bits in place of 64.</summary>
    Fast32BitOnly,
}

/// <summary>What is remembered of compiled kernels.</summary>
public enum CachingMode
{
    /// <summary>Everything.</summary>
    Default,

    /// <summary>No kernels.</summary>
    NoKernelCaching,

    /// <summary>No launchers.</summary>
    NoLaunchCaching,

    /// <summary>Nothing.</summary>
    Disabled,
}

/// <summary>When host memory is page-locked for a copy.</summary>
public enum PageLockingMode
{
    /// <summary>Where the program does so.</summary>
    Default,

    /// <summary>Also where copies make arrays.</summary>
    Auto,

    /// <summary>For every copy.</summary>
    Aggressive,
}

/// <summary>What a context was built with. The stand-in heeds profiling; the rest changes nothing in its results.</summary>
public class ContextProperties
{
    private protected ContextProperties()
    {
    }

    /// <summary>Whether kernels check their assertions.</summary>
    public bool EnableAssertions { get; private protected set; }

    /// <summary>How much kernels are optimised.</summary>
    public OptimizationLevel OptimizationLevel { get; private protected set; } = OptimizationLevel.Release;

    /// <summary>How eagerly kernels' calls are inlined.</summary>
    public InliningMode InliningMode { get; private protected set; } = InliningMode.Default;

    /// <summary>How exact kernels' arithmetic is.</summary>
    public MathMode MathMode { get; private protected set; } = MathMode.Default;

    /// <summary>What is remembered of compiled kernels.</summary>
    public CachingMode CachingMode { get; private protected set; } = CachingMode.Default;

    /// <summary>When host memory is page-locked for a copy.</summary>
    public PageLockingMode PageLockingMode { get; private protected set; } = PageLockingMode.Default;

    /// <summary>Whether streams take profiling markers.</summary>
    public bool EnableProfiling { get; private protected set; }
}
