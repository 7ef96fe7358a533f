using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Data;

/// <summary>An image and its labels, decoded. The arrays are reused from one image to the next and only ever grow.</summary>
internal sealed class DecodedSample
{
    private byte[] rgb = [];
    private byte[] truth = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Height × width × 3 bytes.</summary>
    public ReadOnlySpan<byte> Rgb => rgb.AsSpan(0, 3 * Width * Height);

    /// <summary>Height × width classes; <see cref="VocPalette.Void"/> where there is none.</summary>
    public ReadOnlySpan<byte> Truth => truth.AsSpan(0, Width * Height);

    /// <summary>Decodes a sample's two files into this object.</summary>
    public void Read(VocSample sample)
    {
        (Width, Height) = (sample.Width, sample.Height);
        var pixels = Width * Height;
        if (truth.Length < pixels)
            (rgb, truth) = (new byte[3 * pixels], new byte[pixels]);

        using (var image = ImageFiles.ReadRgb(sample.ImagePath))
        {
            CheckSize(image.Width, image.Height, sample.ImagePath);
            image.CopyPixelDataTo(rgb.AsSpan(0, 3 * pixels));
        }

        var (label, isGray) = ImageFiles.ReadLabels(sample.LabelPath);
        using (label)
        {
            CheckSize(label.Width, label.Height, sample.LabelPath);
            label.ProcessPixelRows(rows =>
            {
                for (var y = 0; y < rows.Height; y++)
                {
                    var row = rows.GetRowSpan(y);
                    var classes = truth.AsSpan(y * Width, Width);
                    var unknown = isGray ? GrayToClasses(row, classes) : ToClasses(row, classes);
                    if (unknown >= 0)
                        throw Unknown(sample.LabelPath, unknown, y, row[unknown], isGray);
                }
            });
        }
    }

    /// <summary>The classes of a row whose values are classes; gives the first pixel whose value is none, or −1.</summary>
    private static int GrayToClasses(ReadOnlySpan<Rgb24> grays, Span<byte> classes)
    {
        for (var x = 0; x < grays.Length; x++)
        {
            var value = grays[x].R;
            if (value is >= VocPalette.Classes and not VocPalette.Void)
                return x;
            classes[x] = value;
        }

        return -1;
    }

    /// <summary>The classes of a row of colours; gives the first pixel whose colour stands for nothing, or −1.</summary>
    private static int ToClasses(ReadOnlySpan<Rgb24> colors, Span<byte> classes)
    {
        // Labels are runs of one colour: most pixels repeat the one to their left.
        var last = colors[0];
        var lastClass = VocPalette.ClassOf(last);
        for (var x = 0; x < colors.Length; x++)
        {
            if (colors[x] != last)
            {
                last = colors[x];
                lastClass = VocPalette.ClassOf(last);
            }

            if (lastClass is not { } known)
                return x;
            classes[x] = known;
        }

        return -1;
    }

    private static InputException Unknown(string path, int x, int y, Rgb24 color, bool isGray) => new(
        isGray
            ? $"{path}: the pixel in column {x}, row {y} is {color.R}; labels are classes from 0 to {VocPalette.Classes - 1}, or {VocPalette.Void} where there is none"
            : $"{path}: the pixel in column {x}, row {y} has the colour ({color.R}, {color.G}, {color.B}), which stands for none of VOC's {VocPalette.Classes} classes and not for void");

    private void CheckSize(int width, int height, string path)
    {
        if (width != Width || height != Height)
            throw new InputException($"{path}: {width}×{height} pixels, where {Width}×{Height} were found when the data set was opened");
    }
}
