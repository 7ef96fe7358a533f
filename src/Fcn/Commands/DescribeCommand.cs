using System.CommandLine;
using System.Text;
using Fcn.Pictures;
using Fcn.Reports;
using ShapeNet.Runtime;
using Spectre.Console;

namespace Fcn.Commands;

/// <summary><c>fcn describe</c>: a network's shapes, parameters, cost and memory.</summary>
internal sealed class DescribeCommand : FcnCommand
{
    private readonly Option<string> net = CommonOptions.Network();
    private readonly Option<int> batch = NumberOptions.WholeNumber("--batch", "Images in the batch whose memory is told.", minimum: 1, defaultValue: 1);

    private readonly Option<string?> svg = new("--svg") { Description = "Draw the network: the SVG file to write.", HelpName = "FILE" };

    public DescribeCommand(Terminal terminal)
        : base(terminal, "describe", "Show a network's layers, shapes, parameters, cost and memory.") =>
        AddOptions(net, batch, svg);

    protected override int Run(ParseResult arguments)
    {
        var definition = NetworkCatalog.Find(arguments.GetRequiredValue(net)).Definition;
        var images = arguments.GetValue(batch);
        if (arguments.GetValue(svg) is { } file)
            OutputFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(NetworkDrawing.ToFile(definition))));
        if (WantsJson(arguments))
            WriteJson(ToData(definition, images));
        else
            Draw(definition, images);
        return ExitCode.Done;
    }

    private static object ToData(NetworkDefinition definition, int images) => new
    {
        network = definition.Name,
        input = definition.InputShape,
        output = definition.OutputShape,
        parameters = definition.ParameterCount,
        tensors = definition.Parameters.Length,
        multiplyAccumulates = definition.MultiplyAccumulates,
        batch = images,
        training = Memory(definition.TrainingMemory, images, definition.TrainingArenaBytes(images)),
        inference = Memory(definition.InferenceMemory, images, definition.InferenceArenaBytes(images)),
        trainingOnGpu = definition.Ilgpu is { } trained ? Memory(trained.TrainingMemory, images, trained.TrainingBytes(definition, images)) : null,
        inferenceOnGpu = definition.Ilgpu is { } run ? Memory(run.InferenceMemory, images, run.InferenceBytes(definition, images)) : null,
        layers = definition.Layers,
        fused = new
        {
            training = definition.TrainingReport().Fusions,
            trainingOnGpu = definition.Ilgpu?.TrainingReport().Fusions,
            inference = definition.InferenceReport().Fusions,
            inferenceOnGpu = definition.Ilgpu?.InferenceReport().Fusions,
        },
    };

    private static object Memory(MemoryPlan plan, int images, long arena) =>
        new { plannedBytes = plan.Bytes(images), unplannedBytes = plan.UnplannedBytes(images), arenaBytes = arena };

    private void Draw(NetworkDefinition definition, int images)
    {
        var console = Terminal.Console;
        console.Write(ShapeTable.Create(definition));
        console.WriteLine();
        console.WriteLine($"{definition.Name}: {ShapeTable.Totals(definition)}");
        console.WriteLine();
        var memory = new Table { Border = TableBorder.None };
        memory.AddColumns(
            new TableColumn($"bytes for a batch of {images}") { NoWrap = true },
            new TableColumn("planned") { NoWrap = true }.RightAligned(),
            new TableColumn("unplanned") { NoWrap = true }.RightAligned(),
            new TableColumn("altogether") { NoWrap = true }.RightAligned());
        AddRow(memory, "training on the CPU", definition.TrainingMemory, images, definition.TrainingArenaBytes(images));
        AddRow(memory, "inference on the CPU", definition.InferenceMemory, images, definition.InferenceArenaBytes(images));
        var gpu = definition.Ilgpu;
        if (gpu is not null)
        {
            AddRow(memory, "training on a GPU", gpu.TrainingMemory, images, gpu.TrainingBytes(definition, images));
            AddRow(memory, "inference on a GPU", gpu.InferenceMemory, images, gpu.InferenceBytes(definition, images));
        }

        console.Write(memory);
        console.WriteLine("Planned: activations, their gradients and scratch, sharing their places; unplanned: each in its own.");
        console.WriteLine("Altogether: with parameters and statistics; in training, labels, gradients and momentum too; on a GPU, batches on their way.");
        DrawFusions(console, "training on the CPU", definition.TrainingReport(), images);
        DrawFusions(console, "inference on the CPU", definition.InferenceReport(), images);
        if (gpu is null)
            return;
        DrawFusions(console, "training on a GPU", gpu.TrainingReport(), images);
        DrawFusions(console, "inference on a GPU", gpu.InferenceReport(), images);
    }

    /// <summary>What is computed together and what that saves, the same in one line.</summary>
    private static void DrawFusions(IAnsiConsole console, string program, ProgramReport report, int images)
    {
        if (report.Fusions.IsEmpty)
            return;
        console.WriteLine();
        var table = new Table { Border = TableBorder.None };
        table.AddColumns(
            new TableColumn($"fused for {program}") { NoWrap = true },
            new TableColumn("for example") { NoWrap = true },
            new TableColumn("times") { NoWrap = true }.RightAligned(),
            new TableColumn("bytes not stored") { NoWrap = true }.RightAligned());
        foreach (var alike in report.Fusions.GroupBy(fusion => fusion.Effect))
        {
            table.AddRow(
                new Text(alike.Key), new Text($"{alike.First().Layer} + {alike.First().Fused}"), new Text($"{alike.Count()}"),
                new Text(Text(sizeof(float) * images * alike.Sum(fusion => fusion.FloatsPerImage))));
        }

        console.Write(table);
    }

    private static void AddRow(Table table, string program, MemoryPlan plan, int images, long arena) => table.AddRow(
        program, Text(plan.Bytes(images)), Text(plan.UnplannedBytes(images)), Text(arena));

    private static string Text(long bytes) => bytes.ToString("N0");
}
