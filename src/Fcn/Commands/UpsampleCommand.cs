using System.CommandLine;
using Fcn.Data;
using Fcn.Inference;
using Fcn.Networks;
using Fcn.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Commands;

/// <summary><c>fcn upsample</c>: doubles an image through a transposed convolution with bilinear weights.</summary>
internal sealed class UpsampleCommand : FcnCommand
{
    private readonly Argument<string> image = new("IMAGE") { Description = "A JPEG or PNG file." };

    private readonly Option<string> output = new("--out")
    {
        Description = "The PNG file to write.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> device = CommonOptions.Device();
    private readonly Option<int?> threads = CommonOptions.Threads();

    public UpsampleCommand(Terminal terminal)
        : base(terminal, "upsample", "Enlarge an image to twice its size through a transposed convolution whose weights are those of bilinear interpolation: kernel 4, stride 2, padding 1.")
    {
        Arguments.Add(image);
        AddOptions(output, device, threads);
    }

    protected override int Run(ParseResult arguments)
    {
        var (file, target) = (arguments.GetRequiredValue(image), arguments.GetRequiredValue(output));
        if (!target.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"--out {target}: a PNG file is written, so its name ends in .png");
        OutputFile.RefuseInputs([target], [file]);
        var (rgb, width, height) = ImageFiles.ReadBytes(file);
        using var opened = CommonOptions.OpenDevice(arguments.GetRequiredValue(device), arguments.GetValue(threads)).Device;
        using var network = Doubling.CreatePredictor(opened, 1);
        var doubled = new ImageDoubler(network).Double(Array.ConvertAll(rgb, value => (float)value), width, height);
        var bytes = Array.ConvertAll(doubled, value => (byte)Math.Clamp(MathF.Round(value), 0, 255));
        using var picture = Image.LoadPixelData<Rgb24>(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Rgb24>(bytes), 2 * width, 2 * height);
        OutputFile.Write(target, stream => picture.SaveAsPng(stream));
        if (WantsJson(arguments))
            WriteJson(new { image = file, width, height, file = target, enlargedWidth = 2 * width, enlargedHeight = 2 * height });
        else
            Terminal.Output.WriteLine($"{file}: {width}×{height} → {target}: {2 * width}×{2 * height}");
        return ExitCode.Done;
    }
}
