using System.CommandLine;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>Options that several commands have, each meaning the same everywhere.</summary>
internal static class CommonOptions
{
    /// <summary>Which network.</summary>
    public static Option<string> Network()
    {
        var option = new Option<string>("--net")
        {
            Description = "The network.",
            DefaultValueFactory = _ => NetworkCatalog.Default,
        };
        return option.AcceptOnlyFromAmong([.. NetworkCatalog.Names]);
    }

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

    /// <summary>Whether output is data.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Write one JSON object per line to standard output, and nothing else.",
    };

    /// <summary>A weight file that must be given.</summary>
    public static Option<string> Weights() => new("--weights")
    {
        Description = "The network's weights: a .safetensors file, such as a checkpoint.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>The optimiser's options, as PyTorch's SGD has them.</summary>
    public static Option<float> LearningRate(float defaultValue) =>
        NumberOptions.RealNumber("--lr", "Learning rate, for the gradient of the loss summed over the batch's images.", defaultValue);

    /// <inheritdoc cref="LearningRate"/>
    public static Option<float> WeightDecay(float defaultValue) => NumberOptions.RealNumber("--weight-decay", "Weight decay.", defaultValue);

    /// <inheritdoc cref="LearningRate"/>
    public static Option<float> Momentum(float defaultValue) => NumberOptions.RealNumber("--momentum", "Momentum.", defaultValue);

    /// <summary>Opens the device that was asked for.</summary>
    /// <exception cref="DeviceException">There is none.</exception>
    public static DeviceChoice OpenDevice(string request, int? threads) => ShapeNet.Runtime.Device.Open(request, threads);
}
