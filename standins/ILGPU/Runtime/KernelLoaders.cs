namespace ILGPU.Runtime;

/// <summary>Loads kernels as typed delegates.</summary>
public static class KernelLoaders
{
    /// <summary>Loads a kernel of 1 parameter.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1> LoadKernel<T1>(
        this Accelerator accelerator, Action<T1> action, KernelSpecialization specialization = default)
        where T1 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1) => kernel.Arguments().Add(a1).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 1 parameter for the default stream.</summary>
    public static Action<KernelConfig, T1> LoadStreamKernel<T1>(
        this Accelerator accelerator, Action<T1> action, KernelSpecialization specialization = default)
        where T1 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1) => kernel.Arguments().Add(a1).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 1 parameter, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1> LoadAutoGroupedKernel<TIndex, T1>(
        this Accelerator accelerator, Action<TIndex, T1> action)
        where TIndex : struct, IIndex
        where T1 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1) => kernel.Arguments().Add(a1).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 1 parameter, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1> LoadAutoGroupedStreamKernel<TIndex, T1>(
        this Accelerator accelerator, Action<TIndex, T1> action)
        where TIndex : struct, IIndex
        where T1 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1) => kernel.Arguments().Add(a1).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 2 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2> LoadKernel<T1, T2>(
        this Accelerator accelerator, Action<T1, T2> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2) => kernel.Arguments().Add(a1).Add(a2).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 2 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2> LoadStreamKernel<T1, T2>(
        this Accelerator accelerator, Action<T1, T2> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2) => kernel.Arguments().Add(a1).Add(a2).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 2 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2> LoadAutoGroupedKernel<TIndex, T1, T2>(
        this Accelerator accelerator, Action<TIndex, T1, T2> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2) => kernel.Arguments().Add(a1).Add(a2).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 2 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2> LoadAutoGroupedStreamKernel<TIndex, T1, T2>(
        this Accelerator accelerator, Action<TIndex, T1, T2> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2) => kernel.Arguments().Add(a1).Add(a2).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 3 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3> LoadKernel<T1, T2, T3>(
        this Accelerator accelerator, Action<T1, T2, T3> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 3 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3> LoadStreamKernel<T1, T2, T3>(
        this Accelerator accelerator, Action<T1, T2, T3> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 3 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3> LoadAutoGroupedKernel<TIndex, T1, T2, T3>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 3 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 4 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> LoadKernel<T1, T2, T3, T4>(
        this Accelerator accelerator, Action<T1, T2, T3, T4> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 4 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4> LoadStreamKernel<T1, T2, T3, T4>(
        this Accelerator accelerator, Action<T1, T2, T3, T4> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 4 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 4 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 5 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5> LoadKernel<T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 5 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5> LoadStreamKernel<T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 5 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 5 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 6 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6> LoadKernel<T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 6 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6> LoadStreamKernel<T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 6 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 6 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 7 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadKernel<T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6, a7) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 7 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6, a7) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 7 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6, a7) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 7 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6, a7) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 8 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6, a7, a8) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 8 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6, a7, a8) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 8 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6, a7, a8) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 8 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6, a7, a8) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 9 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 9 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6, a7, a8, a9) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 9 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6, a7, a8, a9) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 9 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6, a7, a8, a9) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 10 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 10 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 10 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 10 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 11 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 11 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 11 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 11 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 12 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 12 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 12 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 12 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 13 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
        where T13 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Add(a13).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 13 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
        where T13 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Add(a13).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 13 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
        where T13 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Add(a13).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 13 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
        where T13 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Add(a13).Launch(accelerator.DefaultStream, extent);
    }

    /// <summary>Loads a kernel of 14 parameters.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
        where T13 : struct where T14 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Add(a13).Add(a14).Launch(stream, config);
    }

    /// <summary>Loads a kernel of 14 parameters for the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, KernelSpecialization specialization = default)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
        where T13 : struct where T14 : struct
    {
        var kernel = Kernel.LoadGrouped(accelerator, action, specialization);
        return (config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Add(a13).Add(a14).Launch(accelerator.DefaultStream, config);
    }

    /// <summary>Loads a kernel of an index and 14 parameters, whose groups are chosen here.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
        where T13 : struct where T14 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (stream, extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Add(a13).Add(a14).Launch(stream, extent);
    }

    /// <summary>Loads a kernel of an index and 14 parameters, whose groups are chosen here, for the default stream.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where TIndex : struct, IIndex
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
        where T13 : struct where T14 : struct
    {
        var kernel = Kernel.LoadAutoGrouped(accelerator, action);
        return (extent, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14) => kernel.Arguments().Add(a1).Add(a2).Add(a3).Add(a4).Add(a5).Add(a6).Add(a7).Add(a8).Add(a9).Add(a10).Add(a11).Add(a12).Add(a13).Add(a14).Launch(accelerator.DefaultStream, extent);
    }
}
