using System.CommandLine;
using System.CommandLine.Invocation;
using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary>The program: finds the command that the arguments name, runs it, and turns faults into one line and an exit code.</summary>
internal sealed class CommandLine
{
    private const string DefaultCommand = "train";

    private readonly Terminal terminal;
    private readonly RootCommand root;
    private readonly Option<bool> verbose = new("--verbose") { Description = "Show the stack trace when something fails.", Recursive = true };

    public CommandLine(Terminal terminal)
    {
        this.terminal = terminal;
        root = new RootCommand("Trains and runs the fully convolutional network. Without a command it trains.")
        {
            verbose,
            new TrainCommand(terminal),
            new EvalCommand(terminal),
            new PredictCommand(terminal),
            new DescribeCommand(terminal),
            new BenchCommand(terminal),
            new StepCommand(terminal),
            new UpsampleCommand(terminal),
            new SynthCommand(terminal),
            new ManifestCommand(terminal),
        };
    }

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    /// <returns>The exit code.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        var result = root.Parse(arguments);
        if (result.CommandResult.Command == root && result.Action is null or ParseErrorAction)
            result = root.Parse([DefaultCommand, .. arguments]);
        if (result.Action is ParseErrorAction)
            return Refuse(result, result.Errors.Select(error => error.Message));
        if (arguments.Contains(""))
            return Refuse(result, [EmptyArgument(arguments)]);

        try
        {
            return result.Invoke(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception exception)
        {
            Report(exception, result.GetValue(verbose));
            return ExitCode.Failed;
        }
    }

    private static string EmptyArgument(IReadOnlyList<string> arguments) =>
        arguments.TakeWhile(argument => argument.Length > 0).LastOrDefault() is { } before && before.StartsWith('-')
            ? $"{before}: the value is empty."
            : "An argument is empty.";

    private int Refuse(ParseResult result, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            terminal.Error.WriteLine($"fcn: {problem}");
        terminal.Error.WriteLine($"'fcn {result.CommandResult.Command.Name} --help' lists the options, 'fcn --help' the commands.");
        return ExitCode.WrongUsage;
    }

    private void Report(Exception exception, bool withStackTrace)
    {
        var foreseen = exception is InputException or WeightFileException or DeviceException;
        terminal.Error.WriteLine(foreseen
            ? $"fcn: {exception.Message}"
            : $"fcn: unexpected {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}{(withStackTrace ? "" : " (--verbose shows where)")}");
        if (withStackTrace)
            terminal.Error.WriteLine(exception);
    }
}
