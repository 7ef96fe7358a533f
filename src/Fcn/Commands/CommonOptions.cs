using System.CommandLine;
using System.CommandLine.Parsing;
using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>Options that several commands have, each meaning the same everywhere.</summary>
internal static class CommonOptions
{
    private const string AllDevices = "all";

    /// <summary>Which network.</summary>
    public static Option<string> Network() => OneOf("--net", "The network.", [.. NetworkCatalog.Names]);

    /// <summary>Where to compute.</summary>
    public static Option<string> Device()
    {
        var option = new Option<string>("--device")
        {
            Description = "Where to compute. Unless said, a CUDA device where there is one, else the CPU.",
            HelpName = "auto|cpu|cuda[:INDEX]|opencl[:INDEX]|all",
            DefaultValueFactory = _ => "auto",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value != AllDevices && !ShapeNet.Runtime.Device.IsName(token.Value))
                result.AddError($"--device: '{token.Value}' is none of {AllDevices}, {ShapeNet.Runtime.Device.Names}.");
        });
        return option;
    }

    /// <summary>How many threads compute on the CPU. Each has megabytes of its own: many more than a machine has cores are a mistake.</summary>
    public static Option<int?> Threads() =>
        NumberOptions.WholeNumber("--threads", "Threads that compute on the CPU; one for each core unless said.", minimum: 1, maximum: 1024);

    /// <summary>A weight file that must be given.</summary>
    public static Option<string> Weights() => new("--weights")
    {
        Description = "The network's weights: a .safetensors file, such as a checkpoint, or a .pth file of PyTorch's.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>Where the images are.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = $"A folder of Pascal VOC2012, or its .tar archive as published, or '{DataChoice.Published}' (downloaded once, 2 GB), or '{DataChoice.Synthetic}'. Unless said: ./{DataChoice.Parent} if VOC2012 is there, else the synthetic set, written there.",
        HelpName = $"DIR|FILE.tar|{DataChoice.Published}|{DataChoice.Synthetic}",
    };

    /// <summary>How pixels of no class count; nothing unless said.</summary>
    public static Option<VoidHandling?> Void() => Choice<VoidHandling>("--void", "What pixels of no class count as.");

    /// <summary>An option with a few values; the first one holds unless said.</summary>
    public static Option<string> OneOf(string name, string description, params string[] values) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', values),
        DefaultValueFactory = _ => values[0],
        CustomParser = result =>
        {
            var index = RefuseUnlessOneOf(result, name, values);
            return index < 0 ? values[0] : values[index];
        },
    };

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
                var index = RefuseUnlessOneOf(result, name, names);
                return index < 0 ? null : Enum.GetValues<T>()[index];
            },
        };
    }

    /// <summary>An option that is on or off, or not given; its name alone turns it on.</summary>
    public static Option<bool?> Switch(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "true|false",
    };

    /// <summary>Opens the device that was asked for.</summary>
    /// <param name="request">The value of <c>--device</c>.</param>
    /// <param name="threads">The value of <c>--threads</c>.</param>
    /// <exception cref="DeviceException">There is none.</exception>
    public static DeviceChoice OpenDevice(string request, int? threads) => request == AllDevices
        ? ShapeNet.Runtime.Device.Open("auto", threads) with { Reason = "All devices were asked for, and there is one." }
        : ShapeNet.Runtime.Device.Open(request, threads);

    /// <summary>Which of the values was given; a negative number and an error where it is none.</summary>
    private static int RefuseUnlessOneOf(ArgumentResult result, string name, string[] values)
    {
        var index = Array.IndexOf(values, result.Tokens[0].Value);
        if (index < 0)
            result.AddError($"{name}: '{result.Tokens[0].Value}' is none of {string.Join(", ", values)}.");
        return index;
    }
}
