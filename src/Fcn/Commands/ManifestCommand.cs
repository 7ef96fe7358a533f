using System.CommandLine;
using Fcn.Pictures;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary><c>fcn manifest</c>: lists a weight file's tensors as <c>[Pretrained]</c> wants them, for the check at build time.</summary>
internal sealed class ManifestCommand : FcnCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "A .safetensors or .pth file." };

    private readonly Option<string?> output = new("--out")
    {
        Description = "The list to write, NAME.weights.txt. Unless said, standard output.",
        HelpName = "FILE",
    };

    public ManifestCommand(Terminal terminal)
        : base(terminal, "manifest", "List names and shapes of the tensors in a weight file, to check a network against them while it builds.")
    {
        Arguments.Add(file);
        AddOptions(output);
    }

    protected override int Run(ParseResult arguments)
    {
        if (arguments.GetValue(output) is { } list)
            OutputFile.RefuseInputs([list], [arguments.GetRequiredValue(file)]);
        using var weights = WeightFile.Open(arguments.GetRequiredValue(file));

        // Counters are no weights, and a network's declaration knows nothing of them.
        var tensors = weights.Tensors.Values.Where(tensor => tensor.Type is ElementType.F16 or ElementType.BF16 or ElementType.F32 or ElementType.F64 && tensor.Shape.Length > 0)
            .OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        string[] lines = [$"# The tensors of {Path.GetFileName(weights.Path)}, written by 'fcn manifest'.", .. tensors.Select(tensor => $"{tensor.Name} {string.Join('x', tensor.Shape)}")];
        if (arguments.GetValue(output) is { } path)
            OutputFile.Write(path, stream => Write(stream, lines));
        if (WantsJson(arguments))
            WriteJson(new { file = weights.Path, tensors = tensors.Select(tensor => new { tensor.Name, tensor.Shape }) });
        else if (arguments.GetValue(output) is { } written)
            Terminal.Output.WriteLine($"{written}: {tensors.Length} tensors");
        else
            Array.ForEach(lines, Terminal.Output.WriteLine);
        return ExitCode.Done;
    }

    private static void Write(Stream stream, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines)
            writer.WriteLine(line);
    }
}
