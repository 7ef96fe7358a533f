using System.Runtime.InteropServices;
using ShapeNet.Standins.Cuda.Driver;

namespace Standins.Tests.CudaDriver;

public sealed unsafe class SharedLibraryTests
{
    /// <summary>The system's loader finds each function, and each jumps where the table says.</summary>
    [Fact]
    public void FunctionsJumpWhereTheTableSays()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return;
        var folder = Directory.CreateTempSubdirectory("shapenet-library-");
        try
        {
            var file = Path.Combine(folder.FullName, "libshapenettest.so.1");
            File.WriteAllBytes(file, SharedLibrary.Write("libshapenettest.so.1", ["add", "subtract", "negate"]));
            var library = NativeLibrary.Load(file);
            var table = (nint*)NativeLibrary.GetExport(library, SharedLibrary.Table);
            table[0] = (nint)(delegate* unmanaged<int, int, int>)&Add;
            table[1] = (nint)(delegate* unmanaged<int, int, int>)&Subtract;
            table[2] = (nint)(delegate* unmanaged<int, int>)&Negate;

            Assert.Equal(12, ((delegate* unmanaged<int, int, int>)NativeLibrary.GetExport(library, "add"))(7, 5));
            Assert.Equal(2, ((delegate* unmanaged<int, int, int>)NativeLibrary.GetExport(library, "subtract"))(7, 5));
            Assert.Equal(-7, ((delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "negate"))(7));
            Assert.False(NativeLibrary.TryGetExport(library, "divide", out _));
            // By its name alone, whoever asks gets the one that is loaded.
            Assert.True(NativeLibrary.TryLoad("libshapenettest.so.1", out var again));
            Assert.Equal(NativeLibrary.GetExport(library, "add"), NativeLibrary.GetExport(again, "add"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [UnmanagedCallersOnly]
    private static int Add(int a, int b) => a + b;

    [UnmanagedCallersOnly]
    private static int Subtract(int a, int b) => a - b;

    [UnmanagedCallersOnly]
    private static int Negate(int a) => -a;
}
