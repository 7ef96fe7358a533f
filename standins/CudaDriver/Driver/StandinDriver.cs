using System.Reflection;
using System.Runtime.InteropServices;
using ShapeNet.Standins.Cuda.Profile;

namespace ShapeNet.Standins.Cuda.Driver;

/// <summary>Takes the place of NVIDIA's driver in this process, where there is none: whoever loads <c>libcuda.so.1</c> from now on gets it.</summary>
public static unsafe class StandinDriver
{
    private const string FileName = "libcuda.so.1";

    /// <summary>Whether it can: on Linux on x86-64, where no driver is.</summary>
    public static bool IsPossible =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && !NativeLibrary.TryLoad(FileName, out _);

    /// <summary>Takes the driver's place.</summary>
    /// <param name="findsRaces">Whether accesses to memory that race stop the device.</param>
    /// <exception cref="IOException">The profile that an environment variable asks for cannot be written, or not while races are looked for.</exception>
    public static void Install(bool findsRaces)
    {
        var profile = ProfileFile.Start();
        if (findsRaces && profile is not null)
            throw new IOException($"{ProfileFile.Variable}: races are looked for, and only one of both is done at a time.");
        DriverApi.Observer = new(profile, findsRaces ? new() : null);
        var functions = typeof(DriverApi).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Select(method => (Name: method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()?.EntryPoint, Method: method))
            .Where(function => function.Name is not null).ToArray();
        var folder = Directory.CreateTempSubdirectory("shapenet-cuda-");
        try
        {
            var file = Path.Combine(folder.FullName, FileName);
            File.WriteAllBytes(file, SharedLibrary.Write(FileName, [.. functions.Select(function => function.Name!)]));
            // The loader knows libraries by their SONAME: whoever asks for this one's gets what is already there.
            var table = (nint*)NativeLibrary.GetExport(NativeLibrary.Load(file), SharedLibrary.Table);
            for (var i = 0; i < functions.Length; i++)
                table[i] = functions[i].Method.MethodHandle.GetFunctionPointer();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
