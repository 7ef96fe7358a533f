using System.CommandLine;
using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>Options that several commands have, each meaning the same everywhere.</summary>
internal static class CommonOptions
{
    private const string AllDevices = "all";

    /// <summary>Which network.</summary>
    public static Option<string> Network() => new Option<string>("--net")
    {
        Description = "The network.",
        DefaultValueFactory = _ => NetworkCatalog.Default,
    }.AcceptOnlyFromAmong([.. NetworkCatalog.Names]);

    /// <summary>Where to compute.</summary>
    public static Option<string> Device() => new("--device")
    {
        Description = "Where to compute: auto, cpu, cuda, cuda:INDEX or all.",
        HelpName = "DEVICE",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>How many threads compute on the CPU.</summary>
    public static Option<int?> Threads() =>
        NumberOptions.WholeNumber("--threads", "Threads that compute on the CPU; one for each core unless said.", minimum: 1);

    /// <summary>A weight file that must be given.</summary>
    public static Option<string> Weights() => new("--weights")
    {
        Description = "The network's weights: a .safetensors file, such as a checkpoint.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>Where the images are.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = $"A folder of Pascal VOC2012, or 'synthetic'. Unless said: ./{DataChoice.Parent} if VOC2012 is there, else the synthetic set, written there.",
        HelpName = "DIR|synthetic",
    };

    /// <summary>How pixels of no class count; nothing unless said.</summary>
    public static Option<VoidHandling?> Void() => Choice<VoidHandling>("--void", "What pixels of no class count as.");

    /// <summary>An option whose values are the names of an enumeration, in small letters.</summary>
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var names = Array.ConvertAll(Enum.GetNames<T>(), value => value.ToLowerInvariant());
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', names),
            CustomParser = result =>
            {
                var index = Array.IndexOf(names, result.Tokens[0].Value);
                if (index >= 0)
                    return Enum.GetValues<T>()[index];
                result.AddError($"{name}: '{result.Tokens[0].Value}' is none of {string.Join(", ", names)}.");
                return null;
            },
        };
    }

    /// <summary>Opens the device that was asked for.</summary>
    /// <param name="request">The value of <c>--device</c>.</param>
    /// <param name="threads">The value of <c>--threads</c>.</param>
    /// <exception cref="DeviceException">There is none.</exception>
    public static DeviceChoice OpenDevice(string request, int? threads) => request == AllDevices
        ? ShapeNet.Runtime.Device.Open("auto", threads) with { Reason = "All devices were asked for, and there is one." }
        : ShapeNet.Runtime.Device.Open(request, threads);
}
