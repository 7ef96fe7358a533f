using ShapeNet.Networks.Tests;
using ShapeNet.Runtime;

namespace Portable;

/// <summary>
/// <c>selftest [DEVICE]</c>: trains and runs every recorded network on a device and holds what comes of it against PyTorch's
/// values in double precision.
/// </summary>
internal static class SelfTest
{
    public static int Run(string[] arguments)
    {
        if (arguments.Length > 1)
        {
            Console.Error.WriteLine($"selftest [DEVICE]: {Device.Names}");
            return 2;
        }

        try
        {
            using var opened = Device.Open(arguments is [var name] ? name : "auto").Device;
            Console.WriteLine($"{opened.Description}\n\n{"network",-20} {"tensor that is furthest off",-44} {"error",-8} allowed");
            UnpackRecordings();
            var failed = RecordedNetwork.All.Keys.Order(StringComparer.Ordinal).Count(network => !Passes(network, opened));
            Console.WriteLine($"\n{RecordedNetwork.All.Count - failed} networks passed, {failed} failed");
            return failed == 0 ? 0 : 1;
        }
        catch (DeviceException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    private static bool Passes(string network, Device device)
    {
        var errors = RecordedComparison.Of(network, device);
        var worst = errors.MaxBy(error => error.Value / error.Tolerance)!;
        Console.WriteLine($"{network,-20} {worst.Tensor,-44} {worst.Value,-8:E1} {worst.Tolerance:E1}{(worst.IsAllowed ? "" : "  FAILED")}");
        return worst.IsAllowed;
    }

    /// <summary>The recordings are files; in a single file they are resources.</summary>
    private static void UnpackRecordings()
    {
        var folder = Directory.CreateTempSubdirectory("fcn-selftest-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var assembly = typeof(SelfTest).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var resource = assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(Path.Combine(folder, name));
            resource.CopyTo(file);
        }

        Recording.Folder = folder;
    }
}
