using System.Security.Cryptography;
using Fcn.Data;
using Fcn.Downloads;
using Fcn.Training;

namespace Fcn.Commands;

/// <summary>The data set that was asked for, or the one to take when none was.</summary>
/// <param name="Source">Where it comes from: it can be asked for again from anywhere.</param>
/// <param name="Folder">Its folder or archive.</param>
/// <param name="Reason">Why it is this one, in one sentence.</param>
internal sealed record DataChoice(string Source, string Folder, string Reason)
{
    /// <summary>Where data sets are kept, below the current folder.</summary>
    public const string Parent = "data";

    /// <summary>The synthetic data set's name.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>The name of the data set that is downloaded.</summary>
    public const string Published = "voc2012";

    /// <summary>Stands in <see cref="Source"/> before a training list.</summary>
    private const string ListMark = "?train-list=";

    private static readonly RemoteFile Archive = new(
        "VOCtrainval_11-May-2012.tar", new("http://host.robots.ox.ac.uk/pascal/VOC/voc2012/VOCtrainval_11-May-2012.tar"),
        HashAlgorithmName.MD5, "6cd6e144f989b92b3379bac3b3de84fd");

    /// <summary>The list of the images to train on, where it is not the data set's own.</summary>
    public string? TrainList { get; private init; }

    /// <summary>What the data set is called in the names of runs.</summary>
    public string Name => IsSynthetic ? Synthetic : "voc";

    /// <summary>How to train on it unless said.</summary>
    public Recipe Recipe => IsSynthetic ? Recipe.Synthetic : Recipe.Chapter;

    private bool IsSynthetic => Source == Synthetic || Source.StartsWith(Synthetic + ListMark, StringComparison.Ordinal);

    /// <summary>Finds the data set; downloads it or writes the synthetic one if it is needed and not there yet.</summary>
    /// <param name="request">The value of <c>--data</c>, if there is one.</param>
    /// <param name="downloader">Fetches what is published.</param>
    /// <exception cref="InputException">There is no such data set.</exception>
    public static DataChoice Open(string? request, Downloader downloader)
    {
        if (request == Synthetic)
            return OpenSynthetic("The synthetic set was asked for.");
        if (request == Published)
            return new(Published, VocFolder.Find(downloader.Fetch(Archive, $"--data {Published}")).Root, "VOC2012 was asked for, and is read from its archive.");
        if (request is not null)
            return new(Path.GetFullPath(request), VocFolder.Find(request).Root, "It was asked for.");
        return VocFolder.TryFind(Parent) is { } found
            ? new(Path.GetFullPath(found.Root), found.Root, $"VOC2012 is in ./{Parent}.")
            : OpenSynthetic($"There is no VOC2012 in ./{Parent}, and --data names none.");
    }

    /// <summary>Finds the data set of a <see cref="Source"/>.</summary>
    /// <param name="source">The source.</param>
    /// <param name="downloader">Fetches what is published.</param>
    /// <exception cref="InputException">There is no such data set any more.</exception>
    public static DataChoice Reopen(string source, Downloader downloader)
    {
        var mark = source.IndexOf(ListMark, StringComparison.Ordinal);
        return mark < 0 ? Open(source, downloader) : Open(source[..mark], downloader).With(source[(mark + ListMark.Length)..]);
    }

    /// <summary>The data set with a list of one's own of what to train on.</summary>
    /// <param name="trainList">The list, if there is one.</param>
    public DataChoice With(string? trainList) => trainList is null ? this : this with
    {
        Source = Source + ListMark + Path.GetFullPath(trainList),
        TrainList = Path.GetFullPath(trainList),
    };

    private static DataChoice OpenSynthetic(string reason) =>
        new(Synthetic, SyntheticVoc.EnsureWritten(Parent, new SyntheticOptions()), reason);
}
