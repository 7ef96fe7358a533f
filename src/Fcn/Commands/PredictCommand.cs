using System.CommandLine;
using Fcn.Data;
using Fcn.Inference;
using Fcn.Metrics;
using Fcn.Pictures;
using Fcn.Shapes;

namespace Fcn.Commands;

/// <summary><c>fcn predict</c>: the class of every pixel of images of any size.</summary>
internal sealed class PredictCommand : FcnCommand
{
    private readonly Argument<string[]> images = new("IMAGE")
    {
        Description = "JPEG or PNG files, folders of them, or patterns such as 'photos/*.jpg'.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> weights = CommonOptions.Weights();

    private readonly Option<string> output = new("--out")
    {
        Description = "The folder for NAME.png (classes as VOC's palette PNGs have them) and NAME.overlay.png (the image tinted, with a legend).",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string> net = CommonOptions.Network();
    private readonly Option<int> batch = NumberOptions.WholeNumber("--batch", "Windows that are predicted at once.", minimum: 1, defaultValue: 4);
    private readonly WindowOptions windows = new();
    private readonly Option<string> device = CommonOptions.Device();
    private readonly Option<int?> threads = CommonOptions.Threads();

    public PredictCommand(Terminal terminal)
        : base(terminal, "predict", $"Predict the class of every pixel of images. Windows of {S320x480.Dimensions[1]}×{S320x480.Dimensions[0]} pixels cover each image; smaller ones are filled up with the mean colour.")
    {
        Arguments.Add(images);
        Validators.Add(result =>
        {
            if (result.GetResult(images) is not { Tokens.Count: > 0 })
                result.AddError("IMAGE: no image is named.");
        });
        AddOptions([weights, output, net, batch, .. windows.All, device, threads]);
    }

    protected override int Run(ParseResult arguments)
    {
        var network = NetworkCatalog.Find(arguments.GetRequiredValue(net));
        var files = ImagePaths.Find(arguments.GetRequiredValue(images));
        var folder = arguments.GetRequiredValue(output);

        // What cannot be read, or would be lost, is found before the first image is predicted.
        foreach (var file in files)
            ImageFiles.ReadSize(file);
        OutputFile.RefuseInputs(files.SelectMany(file => new[] { MaskOf(folder, file), OverlayOf(folder, file) }), files);

        using var opened = CommonOptions.OpenDevice(arguments.GetRequiredValue(device), arguments.GetValue(threads)).Device;
        using var predictor = network.CreatePredictor(opened, arguments.GetValue(batch));
        predictor.LoadWeights(arguments.GetRequiredValue(weights));
        OutputFolder.Create(folder, "--out");
        var windowed = windows.Create(arguments, predictor);
        foreach (var file in files)
            Predict(arguments, windowed, file, MaskOf(folder, file), OverlayOf(folder, file));
        return ExitCode.Done;
    }

    private static string MaskOf(string folder, string image) => Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(image)}.png");

    private static string OverlayOf(string folder, string image) => Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(image)}.overlay.png");

    private void Predict(ParseResult arguments, WindowPredictor<S3x320x480, S21x320x480> windowed, string file, string mask, string overlay)
    {
        var (rgb, width, height) = ImageFiles.ReadBytes(file);
        var classes = new byte[width * height];
        windowed.Predict(rgb, width, height, (y, logits) => Prediction.FromLogits(logits, classes.AsSpan(y * width, width)));
        MaskFile.Write(mask, classes, width, height);
        Overlay.Write(overlay, rgb, classes, width, height);

        var shares = classes.CountBy(value => value).OrderByDescending(count => count.Value)
            .ToDictionary(count => VocPalette.Names[count.Key], count => count.Value / (double)classes.Length);
        if (WantsJson(arguments))
            WriteJson(new { image = file, width, height, windows = windowed.Count(width, height), mask, overlay, shares });
        else
            Terminal.Output.WriteLine($"{file}: {width}×{height}, {string.Join(", ", shares.Select(share => $"{share.Key} {share.Value:P0}"))} → {mask}, {overlay}");
    }
}
