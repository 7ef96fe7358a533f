namespace Fcn.Data;

/// <summary>Where Pascal VOC2012 keeps its files.</summary>
/// <param name="Root">The folder, on disk or inside a <c>.tar</c> archive, that holds <c>JPEGImages</c>, <c>SegmentationClass</c> and <c>ImageSets</c>.</param>
internal sealed record VocFolder(string Root)
{
    private const string BoundariesFolder = "SegmentationClassAug";

    /// <summary>The images.</summary>
    public string Images => Path.Combine(Root, "JPEGImages");

    /// <summary>The label images.</summary>
    public string Labels => Path.Combine(Root, "SegmentationClass");

    /// <summary>The lists of names.</summary>
    public string Lists => Path.Combine(Root, "ImageSets", "Segmentation");

    /// <summary>The list of a split.</summary>
    public string List(VocSplit split) => Path.Combine(Lists, split == VocSplit.Train ? "train.txt" : "val.txt");

    /// <summary>An image by name.</summary>
    public string Image(string name) => Path.Combine(Images, name + ".jpg");

    /// <summary>
    /// A label image by name, of VOC or of the Semantic Boundaries Dataset (Hariharan et al. 2011): the labels of that
    /// one stand in a folder <c>SegmentationClassAug</c>, in the data set or beside the list that names them.
    /// </summary>
    /// <param name="name">The image's name.</param>
    /// <param name="list">The list.</param>
    public string FindLabel(string name, string list)
    {
        string[] candidates =
        [
            Label(name),
            Path.Combine(Root, BoundariesFolder, name + ".png"),
            Path.Combine(Path.GetDirectoryName(Path.GetFullPath(list)) ?? "", BoundariesFolder, name + ".png"),
        ];
        return Array.Find(candidates, DataFiles.FileExists) ?? candidates[0];
    }

    /// <summary>A label image by name.</summary>
    public string Label(string name) => Path.Combine(Labels, name + ".png");

    /// <summary>Finds the data in a folder or archive: the folder itself, or <c>VOC2012</c> or <c>VOCdevkit/VOC2012</c> inside it.</summary>
    /// <exception cref="InputException">It holds none.</exception>
    public static VocFolder Find(string folder)
    {
        if (!DataFiles.FolderExists(folder))
            throw new InputException($"{folder}: no such folder");
        return TryFind(folder)
            ?? throw new InputException(
                $"{folder}: not a VOC2012 folder: JPEGImages, SegmentationClass and ImageSets/Segmentation are neither in it nor in a VOC2012 folder in it");
    }

    /// <summary>Finds the data in a folder as <see cref="Find"/> does, or nothing.</summary>
    public static VocFolder? TryFind(string folder)
    {
        VocFolder[] candidates = [new(folder), new(Path.Combine(folder, "VOC2012")), new(Path.Combine(folder, "VOCdevkit", "VOC2012"))];
        return Array.Find(candidates, candidate => candidate.IsComplete);
    }

    private bool IsComplete => DataFiles.FolderExists(Images) && DataFiles.FolderExists(Labels) && DataFiles.FolderExists(Lists);
}
