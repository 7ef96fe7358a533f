using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace ILGPU;

public sealed partial class Context
{
    /// <summary>Begins a context.</summary>
    public static Builder Create() => new();

    /// <summary>Creates a context with the options that are set on a builder.</summary>
    public static Context Create(Action<Builder> buildingCallback)
    {
        ArgumentNullException.ThrowIfNull(buildingCallback);
        var builder = Create();
        buildingCallback(builder);
        return builder.ToContext();
    }

    /// <summary>Creates a context with all accelerators.</summary>
    public static Context CreateDefault() => Create(builder => builder.Default());

    /// <summary>The options of a context to be created.</summary>
    public sealed class Builder : ContextProperties
    {
        internal Builder()
        {
        }

        internal List<Device> Devices { get; } = [];

        /// <summary>All accelerators.</summary>
        public Builder Default() => AllAccelerators();

        /// <summary>All accelerators.</summary>
        public Builder AllAccelerators() => this.DefaultCPU().Cuda();

        /// <summary>All accelerators that satisfy a condition.</summary>
        public Builder AllAccelerators(Predicate<Device> predicate) =>
            this.CPU(device => predicate(device)).Cuda((Predicate<CudaDevice>)(device => predicate(device)));

        /// <summary>Lets kernels check their assertions.</summary>
        public Builder Assertions()
        {
            EnableAssertions = true;
            return this;
        }

        /// <summary>Sets how eagerly kernels' calls are inlined.</summary>
        public Builder Inlining(InliningMode inliningMode)
        {
            InliningMode = inliningMode;
            return this;
        }

        /// <summary>Sets how exact kernels' arithmetic is.</summary>
        public Builder Math(MathMode mathMode)
        {
            MathMode = mathMode;
            return this;
        }

        /// <summary>Sets what is remembered of compiled kernels.</summary>
        public Builder Caching(CachingMode cachingMode)
        {
            CachingMode = cachingMode;
            return this;
        }

        /// <summary>Sets how much kernels are optimised.</summary>
        public Builder Optimize(OptimizationLevel level)
        {
            OptimizationLevel = level;
            return this;
        }

        /// <summary>Turns kernels' optimisation on.</summary>
        public Builder Release() => Optimize(OptimizationLevel.Release);

        /// <summary>Turns kernels' optimisation off and their assertions on.</summary>
        public Builder Debug() => Optimize(OptimizationLevel.Debug).Assertions();

        /// <summary>Sets when host memory is page-locked for a copy.</summary>
        public Builder PageLocking(PageLockingMode mode)
        {
            PageLockingMode = mode;
            return this;
        }

        /// <summary>Lets streams take profiling markers.</summary>
        public Builder Profiling()
        {
            EnableProfiling = true;
            return this;
        }

        /// <summary>Creates the context.</summary>
        public Context ToContext() => new(this);
    }
}
