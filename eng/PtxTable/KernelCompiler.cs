using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ShapeNet.Runtime.Ilgpu;

namespace PtxTable;

/// <summary>ILGPU's compiler for CUDA, without a GPU.</summary>
internal sealed class KernelCompiler : IDisposable
{
    private readonly Context context;
    private readonly PTXBackend backend;

    public KernelCompiler(CudaArchitecture architecture)
    {
        context = Context.Create(builder => IlgpuDevice.Configure(builder).CPU());
        backend = new PTXBackend(context, architecture, CudaInstructionSet.ISA_78, nvvmAPI: null!);
    }

    /// <summary>The kernels of networks, in the order of their source, and those of the runtime.</summary>
    public static IEnumerable<MethodInfo> Kernels(IReadOnlyList<string> networks)
    {
        foreach (var network in networks)
        {
            var kernels = typeof(Fcn.Networks.Fcn32s).Assembly.GetType($"Fcn.Networks.{network}OnIlgpu.Kernels")
                ?? throw new ArgumentException($"--net {network}: there is no such network.");
            foreach (var kernel in kernels.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
                yield return kernel;
        }

        foreach (var kernel in IlgpuDevice.RuntimeKernels)
            yield return kernel;
    }

    public string Compile(MethodInfo kernel)
    {
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        return ((PTXCompiledKernel)backend.Compile(entry, IlgpuDevice.Specialization)).PTXAssembly;
    }

    public void Dispose()
    {
        backend.Dispose();
        context.Dispose();
    }
}
