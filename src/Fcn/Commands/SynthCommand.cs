using System.CommandLine;
using Fcn.Data;

namespace Fcn.Commands;

/// <summary><c>fcn synth</c>: writes the synthetic data set.</summary>
internal sealed class SynthCommand : FcnCommand
{
    private static readonly SyntheticOptions Defaults = new();

    private readonly Option<string> output = new("--out")
    {
        Description = "The folder to write, new or empty.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<int> train = NumberOptions.WholeNumber("--train", "Training images.", minimum: 1, Defaults.Train);
    private readonly Option<int> val = NumberOptions.WholeNumber("--val", "Validation images.", minimum: 1, Defaults.Val);
    private readonly Option<ulong> seed = NumberOptions.Seed("What the images follow from.", Defaults.Seed);

    public SynthCommand(Terminal terminal)
        : base(terminal, "synth", "Write the synthetic data set to a folder in VOC2012's layout.") =>
        AddOptions(output, train, val, seed);

    protected override int Run(ParseResult arguments)
    {
        var folder = arguments.GetRequiredValue(output);
        var options = new SyntheticOptions
        {
            Train = arguments.GetValue(train),
            Val = arguments.GetValue(val),
            Seed = arguments.GetValue(seed),
        };
        SyntheticVoc.Write(folder, options);
        if (WantsJson(arguments))
            WriteJson(new { folder, options.Train, options.Val, options.Seed });
        else
            Terminal.Output.WriteLine($"{folder}: {options.Train} training and {options.Val} validation images");
        return ExitCode.Done;
    }
}
