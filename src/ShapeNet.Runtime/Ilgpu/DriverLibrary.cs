using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>
/// A library that ILGPU loads. On Linux it asks for a name that development packages alone have (<c>libcuda.so</c>); drivers themselves
/// bring <c>libcuda.so.1</c>.
/// </summary>
internal sealed class DriverLibrary
{
    private readonly string fileName;

    private DriverLibrary(string ilgpusName, string windowsName, string linuxName)
    {
        fileName = OperatingSystem.IsWindows() ? windowsName : linuxName;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll +=
            (_, name) => name == ilgpusName && NativeLibrary.TryLoad(fileName, out var library) ? library : IntPtr.Zero;
    }

    /// <summary>NVIDIA's driver.</summary>
    public static DriverLibrary Cuda { get; } = new("cuda", "nvcuda.dll", "libcuda.so.1");

    /// <summary>What finds the OpenCL drivers of a machine.</summary>
    public static DriverLibrary OpenCl { get; } = new("OpenCL", "OpenCL.dll", "libOpenCL.so.1");

    /// <summary>Whether it is there.</summary>
    public bool IsInstalled => NativeLibrary.TryLoad(fileName, out _);
}
