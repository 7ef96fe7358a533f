using System.CommandLine;
using Fcn.Shapes;
using ShapeNet.Runtime;

namespace Fcn.Commands;

/// <summary><c>fcn step</c>: trains a few steps on one given batch and writes what came of it, to be held against another framework.</summary>
internal sealed class StepCommand : FcnCommand
{
    private readonly Option<string> net = CommonOptions.Network();
    private readonly Option<string> weights = CommonOptions.Weights();
    private readonly Option<int> steps = NumberOptions.WholeNumber("--steps", "Training steps, all on the same batch.", minimum: 1, defaultValue: 1);
    private readonly Option<float> learningRate = NumberOptions.RealNumber("--lr", "Learning rate, for the gradient of the loss summed over the batch.", 0.001f);
    private readonly Option<float> weightDecay = NumberOptions.RealNumber("--weight-decay", "Weight decay.", 0.001f);
    private readonly Option<float> momentum = NumberOptions.RealNumber("--momentum", "Momentum.", 0);
    private readonly Option<string> device = CommonOptions.Device();
    private readonly Option<int?> threads = CommonOptions.Threads();

    private readonly Option<string> batchFile = new("--batch-file")
    {
        Description = "A .safetensors file with images (N×3×320×480) and labels (N×320×480).",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> output = new("--out")
    {
        Description = "The .safetensors file to write: logits, losses, grad/NAME of the first step, after/NAME.",
        HelpName = "FILE",
        Required = true,
    };

    public StepCommand(Terminal terminal)
        : base(terminal, "step", "Train a few steps on a given batch and write logits, losses, gradients and weights after.") =>
        AddOptions(weights, batchFile, output, steps, learningRate, weightDecay, momentum, net, device, threads);

    protected override int Run(ParseResult arguments)
    {
        var network = NetworkCatalog.Find(arguments.GetRequiredValue(net));
        var (images, labels) = BatchFile.Read(arguments.GetRequiredValue(batchFile));
        using var opened = CommonOptions.OpenDevice(arguments.GetRequiredValue(device), arguments.GetValue(threads)).Device;
        using var trainer = network.CreateTrainer(opened, images.Count, 0);
        trainer.LoadWeights(arguments.GetRequiredValue(weights));
        var options = new SgdOptions(arguments.GetValue(learningRate), arguments.GetValue(momentum), arguments.GetValue(weightDecay));

        var writer = new SafetensorsWriter();
        var losses = new float[arguments.GetValue(steps)];
        trainer.Forward(images);
        AddLogits(writer, trainer, images.Count);
        losses[0] = (float)trainer.Backward(labels).LossSum;
        AddGradients(writer, trainer);
        trainer.Update(options);
        for (var step = 1; step < losses.Length; step++)
            losses[step] = (float)trainer.Step(images, labels, options).LossSum;

        writer.Add("losses", [losses.Length], losses);
        trainer.AddWeights(writer, "after/");
        var file = arguments.GetRequiredValue(output);
        writer.Write(file);
        if (WantsJson(arguments))
            WriteJson(new { file, losses });
        else
            Terminal.Output.WriteLine($"{file}: losses {string.Join(' ', losses)}");
        return ExitCode.Done;
    }

    private static void AddLogits(SafetensorsWriter writer, Trainer<S3x320x480, S21x320x480, S320x480> trainer, int count)
    {
        var logits = new Batch<S21x320x480>(count);
        trainer.CopyLogits(logits);
        var values = new float[logits.Values.Length];
        logits.CopyToChannelsFirst(values);
        writer.Add("logits", [count, .. S21x320x480.Dimensions], values);
    }

    private static void AddGradients(SafetensorsWriter writer, Trainer trainer)
    {
        foreach (var parameter in trainer.Definition.Parameters)
        {
            var gradient = new float[parameter.Elements];
            trainer.ReadGradient(parameter.Name, gradient);
            writer.Add("grad/" + parameter.Name, parameter.Shape.AsSpan(), gradient);
        }
    }
}
