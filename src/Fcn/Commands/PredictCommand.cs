using System.CommandLine;
using Fcn.Data;
using Fcn.Metrics;
using Fcn.Pictures;
using Fcn.Shapes;
using ShapeNet.Runtime;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Commands;

/// <summary><c>fcn predict</c>: the class of every pixel of an image's middle.</summary>
internal sealed class PredictCommand : FcnCommand
{
    private static readonly int Height = S320x480.Dimensions[0];
    private static readonly int Width = S320x480.Dimensions[1];

    private readonly Argument<string[]> images = new("IMAGE") { Description = "JPEG or PNG files.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> weights = CommonOptions.Weights();

    private readonly Option<string> output = new("--out")
    {
        Description = "The folder for NAME.png (classes as VOC's palette PNGs have them) and NAME.overlay.png.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string> net = CommonOptions.Network();
    private readonly Option<string> device = CommonOptions.Device();
    private readonly Option<int?> threads = CommonOptions.Threads();

    public PredictCommand(Terminal terminal)
        : base(terminal, "predict", $"Predict the class of every pixel of the {Width}×{Height} pixels in the middle of images.")
    {
        Arguments.Add(images);
        Validators.Add(result =>
        {
            if (result.GetResult(images) is not { Tokens.Count: > 0 })
                result.AddError("IMAGE: no image is named.");
        });
        AddOptions(weights, output, net, device, threads);
    }

    protected override int Run(ParseResult arguments)
    {
        var network = NetworkCatalog.Find(arguments.GetRequiredValue(net));
        var files = arguments.GetRequiredValue(images);
        var folder = arguments.GetRequiredValue(output);
        CheckNames(files);
        foreach (var file in files)
            CheckSize(file, ImageFiles.ReadSize(file));
        MakeFolder(folder);

        using var opened = CommonOptions.OpenDevice(arguments.GetRequiredValue(device), arguments.GetValue(threads)).Device;
        using var predictor = network.CreatePredictor(opened, 1);
        predictor.LoadWeights(arguments.GetRequiredValue(weights));
        var input = new Batch<S3x320x480>(1);
        var logits = new Batch<S21x320x480>(1);
        foreach (var file in files)
        {
            var crop = ReadMiddle(file);
            Normalization.Normalize(crop, input.Values);
            predictor.Predict(input, logits);
            var classes = new byte[S320x480.Elements];
            Prediction.FromLogits(logits.Values, classes);
            Report(arguments, file, Write(folder, file, crop, classes), classes);
        }

        return ExitCode.Done;
    }

    private static (string Mask, string Overlay) Write(string folder, string file, byte[] crop, byte[] classes)
    {
        var name = Path.Combine(folder, Path.GetFileNameWithoutExtension(file));
        var (mask, overlay) = ($"{name}.png", $"{name}.overlay.png");
        MaskFile.Write(mask, classes, Width, Height);
        Overlay.Write(overlay, crop, classes, Width, Height);
        return (mask, overlay);
    }

    private void Report(ParseResult arguments, string file, (string Mask, string Overlay) written, byte[] classes)
    {
        var shares = classes.CountBy(value => value).OrderByDescending(count => count.Value)
            .ToDictionary(count => VocPalette.Names[count.Key], count => count.Value / (double)classes.Length);
        if (WantsJson(arguments))
            WriteJson(new { image = file, mask = written.Mask, overlay = written.Overlay, shares });
        else
            Terminal.Output.WriteLine($"{file}: {string.Join(", ", shares.Select(share => $"{share.Key} {share.Value:P0}"))} → {written.Mask}, {written.Overlay}");
    }

    /// <summary>The pixels in the middle of an image, three bytes each.</summary>
    private static byte[] ReadMiddle(string file)
    {
        using var image = ImageFiles.ReadRgb(file);
        CheckSize(file, (image.Width, image.Height));
        var crop = new byte[3 * S320x480.Elements];
        var (left, top) = ((image.Width - Width) / 2, (image.Height - Height) / 2);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < Height; y++)
            {
                var row = rows.GetRowSpan(top + y).Slice(left, Width);
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(row).CopyTo(crop.AsSpan(3 * y * Width));
            }
        });
        return crop;
    }

    private static void CheckSize(string file, (int Width, int Height) size)
    {
        if (size.Width < Width || size.Height < Height)
            throw new InputException($"{file}: {size.Width}×{size.Height} pixels; images of at least {Width}×{Height} can be predicted");
    }

    private static void CheckNames(string[] files)
    {
        var twice = files.CountBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase).FirstOrDefault(count => count.Value > 1);
        if (twice.Key is not null)
            throw new InputException($"{twice.Key}: {twice.Value} images have this name, and their predictions would be one file");
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--out {folder}: the folder cannot be made: {exception.Message}", exception);
        }
    }
}
