using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>
/// NVIDIA's driver. ILGPU loads <c>libcuda.so</c>, which only development packages have; the driver itself brings
/// <c>libcuda.so.1</c>.
/// </summary>
internal static class CudaDriver
{
    private const string IlgpusName = "cuda";

    private static readonly string FileName = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    static CudaDriver() => AssemblyLoadContext.Default.ResolvingUnmanagedDll +=
        (_, name) => name == IlgpusName && NativeLibrary.TryLoad(FileName, out var library) ? library : IntPtr.Zero;

    /// <summary>Whether it is there.</summary>
    public static bool IsInstalled => NativeLibrary.TryLoad(FileName, out _);
}
