namespace Fcn.Data;

/// <summary>One split of Pascal VOC2012's segmentation data, or of a data set in the same layout.</summary>
internal sealed class VocDataset
{
    private VocDataset(VocFolder folder, VocSplit split, IReadOnlyList<VocSample> samples, int listed, int heldBack)
    {
        Folder = folder;
        Split = split;
        Samples = samples;
        Listed = listed;
        HeldBack = heldBack;
    }

    /// <summary>Where the data are.</summary>
    public VocFolder Folder { get; }

    /// <summary>Which list was read.</summary>
    public VocSplit Split { get; }

    /// <summary>The images that are used, in the list's order.</summary>
    public IReadOnlyList<VocSample> Samples { get; }

    /// <summary>How many images the list names.</summary>
    public int Listed { get; }

    /// <summary>How many listed images are left out because they are smaller than the crop.</summary>
    public int TooSmall => Listed - Samples.Count;

    /// <summary>How many images of a list of one's own are left out because VOC's validation list has them.</summary>
    public int HeldBack { get; }

    /// <summary>The memory that decoded images may take, shared with other data sets; nothing where each has its own.</summary>
    public CacheBudget? Cache { get; init; }

    /// <summary>Opens a split and checks, by the headers alone, that every image it names is there with a label image of its size.</summary>
    /// <param name="folder">The folder of VOC2012, or one that holds it, or its archive.</param>
    /// <param name="split">Which list to read.</param>
    /// <param name="minHeight">Images of fewer rows are left out.</param>
    /// <param name="minWidth">Images of fewer columns are left out.</param>
    /// <param name="list">A list of one's own instead of the split's, such as that of the Semantic Boundaries Dataset.</param>
    /// <param name="cache">The memory that decoded images may take; nothing where the loader decides.</param>
    /// <exception cref="InputException">The folder, the list or an image cannot be used.</exception>
    public static VocDataset Open(
        string folder, VocSplit split, int minHeight, int minWidth, string? list = null, CacheBudget? cache = null)
    {
        var voc = VocFolder.Find(folder);
        var names = ReadList(list ?? voc.List(split));
        var held = list is null ? [] : names.Intersect(ReadList(voc.List(VocSplit.Val)), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        names = [.. names.Where(name => !held.Contains(name))];
        var samples = Identify(voc, names, list);
        var large = samples.Where(sample => sample.Height >= minHeight && sample.Width >= minWidth).ToArray();
        if (large.Length == 0)
            throw new InputException($"{list ?? voc.List(split)}: none of its {names.Length} images is {minWidth}×{minHeight} or larger{(held.Count == 0 ? "" : $", after {held.Count} of VOC's validation images were left out")}");
        return new VocDataset(voc, split, large, names.Length, held.Count) { Cache = cache };
    }

    private static string[] ReadList(string path)
    {
        string[] lines;
        try
        {
            lines = DataFiles.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such list of images", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the list of images cannot be read: {exception.Message}", exception);
        }

        var names = lines.Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        if (names.Length == 0)
            throw new InputException($"{path}: the list of images is empty");
        var stray = Array.FindIndex(names, name => Path.GetFileName(name) != name || name.Contains('\0'));
        if (stray >= 0)
            throw new InputException($"{path}: '{names[stray].Replace('\0', '?')}' is not the name of an image");
        return names;
    }

    private static VocSample[] Identify(VocFolder voc, string[] names, string? list)
    {
        var samples = new VocSample[names.Length];
        var errors = new InputException?[names.Length];
        Parallel.For(0, names.Length, i =>
        {
            try
            {
                samples[i] = Identify(voc, names[i], list);
            }
            catch (InputException exception)
            {
                errors[i] = exception;
            }
        });

        // The first in the list's order, whichever thread met its own first.
        var error = Array.Find(errors, error => error is not null);
        return error is null ? samples : throw new InputException(error.Message, error);
    }

    private static VocSample Identify(VocFolder voc, string name, string? list)
    {
        var (image, label) = (voc.Image(name), list is null ? voc.Label(name) : voc.FindLabel(name, list));
        var imageSize = ImageFiles.ReadSize(image);
        var labelSize = ImageFiles.ReadSize(label);
        return imageSize == labelSize
            ? new VocSample(name, image, label, imageSize.Width, imageSize.Height)
            : throw new InputException(
                $"{label}: the label is {labelSize.Width}×{labelSize.Height} pixels, its image {imageSize.Width}×{imageSize.Height}");
    }
}
